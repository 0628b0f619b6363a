import { BridgeError } from '../domain/errors.js';
import type { Instance } from '../domain/registry.js';
import type { AgentStore } from '../storage/agent-store.js';
import { isAdmin } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { readInstanceId } from './instance-input.js';
import { CONSOLE, explain, refusal } from './refusals.js';
import type { Notice } from './register-agent.js';

export type RemovedInstance = Notice & {
	readonly id: string;
	/** False when GREEN-API could not be told: it goes on posting to us until the setting is cleared there. */
	readonly isCleared: boolean;
};

/**
 * Forgets an instance, after its webhook address at GREEN-API was cleared (best effort). Its history stays. Rejects with
 * RefusedError `bad-instance-id` (400), `instance-not-found` (404, also for another workspace's) or `not-allowed` (403).
 */
export function createRemoveInstance(
	deps: Pick<OperationDeps, 'database' | 'createClient' | 'phrasebook'>,
): (actor: Actor, input: { readonly idInstance: string | number }) => Promise<RemovedInstance> {
	const { agents, instances, preferences } = deps.database.stores;
	return async (actor, input) => {
		const id = readInstanceId(input.idInstance);
		const instance = await instances.find(id);
		if (instance === undefined || !isInScope(actor, instance)) throw notFound(id);
		if (!isAdmin(actor) && !(await isOwner(agents, actor, instance))) throw notOwner(id);
		const failure = await clearWebhook(instance);
		await instances.remove(id);
		await preferences.removeInstance(instance.workspaceId, id);
		const say = wordsFor(deps, actor);
		const message =
			failure === undefined
				? say('command.removed', { instance: id })
				: say('command.removed-uncleared', {
						...{ instance: id, console: CONSOLE, reason: explain(failure, say) },
					});
		return { id, isCleared: failure === undefined, message };
	};

	/** Resolves to the reason why it did not work. */
	async function clearWebhook(instance: Instance): Promise<BridgeError | undefined> {
		try {
			await deps.createClient(instance).setSettings({ webhookUrl: '', webhookUrlToken: '' });
			return undefined;
		} catch (error) {
			if (error instanceof BridgeError) return error;
			throw error;
		}
	}
}

/** Whether the instance is the actor's own. An operator has none to ask for. */
export async function isOwner(
	agents: Pick<AgentStore, 'findByEmail'>,
	actor: Actor,
	instance: Instance,
): Promise<boolean> {
	if (actor.kind === 'operator') return true;
	const agent = await agents.findByEmail(actor.workspace.id, actor.email);
	return agent?.id === instance.agentId;
}

/** Whether it is in a workspace that the actor may know of. */
export function isInScope({ workspace }: Actor, instance: Instance): boolean {
	return workspace === undefined || workspace.id === instance.workspaceId;
}

/** No such instance, or none that the actor may know of. */
export function notFound(id: string) {
	return refusal({
		code: 'instance-not-found',
		status: 404,
		message: 'refusal.instance-not-found',
		help: 'help.instance-not-found',
		values: { instance: id },
	});
}

function notOwner(id: string) {
	return refusal({
		code: 'not-allowed',
		status: 403,
		message: 'refusal.not-owner',
		help: 'help.not-owner',
		values: { instance: id },
	});
}
