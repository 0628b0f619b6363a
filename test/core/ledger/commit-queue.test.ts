import { join } from 'node:path';
import test from 'ava';
import { StorageError } from '../../../src/core/domain/errors.js';
import type { Direction } from '../../../src/core/domain/ledger.js';
import { createCommitQueue } from '../../../src/core/ledger/commit-queue.js';
import type { CommitQueue } from '../../../src/core/ledger/commit-queue.js';
import type { Database } from '../../../src/core/storage/database.js';
import { startChild } from '../../support/child.js';
import { availableEngines } from '../../support/databases.js';
import { rowsInLedger } from '../../support/ledger.js';
import { createManualClock } from '../../support/manual-clock.js';
import { repositoryRoot } from '../../support/repository.js';
import { addLanes, newMessage, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';

const PROGRAM = join(repositoryRoot, 'dist', 'test', 'support', 'database-program.js');
const LEASE = 1000;

function createQueue(
	database: Database,
	owner = 'me',
	onWork: (ids: readonly number[]) => void = () => undefined,
) {
	return createCommitQueue({ database, clock: createManualClock(), owner, leaseMs: LEASE, onWork });
}

test('no statement is longer than the smallest server takes, in bytes', async (t) => {
	const { database } = await openTestStorage(t, 'sqlite');
	const { messages } = database.stores;
	const sizes: number[] = [];
	const insert: typeof messages.insert = (rows, now) => {
		sizes.push(rows.reduce((sum, { payload }) => sum + escapedBytes(payload), 0));
		return messages.insert(rows, now);
	};
	const stores = { ...database.stores, messages: { ...messages, insert } };
	const queue = createQueue({ ...database, stores });
	const [laneId] = await addLanes(database.stores, 1);
	const texts = ['ж', '好', '😀', '"'].map((sign) => sign.repeat(2000));
	const rows = Array.from({ length: 200 }, (_, n) => JSON.stringify({ text: texts[n % 4] }));
	await Promise.all(
		rows.map((payload) => queue.accept([newMessage({ laneId: laneId!, payload })])),
	);
	t.true(sizes.length > 1);
	t.true(Math.max(...sizes) < 1_000_000, `the longest has ${Math.max(...sizes)} bytes`);
});

/** As MySQL's protocol writes a text. */
function escapedBytes(text: string): number {
	return Buffer.byteLength(text.replaceAll(/["\\]/gu, '\\$&'));
}

/** Counts the commits that a queue makes: transactions, and inserts that are one by themselves. */
function counting(database: Database): { database: Database; count: () => number } {
	let commits = 0;
	const { messages } = database.stores;
	const insert: typeof messages.insert = (...rows) => {
		commits += 1;
		return messages.insert(...rows);
	};
	const counted: Database = {
		...database,
		stores: { ...database.stores, messages: { ...messages, insert } },
		transaction: (work) => {
			commits += 1;
			return database.transaction(work);
		},
	};
	return { database: counted, count: () => commits };
}

async function howManyRepeats(accepted: ReturnType<CommitQueue['accept']>): Promise<number> {
	return (await accepted).repeats.length;
}

for (const engine of availableEngines()) {
	test(`${engine}: an event is a row once, in one batch and in two`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const queue = createQueue(database);
		const row = newMessage();
		const together = await Promise.all([
			howManyRepeats(queue.accept([row])),
			howManyRepeats(queue.accept([{ ...row }])),
			howManyRepeats(queue.accept([newMessage()])),
		]);
		t.deepEqual(together, [0, 1, 0]);
		const { repeats } = await queue.accept([{ ...row, payload: '{"other":1}' }, newMessage()]);
		t.deepEqual(repeats, await rowsInLedger(database, [row]));
		t.is(repeats[0]?.payload, row.payload, 'the first stays as it was');
		const [counted] = await database.stores.messages.countUnsettled();
		t.is(counted?.count, 3);
	});

	test(`${engine}: two queues that accept the same events add each once`, async (t) => {
		const { database, another } = await openTestStorage(t, engine);
		const queues = [createQueue(database), createQueue(engine === 'mysql' ? another() : database)];
		const rows = Array.from({ length: 60 }, () => newMessage());
		const answers = await Promise.all(
			queues.flatMap((queue, index) =>
				(index === 0 ? rows : rows.toReversed()).map((row) => howManyRepeats(queue.accept([row]))),
			),
		);
		t.is(answers.filter((repeats) => repeats === 0).length, rows.length);
		const [counted] = await database.stores.messages.countUnsettled();
		t.is(counted?.count, rows.length);
	});

	test(`${engine}: three processes that accept the same events add each once`, async (t) => {
		const { url, database } = await openTestStorage(t, engine);
		const started = [1, 2, 3].map(() => startChild(t, [PROGRAM, url, 'accept', '40']));
		const ended = await Promise.all(started.map(({ exited }) => exited));
		const added = ended.map(
			({ stdout, stderr }) => (JSON.parse(stdout || `"${stderr}"`) as { added: number }).added,
		);
		t.is(
			added.reduce((sum, count) => sum + count, 0),
			40,
		);
		const [counted] = await database.stores.messages.countUnsettled();
		t.is(counted?.count, 40);
	});

	test(`${engine}: what is accepted together is one commit`, async (t) => {
		const counted = counting((await openTestStorage(t, engine)).database);
		const queue = createQueue(counted.database);
		const rows = Array.from({ length: 150 }, () => newMessage());
		await Promise.all(rows.map((row) => queue.accept([row])));
		t.is(counted.count(), 1);
		await queue.accept([newMessage()]);
		t.is(counted.count(), 2);
		const kept = await rowsInLedger(counted.database, rows);
		t.true(kept.every((row, index) => index === 0 || row.id > kept[index - 1]!.id));
	});

	test(`${engine}: an event of six hundred rows is accepted whole`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const queue = createQueue(database);
		const rows = Array.from({ length: 600 }, (_, part) => newMessage({ part }));
		t.is(await howManyRepeats(queue.accept(rows)), 0);
		const kept = await rowsInLedger(database, rows);
		t.true(kept.every((row, index) => row.part === index));
		t.is(await howManyRepeats(queue.accept(rows.map((row) => ({ ...row })))), 600);
	});

	test(`${engine}: a bad row fails alone`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const queue = createQueue(database);
		// Neither engine takes a row without its direction; only MySQL refuses one that is too long.
		const direction = engine === 'mysql' ? 'much-too-long' : null;
		const bad = newMessage({ direction: direction as Direction, payload: 'a secret text' });
		const good = [newMessage(), newMessage(), newMessage()];
		const [first, failed, ...others] = await Promise.allSettled([
			queue.accept([good[0]!]),
			queue.accept([bad]),
			queue.accept([good[1]!]),
			queue.accept([good[2]!]),
		]);
		const reason: unknown = failed.status === 'rejected' ? failed.reason : undefined;
		t.true(reason instanceof StorageError);
		t.notRegex(`${String(reason)} ${String((reason as Error).cause)}`, /secret text/u);
		for (const { status } of [first, ...others]) t.is(status, 'fulfilled');
		t.is((await rowsInLedger(database, good)).filter(Boolean).length, 3);
	});

	test(`${engine}: a claim brings the lane's next sixteen rows in order`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const queue = createQueue(database);
		const [long, empty, held] = await addLanes(database.stores, 3);
		await createQueue(database, 'other').claim([held!]);
		await queue.accept(
			Array.from({ length: 20 }, (_, part) => newMessage({ laneId: long!, part })),
		);
		const [lanes, none] = await Promise.all([queue.claim([long!, held!]), queue.claim([empty!])]);
		t.deepEqual(
			lanes.map(({ lease, messages }) => [lease.id, messages.map(({ part }) => part)]),
			[[long!, Array.from({ length: 16 }, (_, part) => part)]],
		);
		t.deepEqual(
			none.map(({ messages }) => messages),
			[[]],
		);
	});

	test(`${engine}: a settle with a lost lease changes nothing`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const [mine, other] = [createQueue(database), createQueue(database, 'other')];
		const [laneId] = await addLanes(database.stores, 1);
		await mine.accept([newMessage({ laneId: laneId! })]);
		const [{ lease, messages } = { lease: undefined, messages: [] }] = await mine.claim([laneId!]);
		const { id } = messages[0]!;
		const settlement = { laneId: laneId!, fence: lease!.fence, done: new Map([[id, 'target']]) };
		t.false(await other.settle(settlement), 'never had it');
		t.false(await mine.settle({ ...settlement, fence: lease!.fence + 1 }), 'another fence');
		t.is((await database.stores.messages.find(id))?.state, 'pending');
		const release = { runAt: NOW - 1, wait: null };
		t.true(await mine.settle({ laneId: laneId!, fence: lease!.fence, release }));
		await other.claim([laneId!]);
		t.false(await mine.settle({ ...settlement, begin: id, add: [newMessage()], release }));
		t.like(await database.stores.messages.find(id), { state: 'pending', callStartedAt: null });
		const [counted] = await database.stores.messages.countUnsettled();
		t.is(counted?.count, 1, 'nothing was added');
	});

	test(`${engine}: tells of a lane that was given back with work in it`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const told: number[] = [];
		const queue = createQueue(database, 'me', (ids) => told.push(...ids));
		const [busy, done] = await addLanes(database.stores, 2);
		const lanes = await queue.claim([busy!, done!]);
		await queue.accept([newMessage({ laneId: busy! })]);
		await Promise.all(
			lanes.map(({ lease }) =>
				queue.settle({
					laneId: lease.id,
					fence: lease.fence,
					release: { runAt: null, wait: null },
				}),
			),
		);
		await waitFor(() => told.length > 0, { label: 'word of the lane' });
		t.deepEqual(told, [busy!]);
	});
}
