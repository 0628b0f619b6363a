import type { InstanceId } from '../domain/ids.js';
import type { Direction } from '../domain/ledger.js';
import type { Waiting } from '../storage/backlog.js';
import type { Stores } from '../storage/stores.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { readInstanceId } from './instance-input.js';
import { isInScope } from './ledger-scope.js';
import { notFound } from './remove-instance.js';

type Deps = Pick<OperationDeps, 'database' | 'clock'>;

export type PauseInput = {
	readonly idInstance: string;
	/** Kept and shown; without one, that of an earlier pause stays. */
	readonly reason?: string | undefined;
};

export type PausedInstance = {
	readonly id: InstanceId;
	/** Since when it is paused, epoch milliseconds. */
	readonly since: number;
	readonly reason: string;
	/** False when it was paused before. */
	readonly isChanged: boolean;
	/** What waits for the end of the pause. */
	readonly waiting: Readonly<Record<Direction, Waiting>>;
};

export type ResumedInstance = Pick<PausedInstance, 'id' | 'isChanged' | 'waiting'> & {
	/** How long the pause was, milliseconds; null: there was none. */
	readonly pausedMs: number | null;
};

/** After a pause messages go before what was said of them and is still parked. */
const PARKED_GRACE_MS = 60_000;

/**
 * Lets nothing cross by the instance any more, in both directions, until it is resumed: what comes is written down and
 * waits in its order, without using up attempts. A running daemon obeys within a second; calls under way are finished.
 * Rejects with RefusedError `bad-instance-id` (400) or `instance-not-found` (404).
 */
export function createPauseInstance(
	deps: Deps,
): (actor: Operator, input: PauseInput) => Promise<PausedInstance> {
	const { stores } = deps.database;
	return async (actor, { idInstance, reason = '' }) => {
		const { id, workspaceId } = await readTarget(stores, actor, idInstance);
		const now = deps.clock.now();
		const isChanged = await stores.instancePauses.pause(id, reason.trim(), now);
		const pauses = await stores.instancePauses.list();
		const pause = pauses.find((one) => one.id === id);
		const waiting = await stores.backlog.waiting({ workspaceId, instanceIds: [id] });
		return { id, since: pause?.since ?? now, reason: pause?.reason ?? '', isChanged, waiting };
	};
}

/**
 * Ends the pause of an instance: a running daemon delivers what waited within a second, in order. Rejects like
 * pause-instance.
 */
export function createResumeInstance(
	deps: Deps,
): (actor: Operator, input: { readonly idInstance: string }) => Promise<ResumedInstance> {
	const { database, clock } = deps;
	return async (actor, { idInstance }) => {
		const { id, workspaceId } = await readTarget(database.stores, actor, idInstance);
		const now = clock.now();
		const pauses = await database.stores.instancePauses.list();
		const pause = pauses.find((one) => one.id === id);
		const isChanged = await database.transaction(async (stores) => {
			if (!(await stores.instancePauses.resume(id))) return false;
			await stores.messages.deferParked(id, now + PARKED_GRACE_MS);
			await stores.lanes.resume(id, now);
			return true;
		});
		const waiting = await database.stores.backlog.waiting({ workspaceId, instanceIds: [id] });
		return { id, isChanged, pausedMs: pause === undefined ? null : now - pause.since, waiting };
	};
}

async function readTarget(
	{ inspection }: Pick<Stores, 'inspection'>,
	actor: Operator,
	idInstance: string,
): Promise<{ readonly id: InstanceId; readonly workspaceId: number }> {
	const id = readInstanceId(idInstance);
	const place = await inspection.placeOf(id);
	if (place === undefined || !isInScope(actor, place)) throw notFound(id);
	return { id, workspaceId: place.workspaceId };
}
