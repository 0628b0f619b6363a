import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';

/** What there is at all; `overview` says how it goes. */
export type Situation = {
	/** Addresses of the registered workspaces, oldest first. */
	readonly workspaces: readonly string[];
	/** Dead letters of all times. */
	readonly deadCount: number;
};

/** Reads it from the database alone; needs neither the clouds nor the key. */
export function createSituation({
	database,
}: Pick<OperationDeps, 'database'>): (actor: Operator) => Promise<Situation> {
	const { inspection, backlog } = database.stores;
	return async ({ workspace }) => {
		const all = await inspection.workspaces();
		const chosen = all.filter(({ id }) => workspace === undefined || id === workspace.id);
		const dead = await Promise.all(
			chosen.map(({ id }) => backlog.countDead({ workspaceId: id }, 0)),
		);
		return {
			workspaces: chosen.map(({ url }) => url),
			deadCount: dead.reduce((sum, count) => sum + count, 0),
		};
	};
}
