import test from 'ava';
import type { Receipt } from '../../../src/core/domain/ledger.js';
import { RECEIPTS } from '../../../src/core/domain/ledger.js';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { isDuplicate } from '../../../src/core/storage/db-errors.js';
import { availableEngines } from '../../support/databases.js';
import { addMessage, newMessage, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const INSTANCE = asInstanceId('7103000001');

for (const engine of availableEngines()) {
	test(`${engine}: keeps every field of a row, emoji and long text included`, async (t) => {
		const { messages } = (await openTestStorage(t, engine)).database.stores;
		const payload = JSON.stringify({ text: `👋🏽 “тест” \\ ' " \u0000 ${'x'.repeat(100_000)}` });
		const row = newMessage({ payload, sourceId: 'wAmId', part: 2, note: 'why 🤷', laneId: 5 });
		await messages.insert([row], NOW);
		const [added] = await messages.listByEventKeys([row.eventKey]);
		const rest = { attempts: 0, runAt: NOW, callStartedAt: null, targetId: null };
		const shown = { targetKind: null, receipt: null };
		const times = { lastError: null, acceptedAt: NOW, settledAt: null };
		t.deepEqual(added, { ...row, id: added!.id, note: 'why 🤷', ...rest, ...shown, ...times });
		t.deepEqual(await messages.find(added!.id), added);
		t.is(await messages.find(added!.id + 1), undefined);
	});

	test(`${engine}: cuts a source id that is longer than any real one`, async (t) => {
		const { messages } = (await openTestStorage(t, engine)).database.stores;
		const row = newMessage({ sourceId: 'y'.repeat(500) });
		await messages.insert([row], NOW);
		const [added] = await messages.listByEventKeys([row.eventKey]);
		t.is(added?.sourceId, 'y'.repeat(191));
	});

	test(`${engine}: a skipped row is settled from the start`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const id = await addMessage(stores, { state: 'skipped' });
		t.is((await stores.messages.find(id))?.settledAt, NOW);
	});

	test(`${engine}: adds none of the rows when one is there already`, async (t) => {
		const { messages } = (await openTestStorage(t, engine)).database.stores;
		const [known, fresh] = [newMessage(), newMessage()];
		await messages.insert([known], NOW);
		const error: unknown = await messages.insert([fresh, known], NOW).catch((e: unknown) => e);
		t.true(isDuplicate(error));
		t.is((await messages.listByEventKeys([fresh.eventKey, known.eventKey])).length, 1);
	});

	test(`${engine}: completes many rows at once, each with its own target`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const [one, two, other] = [
			await addMessage(stores),
			await addMessage(stores),
			await addMessage(stores),
		];
		await stores.messages.update(one, { note: 'waits', callStartedAt: NOW });
		const targets = new Map<number, string | null>([
			[one, 'target-é😀'],
			[two, null],
		]);
		await stores.messages.complete(targets, NOW + 9, new Map([[one, 'reaction']]));
		const rows = await Promise.all([one, two, other].map((id) => stores.messages.find(id)));
		t.deepEqual(
			rows.map((row) => [row?.state, row?.targetId, row?.settledAt, row?.callStartedAt, row?.note]),
			[
				['done', 'target-é😀', NOW + 9, null, null],
				['done', null, NOW + 9, null, null],
				['pending', null, null, null, null],
			],
		);
		t.deepEqual(
			rows.map((row) => row?.targetKind),
			['reaction', null, null],
		);
	});

	test(`${engine}: records when the last call began, of the named rows only`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const [first, second] = [await addMessage(stores), await addMessage(stores)];
		await stores.messages.beginCalls([first], NOW + 1);
		t.is((await stores.messages.find(second))?.callStartedAt, null);
		await stores.messages.beginCalls([first, second], NOW + 2);
		t.is((await stores.messages.find(first))?.callStartedAt, NOW + 2);
		t.is((await stores.messages.find(second))?.callStartedAt, NOW + 2);
	});

	test(`${engine}: a change touches only what it names, null included`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const [id, other] = [await addMessage(stores), await addMessage(stores)];
		const before = await stores.messages.find(id);
		const change = {
			state: 'dead' as const,
			attempts: 3,
			runAt: NOW + 5,
			callStartedAt: NOW + 4,
			targetId: 't',
			note: 'n',
			lastError: 'CODE: text',
			payload: '{"a":1}',
			settledAt: NOW + 6,
		};
		await stores.messages.update(id, change);
		t.deepEqual(await stores.messages.find(id), { ...before!, ...change });
		await stores.messages.update(id, { callStartedAt: null, note: null, settledAt: null });
		const after = { ...before!, ...change, callStartedAt: null, note: null, settledAt: null };
		t.deepEqual(await stores.messages.find(id), after);
		t.is((await stores.messages.find(other))?.state, 'pending');
	});

	for (const order of permutations(['sent', 'delivered', 'read'])) {
		test(`${engine}: ends at "read" when told ${order.join(', ')}`, async (t) => {
			const { stores } = (await openTestStorage(t, engine)).database;
			const id = await addMessage(stores, { direction: 'outbound' });
			await stores.messages.complete(new Map([[id, 'wa1']]), NOW);
			let highest = -1;
			for (const receipt of order) {
				const raised = await stores.messages.raiseReceipt(INSTANCE, 'wa1', receipt, null);
				t.is(raised?.isRaised, RECEIPTS.indexOf(receipt) > highest, `told ${receipt}`);
				highest = Math.max(highest, RECEIPTS.indexOf(receipt));
				t.is((await stores.messages.find(id))?.receipt, RECEIPTS[highest]!);
			}
			t.is(highest, RECEIPTS.indexOf('read'));
		});
	}

	test(`${engine}: receipts that arrive together end at the highest`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		for (let round = 0; round < 10; round += 1) {
			const id = await addMessage(stores, { direction: 'outbound' });
			await stores.messages.complete(new Map([[id, `wa${round}`]]), NOW);
			const together = ['delivered', 'read', 'sent'] as const;
			await Promise.all(
				together.map((receipt) =>
					stores.messages.raiseReceipt(INSTANCE, `wa${round}`, receipt, null),
				),
			);
			t.is((await stores.messages.find(id))?.receipt, 'read', `round ${round}`);
		}
	});

	test(`${engine}: a receipt finds the message of its instance, with the reason`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const mine = await addMessage(stores, { direction: 'outbound' });
		const inbound = await addMessage(stores, { direction: 'inbound' });
		await stores.messages.complete(new Map([[inbound, 'wa1']]), NOW);
		t.is(
			await stores.messages.raiseReceipt(INSTANCE, 'wa1', 'sent', null),
			undefined,
			'not outbound',
		);
		await stores.messages.complete(new Map([[mine, 'wa1']]), NOW);
		const other = asInstanceId('999');
		t.is(
			await stores.messages.raiseReceipt(other, 'wa1', 'sent', null),
			undefined,
			'other instance',
		);
		t.is(
			await stores.messages.raiseReceipt(INSTANCE, 'WA1', 'sent', null),
			undefined,
			'other case',
		);
		const raised = await stores.messages.raiseReceipt(INSTANCE, 'wa1', 'failed', 'noAccount');
		t.like(raised, { isRaised: true, row: { id: mine } });
		const row = await stores.messages.find(mine);
		t.deepEqual([row?.receipt, row?.note], ['failed', 'noAccount']);
		t.is((await stores.messages.find(inbound))?.receipt, null);
	});
}

function permutations(receipts: readonly Receipt[]): Receipt[][] {
	if (receipts.length <= 1) return [[...receipts]];
	return receipts.flatMap((first) =>
		permutations(receipts.filter((other) => other !== first)).map((rest) => [first, ...rest]),
	);
}
