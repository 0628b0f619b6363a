import type { ExecutionContext } from 'ava';
import test from 'ava';
import { systemClock } from '../../../src/core/clock.js';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { createLedgerOperations } from '../../../src/core/operations/ledger-operations.js';
import type { LedgerOperations } from '../../../src/core/operations/ledger-operations.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { createTestWorker, delivered, gate, rowsOf, waitForState } from '../../support/ledger.js';
import { newChat, newInstance, newMessage, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import type { TestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

const PAUSED = asInstanceId('1101000001');
const OTHER = asInstanceId('1101000002');
const OPERATOR = { kind: 'operator', workspace: undefined } as const;

type Desk = TestStorage & {
	readonly operations: LedgerOperations;
	/** A lane of that instance. */
	lane(instanceId: typeof PAUSED): Promise<number>;
	waitOf(laneId: number): Promise<string | null>;
	waitUntilAside(laneId: number): Promise<void>;
};

async function openDesk(t: ExecutionContext, engine: Engine): Promise<Desk> {
	const storage = await openTestStorage(t, engine);
	const { database } = storage;
	const { stores } = database;
	const { id: workspaceId } = await stores.workspaces.insert(newWorkspace());
	for (const id of [PAUSED, OTHER]) await stores.instances.insert(newInstance({ id, workspaceId }));
	const raw = engine === 'mysql' ? storage.raw() : undefined;
	const waitOf = async (laneId: number): Promise<string | null> => {
		const knex = raw ?? storage.raw();
		const row = (await knex('lanes').where({ id: laneId }).first()) as { wait: string | null };
		return row.wait;
	};
	return {
		...storage,
		operations: createLedgerOperations({ database, clock: systemClock }),
		async lane(instanceId) {
			const place = { workspaceId, instanceId };
			const chatId = await stores.chats.insertOnce(newChat(place));
			return stores.lanes.insertOnce({ ...place, chatId, direction: 'outbound' });
		},
		waitOf,
		waitUntilAside: async (laneId) => {
			const isAside = async () => (await waitOf(laneId))?.startsWith('paused');
			await waitFor(isAside, { label: 'the lane to be put aside' });
		},
	};
}

for (const engine of availableEngines()) {
	test(`${engine}: nothing is delivered during a pause, and all of it afterwards, in order`, async (t) => {
		const desk = await openDesk(t, engine);
		const [quiet, busy] = [await desk.lane(PAUSED), await desk.lane(OTHER)];
		await desk.operations.pauseInstance(OPERATOR, { idInstance: PAUSED, reason: 'new phone' });
		const worker = createTestWorker(t, { database: desk.database });
		worker.start();
		const kept = rowsOf(quiet, 20);
		await worker.take(kept);
		const others = rowsOf(busy, 20);
		await worker.take(others);
		await waitForState(desk.database, others, 'done');
		await desk.waitUntilAside(quiet);
		const later = rowsOf(quiet, 2);
		await worker.take(later);
		t.is(worker.begun.length, others.length);

		const resumed = await desk.operations.resumeInstance(OPERATOR, { idInstance: PAUSED });
		t.true(resumed.isChanged);
		const rows = await waitForState(desk.database, [...kept, ...later], 'done', 10_000);
		t.deepEqual(
			worker.begun.slice(others.length),
			rows.map(({ id }) => id),
		);
		t.true(rows.every(({ attempts }) => attempts === 0));
		t.is(await desk.waitOf(quiet), null);
	});

	test(`${engine}: a pause stops a lane that is worked on behind the call under way`, async (t) => {
		const desk = await openDesk(t, engine);
		const laneId = await desk.lane(PAUSED);
		const { opened, open } = gate();
		const worker = createTestWorker(t, {
			database: desk.database,
			deliver: async (delivery) => {
				if (delivery.message.part === 0) await opened;
				return delivered(delivery);
			},
		});
		worker.start();
		const rows = rowsOf(laneId, 3);
		await worker.take(rows);
		await waitFor(() => worker.begun.length === 1, { label: 'the first call' });
		await desk.operations.pauseInstance(OPERATOR, { idInstance: PAUSED });
		await systemClock.sleep(600);
		open();
		await desk.waitUntilAside(laneId);
		t.is(worker.begun.length, 1);
		await desk.operations.resumeInstance(OPERATOR, { idInstance: PAUSED });
		await waitForState(desk.database, rows, 'done', 10_000);
	});

	test(`${engine}: whoever takes a lane after a pause knows that its last worker died`, async (t) => {
		const desk = await openDesk(t, engine);
		const laneId = await desk.lane(PAUSED);
		const { stores } = desk.database;
		const now = Date.now();
		await stores.messages.insert([newMessage({ laneId })], now);
		await stores.lanes.claim([laneId], 'dead', now - 20_000, now - 5000);
		await desk.operations.pauseInstance(OPERATOR, { idInstance: PAUSED });
		const doubts: boolean[] = [];
		const worker = createTestWorker(t, {
			database: desk.database,
			deliver: (delivery) => {
				doubts.push(delivery.isTakenOver);
				return delivered(delivery);
			},
		});
		worker.start();
		await desk.waitUntilAside(laneId);
		await desk.operations.resumeInstance(OPERATOR, { idInstance: PAUSED });
		await waitFor(() => doubts.length > 0, { timeoutMs: 10_000, label: 'the delivery' });
		t.deepEqual(doubts, [true]);
	});

	test(`${engine}: a lane that was put aside while the pause ended is found`, async (t) => {
		const desk = await openDesk(t, engine);
		const laneId = await desk.lane(PAUSED);
		const rows = rowsOf(laneId, 1);
		const worker = createTestWorker(t, { database: desk.database });
		await worker.commits.accept(rows);
		await desk.database.stores.lanes.release([laneId], Date.now() + 3_600_000, 'paused');
		worker.start();
		const [row] = await waitForState(desk.database, rows, 'done', 10_000);
		t.is(row?.attempts, 0);
	});

	test(`${engine}: what is parked gets its time after a pause`, async (t) => {
		const desk = await openDesk(t, engine);
		const { messages } = desk.database.stores;
		const laneId = await desk.lane(PAUSED);
		const edit = newMessage({ laneId, instanceId: PAUSED, kind: 'edit', state: 'waiting' });
		await messages.insert([edit], Date.now() - 3_600_000);
		await desk.operations.pauseInstance(OPERATOR, { idInstance: PAUSED });
		await desk.operations.resumeInstance(OPERATOR, { idInstance: PAUSED });
		const [row] = await messages.listParked(10);
		t.true(row!.runAt > Date.now() + 50_000);
	});

	test(`${engine}: what is parked by a paused instance stands in nobody's way`, async (t) => {
		const desk = await openDesk(t, engine);
		const { messages } = desk.database.stores;
		const lanes = [await desk.lane(PAUSED), await desk.lane(OTHER)];
		const edits = [PAUSED, PAUSED, OTHER].map((instanceId) => {
			const laneId = instanceId === PAUSED ? lanes[0]! : lanes[1]!;
			return newMessage({ laneId, instanceId, kind: 'edit', state: 'waiting' });
		});
		await messages.insert(edits, Date.now());
		const found = await messages.listParked(2, new Set([PAUSED]));
		t.deepEqual(
			found.map(({ instanceId }) => instanceId),
			[OTHER],
		);
	});
}
