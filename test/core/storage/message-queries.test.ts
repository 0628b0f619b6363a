import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import type { NewLedgerMessage } from '../../../src/core/domain/ledger.js';
import { availableEngines } from '../../support/databases.js';
import { addMessage, newChat, newLane, newMessage, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

for (const engine of availableEngines()) {
	test(`${engine}: lists the head of each lane in order`, async (t) => {
		const { messages } = (await openTestStorage(t, engine)).database.stores;
		const rows = [1, 2, 1, 1, 2, 3].map((laneId, part) => newMessage({ laneId, part }));
		const settled = newMessage({ laneId: 1, state: 'skipped' });
		await messages.insert([settled, ...rows], NOW);
		const heads = await messages.listPending([1, 2], 2);
		const partsOf = (lane: number) =>
			heads.filter(({ laneId }) => laneId === lane).map(({ part }) => part);
		t.deepEqual([partsOf(1), partsOf(2), partsOf(3)], [[0, 2], [1, 4], []]);
		t.deepEqual(await messages.listPending([], 2), []);
		t.deepEqual(await messages.listPending([77], 2), []);
	});

	test(`${engine}: lists the heads of a thousand lanes`, async (t) => {
		const { messages } = (await openTestStorage(t, engine)).database.stores;
		const laneIds = Array.from({ length: 1000 }, (_, index) => index + 1);
		await messages.insert([newMessage({ laneId: 1 }), newMessage({ laneId: 1000 })], NOW);
		const heads = await messages.listPending(laneIds, 16);
		t.deepEqual(
			heads.map(({ laneId }) => laneId),
			[1, 1000],
		);
	});

	test(`${engine}: says which lanes have something to deliver`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		await addMessage(stores, { laneId: 1 });
		await addMessage(stores, { laneId: 1 });
		await addMessage(stores, { laneId: 2, state: 'skipped' });
		await addMessage(stores, { laneId: 3 });
		t.deepEqual(await stores.messages.lanesWithPending([1, 2, 4]), [1]);
		t.deepEqual(await stores.messages.lanesWithPending([]), []);
	});

	test(`${engine}: finds rows by their id on either side, byte by byte`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const source = await addMessage(stores, { sourceId: 'abc' });
		const target = await addMessage(stores, { sourceId: 'x' });
		const both = await addMessage(stores, { sourceId: 'abc' });
		await addMessage(stores, { sourceId: 'ABC' });
		await stores.messages.complete(new Map([[target, 'abc']]), NOW);
		await stores.messages.complete(new Map([[both, 'abc']]), NOW);
		const found = await stores.messages.listByMessageId('abc');
		t.deepEqual(found.map(({ id }) => id).sort(), [source, target, both].sort());
		t.deepEqual(await stores.messages.listByMessageId('ab'), []);
	});

	test(`${engine}: knows which ids are accounted for`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const id = await addMessage(stores);
		await stores.messages.complete(new Map([[id, 'known']]), NOW);
		const known = await stores.messages.knownTargets(['known', 'KNOWN', 'other']);
		t.deepEqual([...known], ['known']);
		t.deepEqual([...(await stores.messages.knownTargets([]))], []);
	});

	test(`${engine}: finds a message in its chat and the ones joined to it, not in another`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const chatIds = [];
		for (let nr = 0; nr < 3; nr += 1) chatIds.push(await stores.chats.insertOnce(newChat()));
		const [holder, joined, other] = chatIds as [number, number, number];
		await stores.chats.join(joined, holder);
		const addTo = async (chatId: number, row: Partial<NewLedgerMessage>) => {
			const { direction = 'inbound' } = row;
			const laneId = await stores.lanes.insertOnce(newLane({ chatId, direction }));
			return addMessage(stores, { laneId, ...row });
		};
		const first = await addTo(holder, { sourceId: 'same-id' });
		const second = await addTo(joined, { sourceId: 'same-id' });
		const third = await addTo(holder, { direction: 'outbound' });
		await stores.messages.complete(new Map([[third, 'same-id']]), NOW);
		const foreign = await addTo(other, { sourceId: 'same-id' });
		const idsIn = async (chatId: number) =>
			(await stores.messages.listInChat('same-id', chatId)).map(({ id }) => id);
		t.deepEqual(await idsIn(holder), [first, second, third]);
		t.deepEqual(await idsIn(other), [foreign]);
	});

	test(`${engine}: lists parked rows, oldest first`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const instanceId = asInstanceId('1101');
		const parked = { state: 'waiting', kind: 'receipt', sourceId: 'wa1', instanceId } as const;
		const first = await addMessage(stores, parked);
		const second = await addMessage(stores, parked);
		const foreign = await addMessage(stores, { ...parked, instanceId: asInstanceId('2') });
		await addMessage(stores, { ...parked, state: 'pending' });
		const edit = await addMessage(stores, { ...parked, kind: 'edit', laneId: 7 });
		const ids = async (rows: Promise<readonly { id: number }[]>) =>
			(await rows).map(({ id }) => id);
		t.deepEqual(await ids(stores.messages.listWaitingFor(instanceId, 'wa1')), [first, second]);
		t.deepEqual(await ids(stores.messages.listWaiting(9)), [first, second, foreign]);
		t.deepEqual(await ids(stores.messages.listWaiting(1)), [first]);
		t.deepEqual(await ids(stores.messages.listParked(9)), [edit], 'an edit waits in its own way');
	});

	test(`${engine}: counts what is not settled well`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		t.deepEqual(await stores.messages.countUnsettled(), []);
		t.is(await stores.messages.oldestPendingAt(), undefined);
		await addMessage(stores, {}, NOW + 5);
		await addMessage(stores, {}, NOW + 3);
		await addMessage(stores, { direction: 'outbound' }, NOW + 4);
		await addMessage(stores, { state: 'skipped' }, NOW);
		const dead = await addMessage(stores, {}, NOW);
		await stores.messages.update(dead, { state: 'dead' });
		const counts = await stores.messages.countUnsettled();
		t.deepEqual(
			counts.map(({ direction, state, count }) => `${direction} ${state} ${count}`).sort(),
			['inbound dead 1', 'inbound pending 2', 'outbound pending 1'],
		);
		t.is(await stores.messages.oldestPendingAt(), NOW + 3);
	});
}
