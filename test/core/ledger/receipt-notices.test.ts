import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Engine } from '../../support/databases.js';
import { availableEngines } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { receiptWebhook } from './both-clouds.js';
import { openDesk } from './agent-desk.js';

/** An agent's message R1 was sent as `wa-1`. */
async function prepare(t: ExecutionContext, engine: Engine, text = 'See you at nine') {
	const desk = await openDesk(t, engine);
	desk.ledger.start();
	await waitFor(async () => (await desk.rows('A1'))[0]?.state === 'done');
	await desk.says('R1', text);
	await desk.settled('R1', 'message');
	const report = (status: string, description = '', id = 'wa-1') =>
		desk.receive(receiptWebhook(desk.instance, id, status, description));
	const receiptOf = async () => (await desk.settled('R1', 'message'))[0]!.receipt;
	/** Everything is settled: what shall not be there would be there by now. */
	const notices = async () => {
		await waitFor(
			async () => {
				const open = await desk.database.stores.messages.countUnsettled();
				return open.every(({ state }) => state !== 'pending');
			},
			{ label: 'everything to be settled' },
		);
		return desk.shown.filter((line) => line.startsWith('notice '));
	};
	return { ...desk, report, receiptOf, noticesNow: notices };
}

for (const engine of availableEngines()) {
	for (const [status, receipt, reason] of [
		['failed', 'failed', /Not delivered.*\(no connection\).*Send it again/u],
		['noAccount', 'noAccount', /no WhatsApp account.*Check the number/u],
		['notInGroup', 'notInGroup', /not a member.*Ask to be added/u],
		['suspended', 'suspended', /Not sent yet.*24 hours/u],
		['yellowCard', 'suspended', /Not sent yet.*24 hours/u],
	] as const) {
		test(`${engine}: ${status} is told once, with the reason and what to do`, async (t) => {
			const { report, receiptOf, noticesNow, sent } = await prepare(t, engine);
			await report(status, 'no connection');
			await report(status, 'no connection');
			t.is(await receiptOf(), receipt);
			const notices = await noticesNow();
			t.is(notices.length, 1);
			t.regex(notices[0]!, /^notice > \[↩\]\(\S+\/live\/room-1\?msg=R1\) See you at nine\n⚠️ /u);
			t.regex(notices[0]!, reason);
			t.is(sent.length, 1, 'the customer gets nothing of it');
		});
	}

	test(`${engine}: success is kept and not told`, async (t) => {
		const { report, receiptOf, noticesNow } = await prepare(t, engine);
		for (const status of ['sent', 'read', 'delivered']) await report(status);
		t.is(await receiptOf(), 'read');
		t.deepEqual(await noticesNow(), []);
	});

	test(`${engine}: a suspended message that arrives in the end is delivered`, async (t) => {
		const { report, receiptOf, noticesNow } = await prepare(t, engine);
		await report('suspended');
		await report('delivered');
		await report('suspended');
		t.is(await receiptOf(), 'delivered');
		t.is((await noticesNow()).length, 1);
	});

	test(`${engine}: each reason is told, the same one never again`, async (t) => {
		const { report, receiptOf, noticesNow } = await prepare(t, engine);
		for (const status of ['failed', 'noAccount', 'failed', 'noAccount']) await report(status);
		t.is(await receiptOf(), 'noAccount');
		t.is((await noticesNow()).length, 2);
	});

	test(`${engine}: a failure whose notice a crash swallowed is told with the repeat`, async (t) => {
		const { report, noticesNow, database, instance } = await prepare(t, engine);
		// As far as the process came that was killed: GREEN-API got no 200, and sends it again.
		await database.stores.messages.raiseReceipt(instance.id, 'wa-1', 'failed', 'failed');
		await report('failed');
		t.is((await noticesNow()).length, 1);
	});

	test(`${engine}: a failure that is reported before the send was answered is told`, async (t) => {
		const { report, noticesNow, says, settled, receiptOf } = await prepare(t, engine);
		await report('failed', '', 'wa-2');
		await says('R2', 'And bring the keys');
		await settled('R2', 'message');
		const isTold = async () => (await noticesNow()).length === 1;
		await waitFor(isTold, { label: 'the notice' });
		t.regex((await noticesNow())[0]!, /bring the keys/u);
		t.is(await receiptOf(), null);
	});

	test(`${engine}: an edit that WhatsApp refused is told as what it is`, async (t) => {
		const { edits, settled, report, noticesNow, receiptOf } = await prepare(t, engine);
		await edits('R1', 'See you at ten', '2026-11-22T14:00:30.000Z');
		const [row] = await settled('R1', 'edit');
		await report('failed', 'too late', row!.targetId!);
		const notices = await noticesNow();
		t.is(notices.length, 1);
		t.regex(notices[0]!, /Your edit was not made.*\(too late\)/u);
		t.is(await receiptOf(), null, 'the message itself arrived');
	});

	test(`${engine}: an unknown status is kept and changes nothing`, async (t) => {
		const { report, receiptOf, noticesNow, rows } = await prepare(t, engine);
		t.false((await report('teleported')).isRepeat);
		t.true((await report('teleported')).isRepeat);
		t.is(await receiptOf(), null);
		const kept = (await rows('wa-1')).find(({ kind }) => kind === 'event');
		t.like(kept, { state: 'skipped', direction: 'inbound' });
		t.regex(kept!.payload, /teleported/u);
		t.deepEqual(await noticesNow(), []);
	});

	test(`${engine}: without an open room the notice says in its row why nobody read it`, async (t) => {
		const { report, noticesNow, database, rows, clock } = await prepare(t, engine);
		const chat = (await database.stores.chats.find(1))!;
		await database.stores.chats.forgetRoom(1, chat.roomId!);
		await report('noAccount');
		t.deepEqual(await noticesNow(), []);
		const isSkipped = async () =>
			(await rows('R1')).some(({ kind, state }) => kind === 'notice' && state === 'skipped');
		await advanceUntil(clock, 1000, isSkipped);
		t.true(await isSkipped());
	});
}
