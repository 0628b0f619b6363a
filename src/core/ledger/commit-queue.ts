import type { Clock } from '../clock.js';
import { toBridgeError } from '../domain/errors.js';
import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import type { Database } from '../storage/database.js';
import type { Stores } from '../storage/stores.js';
import { createBatcher } from './batcher.js';
import type { Batcher } from './batcher.js';
import { insertNew } from './insert-new.js';
import { applySettlements } from './settle.js';
import type { Accepted, ClaimedLane, Settlement } from './types.js';

/** All writes of the hot path: many operations, one commit. */
export type CommitQueue = {
	/** Resolves after the commit. */
	accept(messages: readonly NewLedgerMessage[]): Promise<Accepted>;
	claim(laneIds: readonly number[]): Promise<readonly ClaimedLane[]>;
	/** False when the lease was lost: nothing was written, somebody else has the lane. */
	settle(settlement: Settlement): Promise<boolean>;
	idle(): Promise<void>;
};

export type CommitQueueDeps = {
	readonly database: Database;
	readonly clock: Clock;
	readonly owner: string;
	readonly leaseMs: number;
	/** Called after a commit with lanes that were given back although something waits in them. */
	readonly onWork: (laneIds: readonly number[]) => void;
};

type Operation = { readonly size: number; readonly reject: (error: Error) => void } & (
	| { kind: 'accept'; messages: readonly NewLedgerMessage[]; resolve: (accepted: Accepted) => void }
	| { kind: 'claim'; laneIds: readonly number[]; resolve: (lanes: readonly ClaimedLane[]) => void }
	| { kind: 'settle'; settlement: Settlement; resolve: (isHeld: boolean) => void }
);
type Kind<K extends Operation['kind']> = Extract<Operation, { kind: K }>;

/** Rows of a lane that come with a claim; a longer lane is given back in between, so that others get their turn. */
const ROWS_PER_CLAIM = 16;
const LIMITS = {
	maxOperations: 200,
	maxBytes: 1_000_000,
	sizeOf: (operation: Operation) => operation.size,
};
const SMALL = 200;

export function createCommitQueue(deps: CommitQueueDeps): CommitQueue {
	const batchers = createBatchers(deps);
	return {
		accept: (messages) =>
			new Promise((resolve, reject) => {
				const size = messages.reduce((sum, { payload }) => sum + sizeOf(payload), SMALL);
				batchers.accept.add({ kind: 'accept', messages, size, resolve, reject });
			}),
		claim: (laneIds) =>
			new Promise((resolve, reject) => {
				batchers.claim.add({ kind: 'claim', laneIds, size: SMALL, resolve, reject });
			}),
		settle: (settlement) =>
			new Promise((resolve, reject) => {
				batchers.settle.add({ kind: 'settle', settlement, size: SMALL, resolve, reject });
			}),
		async idle() {
			await Promise.all(Object.values(batchers).map((batcher) => batcher.idle()));
		},
	};
}

/** Bytes in a statement, at the most: MySQL's protocol writes a quote as two, and JSON is full of them. */
function sizeOf(payload: string): number {
	return 2 * Buffer.byteLength(payload);
}

/**
 * SQLite has one writer and one file to sync: everything shares a commit. A server works on several connections at once
 * and syncs their commits together: there, accepting waits for no settling.
 */
function createBatchers(deps: CommitQueueDeps): Record<Operation['kind'], Batcher<Operation>> {
	const create = (): Batcher<Operation> =>
		createBatcher<Operation>((operations) => flush(deps, operations), LIMITS);
	if (deps.database.engine === 'mysql')
		return { accept: create(), claim: create(), settle: create() };
	const shared = create();
	return { accept: shared, claim: shared, settle: shared };
}

/** Never throws. When a batch is refused, each operation is written alone, so that one bad row harms no other. */
async function flush(deps: CommitQueueDeps, operations: readonly Operation[]): Promise<void> {
	try {
		const answer = await (isOneStatement(operations)
			? write(deps, deps.database.stores, operations)
			: deps.database.transaction((stores) => write(deps, stores, operations)));
		answer();
		void wakeReleased(deps, operations);
	} catch (error) {
		const failure = toBridgeError(error);
		if (operations.length === 1 || failure.code === 'STORAGE_UNREACHABLE') {
			for (const operation of operations) operation.reject(failure);
			return;
		}
		for (const operation of operations) await flush(deps, [operation]);
	}
}

/** Accepting is one INSERT and claiming one UPDATE, each a transaction by itself; settling is several statements. */
function isOneStatement(operations: readonly Operation[]): boolean {
	const [first] = operations;
	return operations.every(({ kind }) => kind === first?.kind && kind !== 'settle');
}

/** Writes everything; the function that comes back answers the operations and is called after the commit. */
async function write(
	deps: CommitQueueDeps,
	stores: Stores,
	operations: readonly Operation[],
): Promise<() => void> {
	const accepts = ofKind(operations, 'accept');
	const claims = ofKind(operations, 'claim');
	const settles = ofKind(operations, 'settle');
	const now = deps.clock.now();
	const repeats = await insertNew(
		stores,
		accepts.flatMap((operation) => operation.messages),
		now,
	);
	const claimed = await claimLanes(
		deps,
		stores,
		claims.flatMap((operation) => operation.laneIds),
	);
	const held = await applySettlements(
		stores,
		deps.owner,
		settles.map((operation) => operation.settlement),
		now,
	);
	return () => {
		for (const operation of accepts)
			operation.resolve({ repeats: repeatsOf(operation.messages, repeats) });
		for (const operation of claims) {
			operation.resolve(claimed.filter(({ lease }) => operation.laneIds.includes(lease.id)));
		}
		for (const operation of settles) operation.resolve(held.has(operation.settlement));
	};
}

async function claimLanes(
	deps: CommitQueueDeps,
	stores: Stores,
	laneIds: readonly number[],
): Promise<ClaimedLane[]> {
	if (laneIds.length === 0) return [];
	const now = deps.clock.now();
	const leases = await stores.lanes.claim(laneIds, deps.owner, now, now + deps.leaseMs);
	const rows = await stores.messages.listPending(
		leases.map(({ id }) => id),
		ROWS_PER_CLAIM,
	);
	return leases.map((lease) => ({
		lease,
		messages: rows.filter(({ laneId }) => laneId === lease.id),
	}));
}

/** Somebody may have accepted a row while the lane was being given back: look once more. Notices have lanes of their own. */
async function wakeReleased(
	deps: CommitQueueDeps,
	operations: readonly Operation[],
): Promise<void> {
	const settlements = ofKind(operations, 'settle').map(({ settlement }) => settlement);
	const noticed = settlements.flatMap(({ add }) => add ?? []).map(({ laneId }) => laneId);
	if (noticed.length > 0) deps.onWork(noticed);
	const released = settlements.filter(({ release }) => release?.runAt === null);
	if (released.length === 0) return;
	const laneIds = released.map(({ laneId }) => laneId);
	// A failure here only means that the sweep for forgotten lanes finds them a little later.
	const waiting = await deps.database.stores.messages.lanesWithPending(laneIds).catch(() => []);
	if (waiting.length > 0) deps.onWork(waiting);
}

function repeatsOf(
	messages: readonly NewLedgerMessage[],
	repeats: ReadonlyMap<NewLedgerMessage, LedgerMessage>,
): LedgerMessage[] {
	return messages.map((message) => repeats.get(message)).filter((row) => row !== undefined);
}

function ofKind<K extends Operation['kind']>(operations: readonly Operation[], kind: K): Kind<K>[] {
	return operations.filter((operation): operation is Kind<K> => operation.kind === kind);
}
