import { asChatId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import type { Direction, MessageState } from '../domain/ledger.js';
import type { ChangeQueries, RowMark } from '../storage/changes.js';
import type { LedgerView } from '../storage/ledger-view.js';
import type { Stores } from '../storage/stores.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { chosenWorkspace, scopeOf } from './ledger-scope.js';
import type { InstanceChoice, WorkspaceChoice } from './ledger-scope.js';
import { textOf } from './message-text.js';
import { createNewRowFinder } from './new-rows.js';
import type { NewRowFinder } from './new-rows.js';
import { awaitsReceipt, stepsSince, STEPS } from './steps.js';
import type { Step } from './steps.js';

export type FollowInput = WorkspaceChoice &
	InstanceChoice & {
		readonly chatId?: string | undefined;
		readonly direction?: Direction | undefined;
		/** Only steps that leave a row in this state. */
		readonly state?: MessageState | undefined;
		/** Begins with what was accepted since, epoch milliseconds; without it with what happens from now on. */
		readonly since?: number | undefined;
		/** Reads what the rows carry, too: customers' texts. */
		readonly withText?: boolean;
	};

/** A step; `text` only where it was asked for and there is one. */
export type FollowedStep = Step & { readonly text?: string | undefined };

export type Follower = {
	/**
	 * What happened since it was asked last, in order; each step once. A receipt of a message that was sent long ago may
	 * come some seconds late. Rejects with StorageError; then nothing is lost, and the next call tells it.
	 */
	next(): Promise<readonly FollowedStep[]>;
};

/** Settled rows have no index by time: of the past no more is told than this. */
const MOST_HISTORY = 10_000;
/** Of so many of the newest rows receipts are waited for. */
const RECEIPTS_OF = 2000;
const MOST_OPEN = 20_000;
/** So many marks are read at a time; where there are more, they take turns. */
const MARKS_AT_ONCE = 2000;
const OPEN_STATES: readonly MessageState[] = ['pending', 'waiting', 'dead'];

/**
 * Follows what happens in the ledger, whoever does it: any number of daemons, and commands. Rejects with RefusedError
 * `bad-url`, `bad-instance-id` (400) or `workspace-not-registered` (404).
 */
export function createFollow(
	deps: Pick<OperationDeps, 'database' | 'clock'>,
): (actor: Operator, input: FollowInput) => Promise<Follower> {
	const { stores } = deps.database;
	return async (actor, input) => {
		const workspaceId = await chosenWorkspace(stores, actor, input);
		const { instanceId } = scopeOf(actor, input);
		const chatIds = await chatIdsOf(stores, input, instanceId);
		const isWanted = ({ row, state }: Step): boolean =>
			(workspaceId === undefined || row.workspaceId === workspaceId) &&
			(instanceId === undefined || row.instanceId === instanceId) &&
			(chatIds === undefined || chatIds.has(row.chatId ?? '')) &&
			(input.direction === undefined || row.direction === input.direction) &&
			(input.state === undefined || state === input.state);
		const watch = await startWatch(deps, input.since);
		return {
			async next() {
				const steps = (await watch()).filter(isWanted);
				return input.withText === true ? withTexts(stores, steps) : steps;
			},
		};
	};
}

/** A customer may have several: what they write is in the chat of one of them. Undefined: whichever. */
async function chatIdsOf(
	{ erasure }: Pick<Stores, 'erasure'>,
	{ chatId }: FollowInput,
	instanceId: InstanceId | undefined,
): Promise<ReadonlySet<string> | undefined> {
	if (chatId === undefined) return undefined;
	const chats = await erasure.chatsOf([asChatId(chatId)], instanceId);
	return new Set([chatId, ...chats.map((chat) => chat.chatId)]);
}

/** The first call of what it answers tells the past, every other one what is new. */
async function startWatch(
	{ database, clock }: Pick<OperationDeps, 'database' | 'clock'>,
	since: number | undefined,
): Promise<() => Promise<readonly Step[]>> {
	const { stores } = database;
	const { changes, traffic } = stores;
	const finder = createNewRowFinder(changes);
	const newest = await traffic.newestId();
	const from =
		since === undefined ? newest : Math.max(await traffic.idBefore(since), newest - MOST_HISTORY);
	await finder.startAt(newest);
	const tracked = createTracked(changes, finder);
	await tracked.start(newest);
	const past = await viewAll(stores, await idsUpTo(changes, from, newest));
	let history = past
		.filter(({ id, acceptedAt }) => finder.isKnown(id) && acceptedAt >= (since ?? 0))
		.flatMap((row) => stepsSince(undefined, row, row.settledAt ?? row.acceptedAt));
	for (const row of past) tracked.put(row);
	return async () => {
		const now = clock.now();
		const fresh = await finder.read(now);
		const changed = await tracked.read();
		const views = await viewAll(stores, [...new Set([...fresh.ids, ...changed])]);
		const newIds = new Set(fresh.ids);
		const steps = views.flatMap((row) =>
			stepsSince(newIds.has(row.id) ? undefined : tracked.markOf(row.id), row, now),
		);
		fresh.keep();
		// What was taken out of the ledger does not change any more.
		for (const id of changed) tracked.drop(id);
		for (const row of views) tracked.put(row);
		const all = [...history, ...steps].toSorted(inOrder);
		history = [];
		return all;
	};
}

function inOrder(one: Step, other: Step): number {
	return (
		one.at - other.at ||
		one.row.id - other.row.id ||
		STEPS.indexOf(one.step) - STEPS.indexOf(other.step)
	);
}

async function idsUpTo(changes: ChangeQueries, from: number, last: number): Promise<number[]> {
	const ids = await changes.idsAfter(from, MOST_HISTORY);
	return ids.filter((id) => id <= last);
}

const ROWS_AT_ONCE = 500;

async function viewAll(
	{ inspection }: Pick<Stores, 'inspection'>,
	ids: readonly number[],
): Promise<LedgerView[]> {
	const rows: LedgerView[] = [];
	for (let from = 0; from < ids.length; from += ROWS_AT_ONCE)
		rows.push(...(await inspection.view(ids.slice(from, from + ROWS_AT_ONCE))));
	return rows;
}

/** The rows to which something can happen yet, as they were seen last. */
function createTracked(changes: ChangeQueries, finder: Pick<NewRowFinder, 'isKnown'>) {
	const marks = new Map<number, RowMark>();
	let turn = 0;

	async function openIds(): Promise<OpenIds> {
		const sets = OPEN_STATES.map(
			async (state) => [state, new Set(await changes.idsIn(state, MOST_OPEN))] as const,
		);
		return new Map(await Promise.all(sets));
	}

	/** As many as may be read at a time; who was not among them is next. */
	function inTurn(): number[] {
		const candidates = [...marks.values()].filter(({ state }) => state !== 'dead');
		const first = candidates.length <= MARKS_AT_ONCE ? 0 : turn % candidates.length;
		turn = first + MARKS_AT_ONCE;
		return [...candidates.slice(first), ...candidates.slice(0, first)]
			.slice(0, MARKS_AT_ONCE)
			.map(({ id }) => id);
	}

	return {
		markOf: (id: number) => marks.get(id) ?? LONG_DEAD,
		put(row: RowMark): void {
			const { id, direction, kind, state, attempts, receipt } = row;
			if (OPEN_STATES.includes(state) || awaitsReceipt(row))
				marks.set(id, { id, direction, kind, state, attempts, receipt });
			else marks.delete(row.id);
		},
		drop: (id: number): void => void marks.delete(id),
		async start(newest: number): Promise<void> {
			const open = await openIds();
			// There may be many, all over the ledger: that they are dead is all that has to be known.
			for (const id of open.get('dead') ?? []) marks.set(id, { ...LONG_DEAD, id });
			const recent = await changes.idsAfter(newest - RECEIPTS_OF, RECEIPTS_OF);
			const ids = new Set([...openOf(open, 'pending'), ...openOf(open, 'waiting'), ...recent]);
			const before = [...ids].filter((id) => id <= newest);
			for (const mark of await changes.marks(before)) this.put(mark);
		},
		/** The ids of rows that are not as they were seen last. */
		async read(): Promise<readonly number[]> {
			const open = await openIds();
			const isHere = (id: number, state: MessageState): boolean => {
				const ids = open.get(state);
				return ids === undefined || ids.size >= MOST_OPEN || ids.has(id);
			};
			const moved = [...marks.values()].filter(({ id, state }) => !isHere(id, state));
			const revived = OPEN_STATES.flatMap((state) =>
				openOf(open, state).filter((id) => finder.isKnown(id) && !marks.has(id)),
			);
			const asked = inTurn();
			const now = await changes.marks(asked);
			const there = new Set(now.map(({ id }) => id));
			for (const id of asked) if (!there.has(id)) marks.delete(id);
			const different = now.filter((mark) => !isSame(mark, marks.get(mark.id)));
			return [...moved.map(({ id }) => id), ...revived, ...different.map(({ id }) => id)];
		},
	};
}

type OpenIds = ReadonlyMap<MessageState, ReadonlySet<number>>;

function openOf(open: OpenIds, state: MessageState): readonly number[] {
	return [...(open.get(state) ?? [])];
}

/** What is known of a dead letter without reading it; also of one that is open again and was not known at all. */
const LONG_DEAD: Omit<RowMark, 'id'> = {
	...{ direction: 'outbound', kind: 'message' },
	...{ state: 'dead', attempts: 0, receipt: null },
};

function isSame(one: RowMark, other: RowMark | undefined): boolean {
	return (
		one.state === other?.state && one.attempts === other.attempts && one.receipt === other.receipt
	);
}

async function withTexts(
	{ messages }: Pick<Stores, 'messages'>,
	steps: readonly Step[],
): Promise<FollowedStep[]> {
	const texts = new Map<number, string | undefined>();
	for (const { row } of steps) {
		if (texts.has(row.id)) continue;
		const stored = await messages.find(row.id);
		texts.set(row.id, stored && textOf(stored));
	}
	return steps.map((step) => ({ ...step, text: texts.get(step.row.id) }));
}
