import type { Clock } from '../clock.js';
import { BridgeError, toBridgeError } from '../domain/errors.js';
import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import type { Logger } from '../logging.js';
import { PAUSED, PAUSED_IN_DOUBT } from '../storage/lane-store.js';
import type { CommitQueue } from './commit-queue.js';
import { judge } from './failure.js';
import type { PauseBook } from './pause-book.js';
import type { ClaimedLane, Deliver, Outcome, Settlement } from './types.js';

/** `ms` is how long the delivery took; `targetId` the id on the other side when it was delivered. */
export type Settled = {
	readonly state: 'done' | 'skipped' | 'parked' | 'dead' | 'retry' | 'wait';
	readonly ms: number;
	readonly targetId?: string | null;
};

/** Told of each settled row after its commit. */
export type LedgerObserver = {
	settled(message: LedgerMessage, settled: Settled): void;
};

export type LaneRunnerDeps = {
	readonly commits: CommitQueue;
	readonly deliver: Deliver;
	readonly clock: Clock;
	readonly log: Logger;
	readonly observer: LedgerObserver;
	/** Rows that tell people of a dead letter. */
	readonly noticesFor: (
		message: LedgerMessage,
		error: BridgeError,
	) => Promise<readonly NewLedgerMessage[]>;
	readonly pauses: PauseBook;
	readonly leaseMs: number;
	readonly isStopping: () => boolean;
};

/** The lane of a paused instance is looked at once more after this time, if nobody wakes it before. */
const PAUSE_LOOK_MS = 24 * 3_600_000;

/** Another worker has the lane: stop touching it. */
class LeaseLost extends BridgeError {
	override name = 'LeaseLost';
}

/**
 * Delivers the rows of a claimed lane one after the other and gives the lane back. Never rejects: when the database
 * fails, the lease runs out and the lane is taken up again from what the ledger says.
 */
export async function runLane(
	deps: LaneRunnerDeps,
	{ lease, messages }: ClaimedLane,
): Promise<void> {
	try {
		for (const [index, message] of messages.entries()) {
			const isLast = index === messages.length - 1;
			if (deps.isStopping()) {
				// What the last worker left in doubt must be known to the next one: the lease keeps it.
				if (index > 0 || !lease.isTakenOver)
					await giveBack(deps, lease, { runAt: deps.clock.now(), wait: null });
				return;
			}
			if (await deps.pauses.isPaused(lease.instanceId)) {
				const wait = index === 0 && lease.isTakenOver ? PAUSED_IN_DOUBT : PAUSED;
				await giveBack(deps, lease, { runAt: deps.clock.now() + PAUSE_LOOK_MS, wait });
				return;
			}
			const mayGoOn = await deliverOne(deps, lease, message, isLast);
			if (!mayGoOn) return;
		}
		if (messages.length === 0) await giveBack(deps, lease, { runAt: null, wait: null });
	} catch (error) {
		const fields = { lane: lease.id, error };
		if (error instanceof LeaseLost)
			deps.log.warn(fields, 'lease lost: another worker has the lane');
		else deps.log.warn(fields, 'lane left to its lease: the ledger could not be written');
	}
}

/** One row's turn in its lane. */
type Turn = {
	readonly message: LedgerMessage;
	readonly startedAt: number;
	/** The part of a settlement that gives the lane back after its last row. */
	readonly release: Partial<Settlement>;
	settle(part: Partial<Settlement>): Promise<void>;
};

/** False when the lane was given back. */
async function deliverOne(
	deps: LaneRunnerDeps,
	lease: ClaimedLane['lease'],
	message: LedgerMessage,
	isLast: boolean,
): Promise<boolean> {
	const turn: Turn = {
		message,
		startedAt: deps.clock.now(),
		release: isLast ? { release: { runAt: null, wait: null } } : {},
		settle: (part) => settleHeld(deps, { laneId: lease.id, fence: lease.fence, ...part }),
	};
	let hasBegun = false;
	const begin = async (): Promise<void> => {
		const askedAt = deps.clock.now();
		await turn.settle({ begin: message.id });
		hasBegun = true;
		// After a long pause of this process the lease may run out during the call: rather let it, and ask first.
		if (deps.clock.now() - askedAt > deps.leaseMs / 2) throw leaseLost(lease.id);
	};
	const { isTakenOver } = lease;
	const outcome = await attempt(deps, { message, lane: lease, isTakenOver, begin });
	if (outcome.result === 'failed') return fail(deps, turn, outcome, hasBegun);
	if (outcome.result === 'parked') await park(deps, turn, outcome);
	else await succeed(deps, turn, outcome);
	return !isLast;
}

async function attempt(deps: LaneRunnerDeps, delivery: Parameters<Deliver>[0]): Promise<Outcome> {
	try {
		return await deps.deliver(delivery);
	} catch (error) {
		if (error instanceof LeaseLost || isOwnDatabase(error)) throw error;
		return { result: 'failed', error: toBridgeError(error) };
	}
}

/** Our own database failing is nobody's failed delivery: no attempt is used up. */
function isOwnDatabase(error: unknown): boolean {
	return error instanceof BridgeError && error.name === 'StorageError';
}

async function succeed(
	deps: LaneRunnerDeps,
	{ message, startedAt, release, settle }: Turn,
	outcome: Extract<Outcome, { result: 'done' | 'skipped' }>,
): Promise<void> {
	const now = deps.clock.now();
	const { add = [] } = outcome;
	if (outcome.result === 'done') {
		const { targetId, targetKind } = outcome;
		const kinds = targetKind === undefined ? {} : { kinds: new Map([[message.id, targetKind]]) };
		await settle({ done: new Map([[message.id, targetId]]), ...kinds, add, ...release });
		deps.observer.settled(message, { state: 'done', ms: now - startedAt, targetId });
		return;
	}
	const change = { state: 'skipped', note: outcome.reason, settledAt: now } as const;
	await settle({ change: { id: message.id, change }, add, ...release });
	deps.observer.settled(message, { state: 'skipped', ms: now - startedAt });
}

async function park(
	deps: LaneRunnerDeps,
	{ message, startedAt, release, settle }: Turn,
	{ reason, until }: Extract<Outcome, { result: 'parked' }>,
): Promise<void> {
	const change = { state: 'waiting', note: reason, runAt: until } as const;
	await settle({ change: { id: message.id, change }, ...release });
	deps.observer.settled(message, { state: 'parked', ms: deps.clock.now() - startedAt });
}

/** False when the lane was given back, and the rows behind this one have to wait. */
async function fail(
	deps: LaneRunnerDeps,
	{ message, startedAt, release, settle }: Turn,
	{ error, add = [] }: Extract<Outcome, { result: 'failed' }>,
	hasBegun: boolean,
): Promise<boolean> {
	const now = deps.clock.now();
	const { change, isDead, runAt, wait } = judge(message, error, { now, hasBegun });
	const { id, direction, instanceId: instance } = message;
	const fields = { message: id, direction, instance, error };
	const ms = now - startedAt;
	if (!isDead) {
		deps.log.warn({ ...fields, runAt }, 'delivery failed, tried again later');
		await settle({ change: { id, change }, add, release: { runAt, wait } });
		deps.observer.settled(message, { state: error.disposition === 'wait' ? 'wait' : 'retry', ms });
		return false;
	}
	deps.log.error({ ...fields, help: error.help }, 'dead letter: not delivered');
	const notices = await deps.noticesFor(message, error);
	await settle({ change: { id, change }, add: [...add, ...notices], ...release });
	deps.observer.settled(message, { state: 'dead', ms });
	return release.release === undefined;
}

async function settleHeld(deps: LaneRunnerDeps, settlement: Settlement): Promise<void> {
	const isHeld = await deps.commits.settle(settlement);
	if (isHeld) return;
	throw leaseLost(settlement.laneId);
}

function leaseLost(laneId: number): LeaseLost {
	return new LeaseLost(`Lane ${laneId} is held by another worker.`, {
		code: 'LEDGER_LEASE_LOST',
		help: 'Nothing to do; if it happens often, raise LEASE_MS.',
	});
}

async function giveBack(
	deps: LaneRunnerDeps,
	lease: ClaimedLane['lease'],
	release: NonNullable<Settlement['release']>,
): Promise<void> {
	await settleHeld(deps, { laneId: lease.id, fence: lease.fence, release });
}
