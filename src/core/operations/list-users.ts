import type { Workspace } from '../domain/registry.js';
import type { Stores } from '../storage/stores.js';
import { sayEnglish } from '../texts/phrasebook.js';
import type { Say } from '../texts/phrasebook.js';
import { requireAdmin } from './actors.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';
import { dayOf, workspacesInScope } from './list-instances.js';

/** A registered agent as administrators see them. */
export type UserRow = {
	readonly email: string;
	/** Rocket.Chat's id of the user. */
	readonly userId: string;
	/** How many instances they own. */
	readonly instances: number;
	readonly workspaceUrl: string;
	/** Epoch milliseconds. */
	readonly createdAt: number;
};

/** Lists the agents in the actor's scope, oldest first. Rejects with RefusedError `not-allowed` (403). */
export function createListUsers(
	deps: Pick<OperationDeps, 'database'>,
): (actor: Actor) => Promise<readonly UserRow[]> {
	const { stores } = deps.database;
	return async (actor) => {
		requireAdmin(actor, 'list-users');
		const workspaces = await workspacesInScope(stores, actor);
		const lists = await Promise.all(workspaces.map((workspace) => rowsOf(stores, workspace)));
		return lists.flat();
	};
}

/** The rows as text for a chat, one line each. */
export function usersText(rows: readonly UserRow[], say: Say = sayEnglish): string {
	if (rows.length === 0) return say('list.no-users');
	return rows
		.map((row) => {
			const { email, userId: user, instances: count } = row;
			const day = dayOf(row.createdAt);
			return say(count === 1 ? 'list.user-one' : 'list.user', { email, user, count, day });
		})
		.join('\n');
}

async function rowsOf(
	{ instances, agents }: Pick<Stores, 'instances' | 'agents'>,
	workspace: Workspace,
): Promise<UserRow[]> {
	const owned = await instances.listOfWorkspace(workspace.id);
	const found = await agents.list(workspace.id);
	return found.map(({ id, email, userId, createdAt }) => ({
		email,
		userId,
		instances: owned.filter((instance) => instance.agentId === id).length,
		workspaceUrl: workspace.url,
		createdAt,
	}));
}
