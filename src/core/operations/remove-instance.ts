import { BridgeError } from '../domain/errors.js';
import type { Instance } from '../domain/registry.js';
import { isAdmin } from './actors.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';
import { readInstanceId } from './instance-input.js';
import { explain, refusal } from './refusals.js';
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
	deps: Pick<OperationDeps, 'database' | 'createClient'>,
): (actor: Actor, input: { readonly idInstance: string | number }) => Promise<RemovedInstance> {
	const { agents, instances, preferences } = deps.database.stores;
	return async (actor, input) => {
		const id = readInstanceId(input.idInstance);
		const instance = await instances.find(id);
		if (instance === undefined || !isInScope(actor, instance)) throw notFound(id);
		if (!isAdmin(actor) && !(await isOwner(actor, instance))) throw notOwner(id);
		const failure = await clearWebhook(instance);
		await instances.remove(id);
		await preferences.removeInstance(instance.workspaceId, id);
		const rest =
			failure === undefined
				? 'GREEN-API sends nothing here any more.'
				: `Its webhook address at GREEN-API could not be cleared; clear it in https://console.green-api.com. ${failure}`;
		const message = `Instance ${id} is removed. ${rest}`;
		return { id, isCleared: failure === undefined, message };
	};

	async function isOwner(actor: Actor, instance: Instance): Promise<boolean> {
		if (actor.kind === 'operator') return true;
		const agent = await agents.findByEmail(actor.workspace.id, actor.email);
		return agent?.id === instance.agentId;
	}

	/** Resolves to the reason why it did not work. */
	async function clearWebhook(instance: Instance): Promise<string | undefined> {
		try {
			await deps.createClient(instance).setSettings({ webhookUrl: '', webhookUrlToken: '' });
			return undefined;
		} catch (error) {
			if (error instanceof BridgeError) return `The reason: ${explain(error)}`;
			throw error;
		}
	}
}

function isInScope({ workspace }: Actor, instance: Instance): boolean {
	return workspace === undefined || workspace.id === instance.workspaceId;
}

/** No such instance, or none that the actor may know of. */
export function notFound(id: string) {
	return refusal({
		code: 'instance-not-found',
		status: 404,
		message: `There is no instance ${id} in this workspace.`,
		help: 'An administrator sees all of them with /greenapi.list-instances.',
	});
}

function notOwner(id: string) {
	return refusal({
		code: 'not-allowed',
		status: 403,
		message: `Instance ${id} belongs to somebody else.`,
		help: 'Ask its owner or an administrator to remove it.',
	});
}
