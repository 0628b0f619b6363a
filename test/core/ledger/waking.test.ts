import { join } from 'node:path';
import test from 'ava';
import { startChild } from '../../support/child.js';
import { availableEngines } from '../../support/databases.js';
import {
	createTestWorker,
	delivered,
	gate,
	rowsInLedger,
	rowsOf,
	waitForState,
} from '../../support/ledger.js';
import { advanceUntil, createManualClock } from '../../support/manual-clock.js';
import { repositoryRoot } from '../../support/repository.js';
import { addLanes, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

const PROGRAM = join(repositoryRoot, 'dist', 'test', 'support', 'database-program.js');

type LaneRow = { id: number; run_at: number | null; lease_owner: string | null };

for (const engine of availableEngines()) {
	test(`${engine}: a lane that another process wakes is seen half a second later`, async (t) => {
		const { url, database } = await openTestStorage(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		// Ahead of the other process, whose clock is the real one.
		const clock = createManualClock(Date.now() + 60_000);
		const worker = createTestWorker(t, { database, clock });
		const rows = rowsOf(laneId!, 1);
		await worker.commits.accept(rows);
		await database.stores.lanes.release([laneId!], clock.now() + 3_600_000, 'TEST');
		worker.start();
		const { code, stderr } = await startChild(t, [PROGRAM, url, 'wake', String(laneId)]).exited;
		t.is(code, 0, `stderr: ${stderr}`);
		clock.advance(500);
		await waitForState(database, rows, 'done');
	});

	test(`${engine}: finds rows that nobody told it of`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const clock = createManualClock();
		const [before, after] = await addLanes(database.stores, 2);
		const first = rowsOf(before!, 2);
		await database.stores.messages.insert(first, NOW);
		const worker = createTestWorker(t, { database, clock });
		worker.start();
		await waitForState(database, first, 'done');
		const second = rowsOf(after!, 2);
		await database.stores.messages.insert(second, NOW);
		await advanceUntil(clock, 500, () => worker.settled.length === 4, { label: 'the sweep' });
		t.is((await rowsInLedger(database, second))[1]?.state, 'done');
	});

	test(`${engine}: what is accepted while its lane is worked on follows`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		const { opened, open } = gate();
		const worker = createTestWorker(t, {
			database,
			clock: createManualClock(),
			deliver: async (delivery) => {
				await opened;
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = rowsOf(laneId!, 40);
		await worker.take(rows.slice(0, 1));
		await waitFor(() => worker.begun.length === 1);
		await worker.take(rows.slice(1));
		open();
		const kept = await waitForState(database, rows, 'done');
		t.deepEqual(
			worker.begun,
			kept.map(({ id }) => id),
		);
	});

	test(`${engine}: claims nothing before it is started`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		const worker = createTestWorker(t, { database });
		const rows = rowsOf(laneId!, 1);
		await worker.take(rows);
		await worker.commits.idle();
		t.deepEqual(worker.begun, []);
		worker.start();
		await waitForState(database, rows, 'done');
	});

	test(`${engine}: stopping lets running deliveries finish and gives lanes back`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const lanes = await addLanes(database.stores, 3);
		const clock = createManualClock();
		const { opened, open } = gate();
		const worker = createTestWorker(t, {
			database,
			clock,
			concurrency: 2,
			deliver: async (delivery) => {
				await opened;
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = lanes.map((id) => rowsOf(id, 3));
		await worker.take(rows.flat());
		await waitFor(() => worker.begun.length === 2);
		const stopped = worker.stop(60_000);
		await worker.take(rowsOf(lanes[0]!, 1));
		open();
		await stopped;
		const states = await Promise.all(
			rows.map(async (lane) => (await rowsInLedger(database, lane)).map(({ state }) => state)),
		);
		const running = ['done', 'pending', 'pending'];
		t.deepEqual(states, [running, running, ['pending', 'pending', 'pending']]);
		const kept = await raw()<LaneRow>('lanes').orderBy('id');
		for (const { lease_owner, run_at } of kept) {
			t.is(lease_owner, null);
			t.true(run_at === null || run_at <= clock.now());
		}
		const next = createTestWorker(t, { database, clock });
		next.start();
		await waitForState(database, rows.flat(), 'done');
	});

	test(`${engine}: stopping ends when the patience is over`, async (t) => {
		const { database } = await openTestStorage(t, engine);
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
		worker.start();
		await worker.take(rowsOf(laneId!, 1));
		await waitFor(() => worker.begun.length === 1);
		let isStopped = false;
		const stopped = worker.stop(1000).then(() => {
			isStopped = true;
		});
		clock.advance(999);
		await database.ping();
		t.false(isStopped);
		clock.advance(1);
		await stopped;
		t.deepEqual(worker.settled, []);
		open();
		await worker.stop(60_000);
	});
}
