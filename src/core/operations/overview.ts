import type { Direction } from '../domain/ledger.js';
import type { BacklogScope, Waiting } from '../storage/backlog.js';
import type { InstanceView, WorkspaceView } from '../storage/connections-view.js';
import type { LedgerView } from '../storage/ledger-view.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { chosenWorkspace } from './ledger-scope.js';
import type { WorkspaceChoice } from './ledger-scope.js';
import { createTrafficCounter } from './traffic.js';
import type { Traffic } from './traffic.js';

/** What waits in one direction. */
export type WaitingNow = Waiting & {
	/** The one that was accepted first; undefined: nothing waits. */
	readonly oldest: LedgerView | undefined;
};

/** What is connected, what crosses, and what does not. */
export type Overview = {
	/** When it was read, epoch milliseconds. */
	readonly at: number;
	readonly workspaces: readonly WorkspaceView[];
	readonly instances: readonly InstanceView[];
	readonly traffic: Traffic;
	readonly waiting: Readonly<Record<Direction, WaitingNow>>;
	/** Chats that wait for a reason (the code of an error), by that reason. */
	readonly held: readonly { readonly reason: string; readonly count: number }[];
	/** Edits, deletions and reactions whose message is not here yet. */
	readonly parked: number;
	/** Given up, of what was accepted in the last days: the attempts of a message take one. */
	readonly dead: { readonly lastHour: number; readonly lastDay: number };
};

const HOUR_MS = 3_600_000;
const RECENT_MS = 72 * HOUR_MS;

/**
 * One screen of how it goes, of the database alone: of all workspaces, or of one. What is asked twice of the same function
 * is cheaper the second time. Rejects with RefusedError `bad-url` (400) or `workspace-not-registered` (404).
 */
export function createOverview({
	database,
	clock,
}: Pick<OperationDeps, 'database' | 'clock'>): (
	actor: Operator,
	input?: WorkspaceChoice,
) => Promise<Overview> {
	const { stores } = database;
	const { connections, backlog } = stores;
	const counters = new Map<number | undefined, ReturnType<typeof createTrafficCounter>>();
	let recent: { readonly behind: number; readonly until: number } | undefined;
	const behindOf = async (at: number): Promise<number> => {
		if (recent === undefined || recent.until < at)
			recent = { behind: await stores.traffic.idBefore(at - RECENT_MS), until: at + HOUR_MS };
		return recent.behind;
	};
	return async (actor, input = {}) => {
		const workspaceId = await chosenWorkspace(stores, actor, input);
		const scope: BacklogScope = { workspaceId };
		const at = clock.now();
		const count = counters.get(workspaceId) ?? createTrafficCounter(stores.traffic, clock);
		counters.set(workspaceId, count);
		const all = await connections.workspaces();
		return {
			at,
			workspaces: all.filter(({ id }) => workspaceId === undefined || id === workspaceId),
			instances: await connections.instances(workspaceId),
			traffic: await count(workspaceId),
			waiting: await waitingNow(stores, scope),
			held: await backlog.listHeld(scope),
			parked: await backlog.countParked(scope),
			dead: await backlog.countDeadSince(scope, {
				...{ hour: at - HOUR_MS, day: at - 24 * HOUR_MS },
				behind: await behindOf(at),
			}),
		};
	};
}

async function waitingNow(
	{ backlog, inspection }: Pick<OperationDeps['database']['stores'], 'backlog' | 'inspection'>,
	scope: BacklogScope,
): Promise<Overview['waiting']> {
	const { inbound, outbound } = await backlog.waiting(scope);
	const ids = [inbound, outbound].flatMap(({ oldestId }) => oldestId ?? []);
	const views = await inspection.view(ids);
	const withOldest = (waiting: Waiting): WaitingNow => ({
		...waiting,
		oldest: views.find(({ id }) => id === waiting.oldestId),
	});
	return { inbound: withOldest(inbound), outbound: withOldest(outbound) };
}
