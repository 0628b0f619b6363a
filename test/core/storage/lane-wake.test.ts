import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import { createTestWorker, delivered, gate, rowsOf, waitForState } from '../../support/ledger.js';
import { BridgeError } from '../../../src/core/domain/errors.js';
import { PAUSED_IN_DOUBT } from '../../../src/core/storage/lane-store.js';
import { addLanes, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

const LEASE = 1000;
const LATER = NOW + 3_600_000;

type Columns = { run_at: number | null; wait: string | null };

for (const engine of availableEngines()) {
	test(`${engine}: a lane that was woken while it was held is due when given back`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [woken, other] = await addLanes(database.stores, 2);
		await lanes.claim([woken!, other!], 'me', NOW, NOW + LEASE);
		await lanes.wake(woken!, NOW);
		t.deepEqual(await lanes.listDue(NOW, 10), [], 'held');
		await lanes.release([woken!, other!], LATER, 'GREEN_API_QUOTA');
		t.deepEqual(await lanes.listDue(NOW, 10), [woken!]);
		const rows = await raw()<Columns>('lanes').orderBy('id').select('wait');
		t.deepEqual(
			rows.map(({ wait }) => wait),
			[null, 'GREEN_API_QUOTA'],
		);
		await lanes.claim([woken!], 'me', NOW, NOW + LEASE);
		await lanes.release([woken!], LATER, 'outage');
		t.deepEqual(await lanes.listDue(NOW, 10), [], 'it counts once');
	});

	test(`${engine}: a lane in doubt that was woken while its instance was paused stays in doubt`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { lanes } = database.stores;
		const [laneId] = await addLanes(database.stores, 1);
		await lanes.claim([laneId!], 'dead', NOW - 2 * LEASE, NOW - LEASE);
		const [lease] = await lanes.claim([laneId!], 'me', NOW, NOW + LEASE);
		t.true(lease?.isTakenOver);
		await lanes.wake(laneId!, NOW);
		await lanes.release([laneId!], LATER, PAUSED_IN_DOUBT);
		t.deepEqual(await lanes.listDue(NOW, 10), [laneId!]);
		const [next] = await lanes.claim([laneId!], 'other', NOW, NOW + LEASE);
		t.true(next?.isTakenOver);
	});

	test(`${engine}: a revived row does not wait for the retry of the row under way`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { lanes, messages } = database.stores;
		const [laneId] = await addLanes(database.stores, 1);
		const { opened, open } = gate();
		const rows = rowsOf(laneId!, 2);
		await messages.insert(rows, NOW);
		const [dead, slow] = await messages.listPending([laneId!], 2);
		await messages.update(dead!.id, { state: 'dead' });
		let failures = 0;
		const worker = createTestWorker(t, {
			database,
			deliver: async (delivery) => {
				if (delivery.message.id === dead!.id) return delivered(delivery);
				await opened;
				failures += 1;
				return { result: 'failed', error: inAnHour() };
			},
		});
		worker.start();
		await waitFor(() => worker.begun.length === 1, { label: 'the slow delivery' });
		await database.transaction(async (stores) => {
			await stores.lanes.wake(laneId!, Date.now());
			await stores.messages.revive([dead!.id], Date.now());
		});
		open();
		await waitForState(database, rows.slice(0, 1), 'done', 2000);
		await waitFor(() => failures === 2, { label: 'the slow one once more' });
		t.deepEqual(worker.begun, [slow!.id, dead!.id, slow!.id]);
		await worker.stop(1000);
		t.deepEqual(await lanes.listDue(Date.now(), 10), []);
	});
}

function inAnHour(): BridgeError {
	return new BridgeError('not now', {
		code: 'TEST',
		help: 'Nothing to do.',
		disposition: 'wait',
		retryAt: Date.now() + 3_600_000,
	});
}
