import { randomBytes } from 'node:crypto';
import { systemClock } from '../src/core/clock.js';
import { asInstanceId } from '../src/core/domain/ids.js';
import type { NewLedgerMessage } from '../src/core/domain/ledger.js';
import { type CommitQueue, createCommitQueue } from '../src/core/ledger/commit-queue.js';
import type { ClaimedLane } from '../src/core/ledger/types.js';
import { type Database, openDatabase } from '../src/core/storage/database.js';
import type { Engine } from '../src/core/storage/knex-config.js';
import { createTokenCipher } from '../src/core/storage/token-cipher.js';
import { type BenchDatabase, createDatabase, nameOf } from './databases.js';
import { fillLedger, INSTANCE } from './full-ledger.js';
import { median } from './statistics.js';
import type { LedgerFigures } from './types.js';
import { createWebhooks } from './webhooks.js';

const CHATS = 10_000;
/** Of the empty ledger. */
const FEW_CHATS = 64;
/** Turns of empty and full; each turn does every operation so often on each. */
const TURNS = 10;
const TIMES = 30;
const TOGETHER = 32;

const OPERATIONS = {
	accept: 'accept one message',
	claim: 'claim a lane with its messages',
	acceptMany: `accept ${TOGETHER} messages at once`,
	claimMany: `claim ${TOGETHER} lanes at once`,
	settle: 'settle a delivered message',
	listDue: 'look for lanes that are due',
	listForgotten: 'look for forgotten lanes',
	countUnsettled: 'count what is not settled (metrics)',
} as const;
type Operation = keyof typeof OPERATIONS;
const BUDGETED: readonly Operation[] = ['accept', 'claim', 'acceptMany', 'claimMany'];

/** A ledger that is measured, and the times of its operations so far. */
type Subject = {
	readonly database: Database;
	readonly commits: CommitQueue;
	readonly chats: number;
	readonly times: Readonly<Record<Operation, number[]>>;
};

/** Times the ledger's own operations on an empty and on a full database, by turns, in this process. */
export async function measureLedger(
	engine: Engine,
	rows: number,
	tell: (line: string) => void,
): Promise<LedgerFigures> {
	const name = await nameOf(engine);
	const stores = [await createDatabase(engine), await createDatabase(engine)] as const;
	const [small, large] = stores;
	try {
		tell(`${name}: filling a ledger with ${rows} rows`);
		await fillLedger(small.url, { rows: 0, chats: FEW_CHATS });
		await fillLedger(large.url, { rows, chats: CHATS });
		tell(`${name}: comparing it with an empty one`);
		const empty = createSubject(small, FEW_CHATS);
		const full = createSubject(large, CHATS);
		for (let turn = 0; turn <= TURNS; turn += 1)
			for (const subject of [empty, full]) await takeTurn(subject, turn);
		await Promise.all([empty.database.close(), full.database.close()]);
		return { engine, name, rows, chats: CHATS, operations: compare(empty, full) };
	} finally {
		for (const database of stores) await database.remove();
	}
}

function createSubject({ url }: BenchDatabase, chats: number): Subject {
	const database = openDatabase(url, createTokenCipher(randomBytes(32)));
	const names = Object.keys(OPERATIONS) as Operation[];
	return {
		database,
		chats,
		commits: createCommitQueue({
			database,
			clock: systemClock,
			owner: 'bench',
			leaseMs: 60_000,
			onWork: () => undefined,
		}),
		times: Object.fromEntries(names.map((name) => [name, []])) as unknown as Subject['times'],
	};
}

/** The first turn warms up and does not count. */
async function takeTurn(subject: Subject, turn: number): Promise<void> {
	for (let n = 0; n < TIMES; n += 1) {
		const lanes = lanesOf(subject.chats, 1);
		await deliver(subject, lanes, ['accept', 'claim', 'settle']);
		const many = lanesOf(subject.chats, TOGETHER);
		await deliver(subject, many, ['acceptMany', 'claimMany', undefined]);
		await look(subject);
	}
	if (turn === 0) for (const times of Object.values(subject.times)) times.length = 0;
}

/** Accepts a message in each lane, claims the lanes and settles them, as the worker does it. */
async function deliver(
	subject: Subject,
	lanes: readonly number[],
	[accept, claim, settle]: readonly [Operation, Operation, Operation | undefined],
): Promise<void> {
	const { commits } = subject;
	const messages = lanes.map(newMessage);
	await timed(subject, accept, () =>
		Promise.all(messages.map((message) => commits.accept([message]))),
	);
	const claimed = await timed(subject, claim, () => commits.claim(lanes));
	await timed(subject, settle, () => Promise.all(claimed.map((lane) => giveBack(commits, lane))));
}

async function look({ database: { stores }, times }: Subject): Promise<void> {
	const watch = { times };
	await timed(watch, 'listDue', () => stores.lanes.listDue(Date.now(), 500));
	await timed(watch, 'listForgotten', () => stores.lanes.listForgotten(500));
	await timed(watch, 'countUnsettled', () => stores.messages.countUnsettled());
}

function giveBack(commits: CommitQueue, { lease, messages }: ClaimedLane): Promise<boolean> {
	const done = new Map(messages.map(({ id, eventKey }) => [id, `wa-${eventKey}`]));
	const release = { runAt: null, wait: null };
	return commits.settle({ laneId: lease.id, fence: lease.fence, done, release });
}

async function timed<T>(
	{ times }: Pick<Subject, 'times'>,
	operation: Operation | undefined,
	work: () => Promise<T>,
): Promise<T> {
	const start = performance.now();
	const answer = await work();
	if (operation !== undefined) times[operation].push(performance.now() - start);
	return answer;
}

function lanesOf(chats: number, count: number): number[] {
	const lanes = new Set<number>();
	while (lanes.size < count) lanes.add(1 + Math.floor(Math.random() * chats));
	return [...lanes];
}

function newMessage(laneId: number): NewLedgerMessage {
	const key = randomBytes(16).toString('hex');
	return {
		eventKey: key,
		direction: 'inbound',
		workspaceId: 1,
		instanceId: asInstanceId(INSTANCE),
		laneId,
		kind: 'message',
		sourceId: key.toUpperCase(),
		part: 0,
		payload: webhooks(0).body,
		state: 'pending',
	};
}

const webhooks = createWebhooks(INSTANCE, 'measured');

function compare(empty: Subject, full: Subject): LedgerFigures['operations'] {
	return (Object.keys(OPERATIONS) as Operation[]).map((operation) => ({
		what: OPERATIONS[operation],
		emptyMs: median(empty.times[operation]),
		fullMs: median(full.times[operation]),
		isBudgeted: BUDGETED.includes(operation),
	}));
}
