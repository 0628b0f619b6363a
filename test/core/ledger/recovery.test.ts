import type { ExecutionContext } from 'ava';
import test from 'ava';
import { BridgeError } from '../../../src/core/domain/errors.js';
import type { Connections } from '../../../src/core/ledger/connections.js';
import { judge } from '../../../src/core/ledger/failure.js';
import { startRecovery } from '../../../src/core/ledger/recovery.js';
import { silentLogger } from '../../../src/core/logging.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import {
	createTestWorker,
	delivered,
	rowsInLedger,
	rowsOf,
	waitForState,
} from '../../support/ledger.js';
import { advanceUntil, createManualClock } from '../../support/manual-clock.js';
import { addLanes } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

const PROBE = 5000;

const outage = () =>
	new BridgeError('not there', {
		...{ code: 'HTTP_UNREACHABLE', help: 'Wait.', disposition: 'retry', outage: true },
	});

/** Both clouds: each up or down, as asked by probes and as met by deliveries. */
async function prepare(t: ExecutionContext, engine: Engine) {
	const { database, raw } = await openTestStorage(t, engine);
	const clock = createManualClock();
	const up = { workspace: true, instance: true, deliveries: true };
	const probes: string[] = [];
	const answer = (side: 'workspace' | 'instance', name: string | number) => {
		probes.push(`${side} ${name}`);
		return up[side] ? Promise.resolve('authorized') : Promise.reject(outage());
	};
	const connections = {
		workspace: (id: number) =>
			Promise.resolve({ gateway: { ping: () => answer('workspace', id) } }),
		instance: (id: string) =>
			Promise.resolve({ client: { getState: () => answer('instance', id) } }),
	} as unknown as Connections;
	const worker = createTestWorker(t, {
		database,
		clock,
		deliver: (delivery) => {
			if (!up.deliveries) throw outage();
			return delivered(delivery);
		},
	});
	const { stores } = database;
	const recovery = startRecovery({
		stores,
		connections,
		clock,
		log: silentLogger,
		wake: worker.wake,
	});
	t.teardown(() => recovery.stop());
	/** Moves the clock past the next probe, and waits until that has been made or had nothing to do. */
	const nextProbe = async () => {
		const before = probes.length;
		await advanceUntil(clock, 500, () => probes.length > before, { label: 'a probe' });
	};
	return { database, clock, up, probes, worker, nextProbe, lanes: () => raw()('lanes') };
}

for (const engine of availableEngines()) {
	test(`${engine}: what waits for a side that was down goes on when it is back`, async (t) => {
		const { database, clock, up, probes, worker, nextProbe } = await prepare(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		Object.assign(up, { workspace: false, deliveries: false });
		worker.start();
		const rows = rowsOf(laneId!, 2);
		await worker.take(rows);
		// The first pauses are shorter than an outage is; the clock stands still while a delivery is under way.
		await waitFor(
			() => {
				if (worker.settled.length < worker.begun.length) return false;
				if (worker.settled.length === 4) return true;
				clock.advance(500);
				return false;
			},
			{ label: 'four attempts', timeoutMs: 15_000 },
		);
		const [{ runAt } = { runAt: 0 }] = await rowsInLedger(database, rows);
		t.true(runAt - clock.now() > 40_000, 'the schedule alone would wait for a minute');
		await nextProbe();
		Object.assign(up, { workspace: true, deliveries: true });
		t.is(worker.begun.length, 4, 'still down');
		await nextProbe();
		await waitForState(database, rows, 'done');
		t.true(clock.now() < runAt, 'before its time');
		t.deepEqual([...new Set(probes)], ['workspace 1']);
	});

	test(`${engine}: an outage is written to the lane`, async (t) => {
		const { database, up, worker, lanes } = await prepare(t, engine);
		const [laneId] = await addLanes(database.stores, 1, { direction: 'outbound' });
		up.deliveries = false;
		worker.start();
		await worker.take(rowsOf(laneId!, 1));
		await waitFor(() => worker.settled.length === 1);
		t.deepEqual(await lanes().pluck('wait'), ['outage']);
	});

	test(`${engine}: asks the side that the lane waits for, once for all its lanes`, async (t) => {
		const { database, clock, probes, nextProbe } = await prepare(t, engine);
		const { stores } = database;
		const inbound = await addLanes(stores, 3, { direction: 'inbound', workspaceId: 7 });
		const outbound = await addLanes(stores, 2, { direction: 'outbound', workspaceId: 7 });
		await stores.lanes.release([...inbound, ...outbound], clock.now() + 3_600_000, 'outage');
		await nextProbe();
		await waitFor(() => probes.length === 2);
		t.deepEqual([...probes].sort(), ['instance 7103000001', 'workspace 7']);
	});

	test(`${engine}: a side that answers but fails every message burns no attempts`, async (t) => {
		const { database, clock, up, worker, probes } = await prepare(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		up.deliveries = false;
		worker.start();
		const rows = rowsOf(laneId!, 1);
		await worker.take(rows);
		await waitFor(() => worker.settled.length === 1);
		// Two minutes: the schedule alone has five attempts by then, and the whole budget is nineteen.
		for (let turn = 0; turn < 24; turn += 1) {
			clock.advance(PROBE);
			await database.ping();
			await new Promise((resolve) => setTimeout(resolve, 15));
			await worker.commits.idle();
		}
		t.true(probes.length > 5, 'it was asked');
		t.true(worker.settled.length <= 11, `${worker.settled.length} attempts`);
		t.is((await rowsInLedger(database, rows))[0]?.state, 'pending');
	});
}

test('a probe does not wake a lane whose last call is in doubt', (t) => {
	const error = new BridgeError('no answer', {
		...{ code: 'HTTP_TIMEOUT', help: 'Wait.', disposition: 'retry', certain: false, outage: true },
	});
	const row = { ...rowsOf(1, 1)[0]!, attempts: 0 } as Parameters<typeof judge>[0];
	t.is(judge(row, error, { now: 0, hasBegun: true }).wait, 'HTTP_TIMEOUT');
});
