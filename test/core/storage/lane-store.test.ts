import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { addLanes, addMessage, newLane, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

type Columns = {
	id: number;
	run_at: number | null;
	lease_owner: string | null;
	fence: number;
	wait: string | null;
};

const LEASE = 1000;

for (const engine of availableEngines()) {
	test(`${engine}: makes a lane once for each chat and direction`, async (t) => {
		const { lanes } = (await openTestStorage(t, engine)).database.stores;
		const lane = newLane();
		const id = await lanes.insertOnce(lane);
		t.is(await lanes.insertOnce(lane), id);
		const other = await lanes.insertOnce({ ...lane, direction: 'outbound' });
		t.not(other, id);
		t.deepEqual(await lanes.find(id), { ...lane, id });
		t.is(await lanes.find(other + 1), undefined);
	});

	test(`${engine}: claims only lanes that are free or due`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [idle, due, later, leased, unasked] = await addLanes(database.stores, 5);
		await lanes.release([due!], NOW, 'outage');
		await lanes.release([later!], NOW + 1, null);
		await lanes.claim([leased!], 'other', NOW, NOW + LEASE);
		const ids = [idle!, due!, later!, leased!, 999_999];
		const leases = await lanes.claim(ids, 'me', NOW, NOW + LEASE);
		t.deepEqual(leases.map(({ id }) => id).sort(), [idle!, due!].sort());
		t.deepEqual(
			leases.map(({ fence }) => fence),
			[1, 1],
		);
		const row = await raw()<Columns>('lanes').where({ id: due! }).first();
		t.is(row?.wait, null, 'the reason for waiting is gone');
		t.deepEqual(await lanes.claim(ids, 'third', NOW, NOW + LEASE), [], 'all taken');
		t.is((await lanes.claim([unasked!], 'me', NOW, NOW + LEASE)).length, 1);
		t.deepEqual(await lanes.claim([], 'me', NOW, NOW + LEASE), []);
	});

	test(`${engine}: a lease that ran out is taken over with a higher fence`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [id] = await addLanes(database.stores, 1);
		await lanes.claim([id!], 'a', NOW, NOW + LEASE);
		t.deepEqual(await lanes.claim([id!], 'b', NOW + LEASE - 1, NOW + 2 * LEASE), []);
		const [lease] = await lanes.claim([id!], 'b', NOW + LEASE, NOW + 2 * LEASE);
		t.like(lease, { fence: 2, isTakenOver: true });
		await lanes.release([id!], null, null);
		const [own] = await lanes.claim([id!], 'b', NOW + LEASE, NOW + 2 * LEASE);
		t.like(own, { fence: 3, isTakenOver: false });
		await lanes.wake(id!, NOW);
		const [again] = await lanes.claim([id!], 'b', NOW + 3 * LEASE, NOW + 4 * LEASE);
		t.like(again, { fence: 4, isTakenOver: true }, 'also one that could not write');
		t.deepEqual([...(await lanes.fences([id!], 'a'))], []);
		t.deepEqual([...(await lanes.fences([id!], 'b'))], [[id!, 4]]);
		const locked = await database.transaction((stores) => stores.lanes.fences([id!], 'b'));
		t.deepEqual([...locked], [[id!, 4]]);
	});

	test(`${engine}: renews the named lanes of the owner and no others`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [mine, dropped, foreign] = await addLanes(database.stores, 3);
		await lanes.claim([mine!, dropped!], 'me', NOW, NOW + LEASE);
		await lanes.claim([foreign!], 'other', NOW, NOW + LEASE);
		await lanes.renew([mine!, foreign!], 'me', NOW + 5 * LEASE);
		const rows = await raw()<Columns>('lanes').orderBy('id').pluck('run_at');
		t.deepEqual(rows, [NOW + 5 * LEASE, NOW + LEASE, NOW + LEASE]);
		await lanes.renew([], 'me', NOW + 9 * LEASE);
		t.deepEqual(await lanes.listDue(NOW + LEASE, 10), [dropped!, foreign!]);
	});

	test(`${engine}: gives lanes back with the time and the reason`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [one, two] = await addLanes(database.stores, 2);
		await lanes.claim([one!, two!], 'me', NOW, NOW + LEASE);
		await lanes.release([one!], NOW + 7, 'GREEN_API_QUOTA');
		await lanes.release([two!], null, null);
		const rows = await raw()<Columns>('lanes')
			.orderBy('id')
			.select('run_at', 'lease_owner', 'wait');
		t.deepEqual(
			rows.map((row) => ({ ...row })),
			[
				{ run_at: NOW + 7, lease_owner: null, wait: 'GREEN_API_QUOTA' },
				{ run_at: null, lease_owner: null, wait: null },
			],
		);
		t.deepEqual([...(await lanes.fences([one!, two!], 'me'))], []);
	});

	test(`${engine}: lists due lanes, longest due first, at most as many as asked`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [late, early, future] = await addLanes(database.stores, 4);
		await lanes.release([late!], NOW, null);
		await lanes.release([early!], NOW - 5, null);
		await lanes.release([future!], NOW + 1, null);
		t.deepEqual(await lanes.listDue(NOW, 10), [early!, late!]);
		t.deepEqual(await lanes.listDue(NOW, 1), [early!]);
	});

	test(`${engine}: lists forgotten lanes once, whatever waits in them`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [forgotten, done, held, second] = await addLanes(database.stores, 5);
		await addMessage(database.stores, { laneId: forgotten! });
		await addMessage(database.stores, { laneId: forgotten! });
		await addMessage(database.stores, { laneId: second! });
		await addMessage(database.stores, { laneId: done!, state: 'skipped' });
		await addMessage(database.stores, { laneId: held! });
		await lanes.claim([held!], 'me', NOW, NOW + LEASE);
		t.deepEqual([...(await lanes.listForgotten(10))].sort(), [forgotten!, second!].sort());
		t.is((await lanes.listForgotten(1)).length, 1);
	});

	test(`${engine}: lists what is blocked and unblocks one side`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { stores } = database;
		const here = { workspaceId: 1, instanceId: asInstanceId('1101') };
		const [inOne] = await addLanes(stores, 1, { ...here, direction: 'inbound' });
		const [inOther] = await addLanes(stores, 1, { ...here, instanceId: asInstanceId('1102') });
		const [out] = await addLanes(stores, 1, { ...here, direction: 'outbound' });
		const [elsewhere] = await addLanes(stores, 1, { workspaceId: 2, direction: 'inbound' });
		const [waits] = await addLanes(stores, 1, here);
		await stores.lanes.release([inOne!, inOther!, out!, elsewhere!], NOW + LEASE, 'outage');
		await stores.lanes.release([waits!], NOW + LEASE, 'GREEN_API_QUOTA');
		const blocked = await stores.lanes.listBlocked('outage', NOW);
		t.is(blocked.length, 4);
		t.deepEqual(await stores.lanes.listBlocked('outage', NOW + LEASE), [], 'due by themselves');
		const inbound = { ...here, direction: 'inbound' as const };
		t.is(await stores.lanes.unblock(inbound, 'outage', NOW), 2);
		t.deepEqual([...(await stores.lanes.listDue(NOW, 10))].sort(), [inOne!, inOther!].sort());
		t.is(await stores.lanes.unblock({ ...here, direction: 'outbound' }, 'outage', NOW), 1);
		t.is((await stores.lanes.listBlocked('outage', NOW)).length, 1, 'the other workspace');
	});

	test(`${engine}: wakes a lane unless a worker holds it`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [waiting, held] = await addLanes(database.stores, 2);
		await lanes.release([waiting!], NOW + 60_000, 'outage');
		await lanes.claim([held!], 'me', NOW, NOW + LEASE);
		await lanes.wake(waiting!, NOW);
		await lanes.wake(held!, NOW);
		t.deepEqual(await lanes.listDue(NOW, 10), [waiting!]);
		t.deepEqual([...(await lanes.fences([held!], 'me'))], [[held!, 1]]);
	});
}
