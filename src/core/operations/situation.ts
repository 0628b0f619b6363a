import type { Waiting } from '../storage/backlog.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';

/** How it stands in a few figures. */
export type Situation = {
	/** Addresses of the registered workspaces, oldest first. */
	readonly workspaces: readonly string[];
	/** How many instances there are in each state that one of them is in. */
	readonly instances: readonly { readonly state: string; readonly count: number }[];
	/** What waits to be delivered, either way. */
	readonly waiting: Pick<Waiting, 'count' | 'oldestAt'>;
	/** Dead letters of all times. */
	readonly deadCount: number;
};

/** Reads it from the database alone; needs neither the clouds nor the key. */
export function createSituation({
	database,
}: Pick<OperationDeps, 'database'>): (actor: Operator) => Promise<Situation> {
	const { inspection, instanceStates, backlog } = database.stores;
	return async ({ workspace }) => {
		const all = await inspection.workspaces();
		const chosen = all.filter(({ id }) => workspace === undefined || id === workspace.id);
		const scopes = chosen.map(({ id }) => ({ workspaceId: id }));
		const waiting = await Promise.all(scopes.map((scope) => backlog.waiting(scope)));
		const dead = await Promise.all(scopes.map((scope) => backlog.countDead(scope, 0)));
		return {
			workspaces: chosen.map(({ url }) => url),
			instances: await instanceStates.countByState(),
			waiting: sumOf(waiting.flatMap(({ inbound, outbound }) => [inbound, outbound])),
			deadCount: dead.reduce((sum, count) => sum + count, 0),
		};
	};
}

function sumOf(waiting: readonly Waiting[]): Situation['waiting'] {
	const times = waiting.flatMap(({ oldestAt }) => oldestAt ?? []);
	return {
		count: waiting.reduce((sum, { count }) => sum + count, 0),
		oldestAt: times.length === 0 ? undefined : Math.min(...times),
	};
}
