import type { ExecutionContext } from 'ava';
import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import {
	createTestWorker,
	delivered,
	gate,
	rowsInLedger,
	rowsOf,
	waitForState,
} from '../../support/ledger.js';
import { advanceUntil, createManualClock } from '../../support/manual-clock.js';
import { addLanes } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import type { TestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

const LEASE = 15_000;

/** Two daemons' worth of connections; on SQLite one process has one connection. */
async function openPair(
	t: ExecutionContext,
	engine: Engine,
): Promise<TestStorage & { other: TestStorage['database'] }> {
	const storage = await openTestStorage(t, engine);
	return { ...storage, other: engine === 'mysql' ? storage.another() : storage.database };
}

for (const engine of availableEngines()) {
	test(`${engine}: two workers share the lanes and deliver nothing twice`, async (t) => {
		const { database, other } = await openPair(t, engine);
		const lanes = await addLanes(database.stores, 20);
		const workers = [database, other].map((connection) =>
			createTestWorker(t, { database: connection, concurrency: 4 }),
		);
		for (const worker of workers) worker.start();
		const rows = lanes.flatMap((id) => rowsOf(id, 10));
		await workers[0]!.commits.accept(rows);
		for (const worker of workers) worker.wake(lanes);
		const kept = await waitForState(database, rows, 'done');
		const begun = workers.flatMap((worker) => worker.begun);
		t.is(begun.length, rows.length);
		t.is(new Set(begun).size, rows.length);
		for (const worker of workers) t.true(worker.begun.length > 0, 'each had a part of it');
		const inOrder = kept.every(
			({ laneId, id }, index) => kept[index - 1]?.laneId !== laneId || kept[index - 1]!.id < id,
		);
		t.true(inOrder);
	});

	test(`${engine}: a worker that hangs loses its lane, and its late settle`, async (t) => {
		const { database, other } = await openPair(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		const [stuckClock, clock] = [createManualClock(), createManualClock()];
		const { opened, open } = gate();
		const hanging = createTestWorker(t, {
			database,
			clock: stuckClock,
			deliver: async ({ message }) => {
				await opened;
				return { result: 'done', targetId: `late-${message.id}` };
			},
		});
		const taking = createTestWorker(t, { database: other, clock });
		hanging.start();
		const rows = rowsOf(laneId!, 2);
		await hanging.take(rows);
		await waitFor(() => hanging.begun.length === 1);
		taking.start();
		clock.advance(LEASE - 1);
		taking.wake([laneId!]);
		await taking.commits.idle();
		t.deepEqual(taking.begun, [], 'the lease still holds');
		await advanceUntil(clock, 500, () => taking.settled.length === 2);
		const kept = await waitForState(database, rows, 'done');
		open();
		await hanging.stop(5000);
		t.deepEqual(await rowsInLedger(database, rows), kept, 'the late settle changed nothing');
		t.deepEqual(
			kept.map(({ targetId }) => targetId),
			kept.map(({ id }) => `target-${id}`),
		);
		t.deepEqual(hanging.settled, []);
		t.is(hanging.begun.length, 1, 'it stopped touching the lane');
	});

	test(`${engine}: a call is not begun when the lease was lost before`, async (t) => {
		const { database, other } = await openPair(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		const [stuckClock, clock] = [createManualClock(), createManualClock()];
		const { opened, open } = gate();
		let calls = 0;
		const hanging = createTestWorker(t, {
			database,
			clock: stuckClock,
			deliver: async (delivery) => {
				await opened;
				await delivery.begin();
				calls += 1;
				return delivered(delivery);
			},
		});
		hanging.start();
		const rows = rowsOf(laneId!, 1);
		await hanging.take(rows);
		await waitFor(() => hanging.begun.length === 1);
		clock.advance(LEASE + 1);
		const taking = createTestWorker(t, { database: other, clock });
		taking.start();
		await waitForState(database, rows, 'done');
		open();
		await hanging.stop(5000);
		t.is(calls, 0);
	});

	test(`${engine}: a long delivery keeps its lease`, async (t) => {
		const { database, other, raw } = await openPair(t, engine);
		const knex = raw();
		const [laneId] = await addLanes(database.stores, 1);
		const clock = createManualClock();
		const { opened, open } = gate();
		const worker = createTestWorker(t, {
			database,
			clock,
			deliver: async (delivery) => {
				await opened;
				return delivered(delivery);
			},
		});
		const waiting = createTestWorker(t, { database: other, clock });
		worker.start();
		const rows = rowsOf(laneId!, 1);
		await worker.take(rows);
		await waitFor(() => worker.begun.length === 1);
		waiting.start();
		const leaseEnd = async () => (await knex('lanes').pluck('run_at'))[0] as number;
		for (let renewal = 1; renewal <= 5; renewal += 1) {
			const before = await leaseEnd();
			const isRenewed = async () => (await leaseEnd()) > before;
			await advanceUntil(clock, 500, isRenewed, { label: `renewal ${renewal}` });
		}
		open();
		await waitForState(database, rows, 'done');
		t.deepEqual(waiting.begun, []);
	});

	test(`${engine}: a lane left to its lease comes back although others are busy`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [left, busy] = await addLanes(database.stores, 2);
		const clock = createManualClock();
		const { opened, open } = gate();
		let broken = true;
		const worker = createTestWorker(t, {
			database: {
				...database,
				transaction: (work) =>
					database.transaction(async (stores) => {
						const complete: typeof stores.messages.complete = (...args) =>
							broken
								? Promise.reject(new Error('the connection is gone'))
								: stores.messages.complete(...args);
						return work({ ...stores, messages: { ...stores.messages, complete } });
					}),
			},
			clock,
			deliver: async (delivery) => {
				if (delivery.message.laneId === busy) await opened;
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = rowsOf(left!, 1);
		await worker.take(rowsOf(busy!, 1));
		await worker.take(rows);
		await waitFor(() => worker.begun.length === 2);
		await worker.commits.idle();
		broken = false;
		for (let turn = 0; turn < 4; turn += 1) {
			clock.advance(LEASE / 3);
			await database.ping();
		}
		const isBack = () => worker.begun.length === 3;
		await advanceUntil(clock, 500, isBack, { label: 'the lane to come back' });
		const [row] = await waitForState(database, rows, 'done');
		t.is(row?.attempts, 0, 'our own database failing is no failed delivery');
		open();
	});
}
