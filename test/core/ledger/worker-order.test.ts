import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { BridgeError } from '../../../src/core/domain/errors.js';
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
import { addLanes, newMessage } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

const failure = (disposition: 'retry' | 'wait' | 'dead', retryAt?: number) =>
	new BridgeError('refused', { code: 'TEST_REFUSED', help: 'Do this.', disposition, retryAt });

for (const engine of availableEngines()) {
	test(`${engine}: delivers 500 rows in the order of their lanes`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const lanes = await addLanes(database.stores, 5);
		const seen = new Map<number, number[]>(lanes.map((id) => [id, []]));
		const worker = createTestWorker(t, {
			database,
			deliver: async (delivery) => {
				seen.get(delivery.message.laneId)!.push(delivery.message.part);
				if (Math.random() < 0.2) await delay(Math.random() * 4);
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = Array.from({ length: 500 }, (_, n) =>
			newMessage({ laneId: lanes[n % 5]!, part: Math.floor(n / 5) }),
		);
		for (let from = 0; from < rows.length; from += 50)
			await worker.take(rows.slice(from, from + 50));
		const kept = await waitForState(database, rows, 'done', 20_000);
		const expected = Array.from({ length: 100 }, (_, part) => part);
		for (const [id, parts] of seen) t.deepEqual(parts, expected, `lane ${id}`);
		t.true(kept.every((row) => row.targetId === `target-${row.id}` && row.attempts === 0));
		t.is(worker.begun.length, rows.length);
	});

	test(`${engine}: a blocked lane holds back no other`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [blocked, ...others] = await addLanes(database.stores, 4);
		const { opened, open } = gate();
		const worker = createTestWorker(t, {
			database,
			deliver: async (delivery) => {
				if (delivery.message.laneId === blocked) await opened;
				return delivered(delivery);
			},
		});
		worker.start();
		const stuck = rowsOf(blocked!, 3);
		const free = others.flatMap((id) => rowsOf(id, 20));
		await worker.take(stuck);
		await worker.take(free);
		await waitForState(database, free, 'done');
		const rows = await rowsInLedger(database, stuck);
		t.deepEqual(
			rows.map(({ state }) => state),
			['pending', 'pending', 'pending'],
		);
		open();
		await waitForState(database, stuck, 'done');
		const settledIds = () => worker.settled.map((line) => Number(line.split(' ')[1]));
		const ids = rows.map(({ id }) => id);
		await waitFor(() => settledIds().filter((id) => ids.includes(id)).length === 3);
		t.deepEqual(
			settledIds().filter((id) => ids.includes(id)),
			ids,
		);
	});

	test(`${engine}: works on as many lanes at once as it may`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const lanes = await addLanes(database.stores, 9);
		let running = 0;
		let most = 0;
		const { opened, open } = gate();
		const worker = createTestWorker(t, {
			database,
			concurrency: 3,
			deliver: async (delivery) => {
				running += 1;
				most = Math.max(most, running);
				await opened;
				running -= 1;
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = lanes.flatMap((id) => rowsOf(id, 2));
		await worker.take(rows);
		await waitFor(() => running === 3, { label: 'three running deliveries' });
		open();
		await waitForState(database, rows, 'done');
		t.is(most, 3);
	});

	test(`${engine}: a failed row holds back its lane until its pause is over`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const clock = createManualClock();
		const [laneId] = await addLanes(database.stores, 1);
		let failures = 2;
		const worker = createTestWorker(t, {
			database,
			clock,
			deliver: (delivery) => {
				if (delivery.message.part > 0 || failures === 0) return delivered(delivery);
				failures -= 1;
				throw failure('retry');
			},
		});
		worker.start();
		const rows = rowsOf(laneId!, 3);
		await worker.take(rows);
		await waitFor(() => worker.settled.length === 1);
		const [first, second] = await rowsInLedger(database, rows);
		t.like(first, { state: 'pending', attempts: 1, lastError: 'TEST_REFUSED: refused' });
		t.is(second?.attempts, 0);
		type Lane = { wait: string | null; lease_owner: string | null; run_at: number };
		const lane = await raw()<Lane>('lanes').first();
		t.like(lane, { wait: 'TEST_REFUSED', lease_owner: null, run_at: first!.runAt });
		worker.wake([laneId!]);
		clock.advance(500);
		await worker.commits.idle();
		t.is(worker.begun.length, 1, 'waking does not shorten the pause');
		const isIdle = () => worker.begun.length === worker.settled.length;
		await advanceUntil(clock, 250, () => isIdle() && worker.settled.length === 2);
		await advanceUntil(clock, 250, () => worker.settled.length === 5);
		await waitForState(database, rows, 'done');
		t.deepEqual(worker.begun.slice(-2), [second!.id, second!.id + 1]);
		t.is((await rowsInLedger(database, rows))[0]?.attempts, 2);
	});

	test(`${engine}: a wait uses up no attempt, however often it is repeated`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const clock = createManualClock();
		const [laneId] = await addLanes(database.stores, 1);
		let waits = 25;
		const worker = createTestWorker(t, {
			database,
			clock,
			deliver: (delivery) => {
				if (waits === 0) return delivered(delivery);
				waits -= 1;
				throw failure('wait', clock.now() + 500);
			},
		});
		worker.start();
		const rows = rowsOf(laneId!, 1);
		await worker.take(rows);
		await advanceUntil(clock, 250, () => worker.settled.length === 26);
		const [row] = await waitForState(database, rows, 'done');
		t.is(row?.attempts, 0);
		t.is(row?.note, null);
	});

	test(`${engine}: a dead letter lets its lane go on and adds its notice once`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [laneId, noticeLane] = await addLanes(database.stores, 2);
		const notice = newMessage({ laneId: noticeLane!, kind: 'notice' });
		const worker = createTestWorker(t, {
			database,
			deliver: (delivery) => {
				if (delivery.message.part === 1) throw failure('dead');
				return delivered(delivery);
			},
			noticesFor: () => Promise.resolve([notice]),
		});
		worker.start();
		const rows = rowsOf(laneId!, 3);
		await worker.take(rows);
		await waitForState(database, [rows[0]!, rows[2]!, notice], 'done');
		const [, dead] = await rowsInLedger(database, rows);
		t.like(dead, { state: 'dead', note: 'Do this.', attempts: 1 });
		t.not(dead?.settledAt, null);
		t.is(worker.begun.filter((id) => id === dead?.id).length, 1);
		await database.stores.messages.update(dead!.id, { state: 'pending' });
		worker.wake([laneId!]);
		await waitFor(() => worker.settled.filter((line) => line === `dead ${dead!.id}`).length === 2);
		t.is(worker.settled.length, 5, 'the same notice is not added twice');
	});

	test(`${engine}: a skipped row keeps the reason, and its lane goes on`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		const worker = createTestWorker(t, {
			database,
			deliver: (delivery) =>
				delivery.message.part === 0
					? { result: 'skipped', reason: 'nothing to show' }
					: delivered(delivery),
		});
		worker.start();
		const rows = rowsOf(laneId!, 2);
		await worker.take(rows);
		await waitForState(database, rows.slice(1), 'done');
		const [skipped] = await rowsInLedger(database, rows);
		t.like(skipped, { state: 'skipped', note: 'nothing to show', targetId: null });
	});
}
