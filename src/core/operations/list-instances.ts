import type { Agent, Workspace } from '../domain/registry.js';
import type { InstancePause } from '../storage/instance-pauses.js';
import type { Stores } from '../storage/stores.js';
import { sayEnglish } from '../texts/phrasebook.js';
import type { Say } from '../texts/phrasebook.js';
import { requireAdmin } from './actors.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';

/** An instance as administrators see it. */
export type InstanceRow = {
	readonly id: string;
	readonly state: string;
	/** The owner's e-mail address; undefined when it belongs to nobody. */
	readonly owner: string | undefined;
	readonly workspaceUrl: string;
	/** Epoch milliseconds. */
	readonly createdAt: number;
	/** Nothing crosses by it, since when and why; absent: it is not paused. */
	readonly pause?: Pick<InstancePause, 'since' | 'reason'>;
};

/** Lists the instances in the actor's scope, oldest first. Rejects with RefusedError `not-allowed` (403). */
export function createListInstances(
	deps: Pick<OperationDeps, 'database'>,
): (actor: Actor) => Promise<readonly InstanceRow[]> {
	const { stores } = deps.database;
	return async (actor) => {
		requireAdmin(actor, 'list-instances');
		const workspaces = await workspacesInScope(stores, actor);
		const lists = await Promise.all(workspaces.map((workspace) => rowsOf(stores, workspace)));
		return lists.flat();
	};
}

/** The workspaces an actor may see. */
export async function workspacesInScope(
	stores: Pick<Stores, 'workspaces'>,
	{ workspace }: Actor,
): Promise<readonly Workspace[]> {
	return workspace === undefined ? stores.workspaces.list() : [workspace];
}

/** The rows as text for a chat, one line each. */
export function instancesText(rows: readonly InstanceRow[], say: Say = sayEnglish): string {
	if (rows.length === 0) return say('list.no-instances');
	return rows
		.map((row) => {
			const { id, owner, pause } = row;
			const state = pause === undefined ? row.state : say('list.paused', { state: row.state });
			const day = dayOf(row.createdAt);
			return owner === undefined
				? say('list.instance-unowned', { id, state, day })
				: say('list.instance', { id, state, owner, day });
		})
		.join('\n');
}

/** The day of a time (epoch milliseconds, UTC), e.g. `2026-11-22`. */
export function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

async function rowsOf(
	{ instances, agents, instancePauses }: Pick<Stores, 'instances' | 'agents' | 'instancePauses'>,
	workspace: Workspace,
): Promise<InstanceRow[]> {
	const owners = await agents.list(workspace.id);
	const emailOf = (agentId: number | null): string | undefined =>
		owners.find((agent: Agent) => agent.id === agentId)?.email;
	const found = await instances.listOfWorkspace(workspace.id);
	const pauses = await instancePauses.list();
	return found.map(({ id, state, agentId, createdAt }) => ({
		id,
		state,
		owner: emailOf(agentId),
		workspaceUrl: workspace.url,
		createdAt,
		...pauseOf(pauses, id),
	}));
}

/** The pause of an instance, where it is paused. */
export function pauseOf(pauses: readonly InstancePause[], id: string): Pick<InstanceRow, 'pause'> {
	const pause = pauses.find((one) => one.id === id);
	return pause === undefined ? {} : { pause };
}
