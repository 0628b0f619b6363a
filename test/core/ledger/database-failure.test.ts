import type { ExecutionContext } from 'ava';
import test from 'ava';
import type { Knex } from 'knex';
import { StorageError } from '../../../src/core/domain/errors.js';
import { availableEngines } from '../../support/databases.js';
import {
	createTestWorker,
	delivered,
	gate,
	rowsInLedger,
	rowsOf,
	waitForState,
} from '../../support/ledger.js';
import { addLanes } from '../../support/rows.js';
import { killConnections, openTestStorage } from '../../support/storage.js';
import type { TestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

/** Short enough for a test that waits for it, long enough for the slowest commit. */
const LEASE = 1500;

async function prepare(t: ExecutionContext): Promise<TestStorage & { raw: () => Knex }> {
	const storage = await openTestStorage(t, 'mysql');
	const knex = storage.raw();
	await knex.raw('SELECT 1');
	return { ...storage, raw: () => knex };
}

if (availableEngines().includes('mysql')) {
	test('mysql: killed connections lose no message and no order', async (t) => {
		const { database, raw } = await prepare(t);
		const lanes = await addLanes(database.stores, 4);
		let deliveries = 0;
		let killed = 0;
		const worker = createTestWorker(t, {
			database,
			leaseMs: LEASE,
			deliver: async (delivery) => {
				deliveries += 1;
				// The settle of this delivery meets dead connections.
				if (deliveries === 10 || deliveries === 30) killed += await killConnections(raw());
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = lanes.flatMap((id) => rowsOf(id, 12));
		await worker.take(rows);
		const kept = await waitFor(
			async () => {
				// Our own look may meet a dead connection, too.
				const found = await rowsInLedger(database, rows).catch(() => []);
				return found.length > 0 && found.every(({ state }) => state === 'done') ? found : undefined;
			},
			{ timeoutMs: 15_000, label: 'all rows to be delivered' },
		);
		t.true(killed > 0, 'connections were killed');
		t.true(kept.every(({ attempts }) => attempts === 0));
		for (const id of lanes) {
			const firsts = [...new Set(worker.begun)].filter((row) =>
				kept.some((message) => message.id === row && message.laneId === id),
			);
			t.deepEqual(
				firsts,
				firsts.toSorted((a, b) => a - b),
				`lane ${id}`,
			);
		}
	});

	test('mysql: an accept whose connection is killed is refused or kept, never both', async (t) => {
		const { database, raw } = await prepare(t);
		const [laneId] = await addLanes(database.stores, 1);
		const worker = createTestWorker(t, { database });
		const rows = rowsOf(laneId!, 60);
		const accepts = rows.map(async (row, index) => {
			// One of these may kill the connection of another.
			if (index % 20 === 10) await killConnections(raw()).catch(() => undefined);
			try {
				await worker.commits.accept([row]);
				return true;
			} catch {
				return false;
			}
		});
		const accepted = await Promise.all(accepts);
		const kept = await rowsInLedger(database, rows);
		const lost = rows.filter((_, index) => accepted[index] && kept[index] === undefined);
		t.deepEqual(lost, []);
		await worker.commits.accept(rows.map((row) => ({ ...row })));
		t.is((await rowsInLedger(database, rows)).filter(Boolean).length, rows.length);
	});
}

for (const engine of availableEngines()) {
	// On SQLite the connection that takes the table away and the worker's would wait for each other in one thread.
	const testOnServer = engine === 'mysql' ? test : test.skip;
	testOnServer(
		`${engine}: a database that refuses for a while stops nothing for good`,
		async (t) => {
			const { database, raw } = await openTestStorage(t, engine);
			const knex = raw();
			const [laneId] = await addLanes(database.stores, 1);
			const renamed = gate();
			let isFirst = true;
			const worker = createTestWorker(t, {
				database,
				leaseMs: LEASE,
				deliver: async (delivery) => {
					if (isFirst) {
						isFirst = false;
						await worker.commits.idle();
						await knex.schema.renameTable('messages', 'messages_away');
						renamed.open();
					}
					return delivered(delivery);
				},
			});
			worker.start();
			const rows = rowsOf(laneId!, 3);
			await worker.take(rows);
			await renamed.opened;
			await t.throwsAsync(worker.commits.accept(rowsOf(laneId!, 1)), { code: 'STORAGE_REFUSED' });
			await worker.commits.idle();
			await knex.schema.renameTable('messages_away', 'messages');
			const kept = await waitForState(database, rows, 'done');
			t.deepEqual(
				kept.map(({ attempts, lastError }) => [attempts, lastError]),
				rows.map(() => [0, null]),
			);
			t.is(worker.begun.filter((id) => id === kept[0]!.id).length, 2);
		},
	);

	test(`${engine}: our own database failing in a delivery uses up no attempt`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [laneId] = await addLanes(database.stores, 1);
		const failure = new StorageError('gone', { code: 'STORAGE_UNREACHABLE', help: 'Wait.' });
		let failures = 1;
		const worker = createTestWorker(t, {
			database,
			leaseMs: 600,
			deliver: (delivery) => {
				failures -= 1;
				if (failures >= 0) throw failure;
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = rowsOf(laneId!, 1);
		await worker.take(rows);
		const [row] = await waitForState(database, rows, 'done');
		t.like(row, { attempts: 0, lastError: null });
		t.deepEqual(worker.begun, [row!.id, row!.id]);
	});
}
