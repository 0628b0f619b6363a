import { BridgeError } from '../domain/errors.js';
import type { Instance } from '../domain/registry.js';
import type { AgentStore } from '../storage/agent-store.js';
import { isAdmin } from './actors.js';
import type { Actor } from './actors.js';
import { otherReceiver } from './webhook-settings.js';
import type { Say } from '../texts/phrasebook.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { readInstanceId } from './instance-input.js';
import { CONSOLE, explain, refusal } from './refusals.js';
import type { Notice } from './register-agent.js';

export type RemovedInstance = Notice & {
	readonly id: string;
	/** False when GREEN-API may go on posting to us: it could not be told. */
	readonly isCleared: boolean;
};

/**
 * Forgets an instance, after its webhook address at GREEN-API was cleared (best effort), unless it leads to another receiver
 * by now: that one keeps its messages. Its history stays. Rejects with
 * RefusedError `bad-instance-id` (400), `instance-not-found` (404, also for another workspace's) or `not-allowed` (403).
 */
export function createRemoveInstance(
	deps: Pick<OperationDeps, 'database' | 'config' | 'createClient' | 'phrasebook'>,
): (actor: Actor, input: { readonly idInstance: string | number }) => Promise<RemovedInstance> {
	const { agents, instances, preferences } = deps.database.stores;
	return async (actor, input) => {
		const id = readInstanceId(input.idInstance);
		const instance = await instances.find(id);
		if (instance === undefined || !isInScope(actor, instance)) throw notFound(id);
		if (!isAdmin(actor) && !(await isOwner(agents, actor, instance))) throw notOwner(id);
		const { failure, other } = await clearWebhook(instance);
		await instances.remove(id);
		await preferences.removeInstance(instance.workspaceId, id);
		const say = wordsFor(deps, actor);
		const message = messageOf(say, id, { failure, other });
		return { id, isCleared: failure === undefined, message };
	};

	async function clearWebhook(instance: Instance): Promise<Cleared> {
		try {
			const client = deps.createClient(instance);
			const workspace = await deps.database.stores.workspaces.find(instance.workspaceId);
			const appUrl = workspace?.appUrl ?? deps.config.appUrl;
			const target = { appUrl, webhookToken: instance.webhookToken };
			const other = otherReceiver(await client.getSettings(), target);
			if (other === undefined) await client.setSettings({ webhookUrl: '', webhookUrlToken: '' });
			return { other };
		} catch (error) {
			if (error instanceof BridgeError) return { failure: error };
			throw error;
		}
	}
}

/** Why it did not work, or which host gets the webhooks in our place. */
type Cleared = { readonly failure?: BridgeError | undefined; readonly other?: string | undefined };

function messageOf(say: Say, instance: string, { failure, other }: Cleared): string {
	if (failure !== undefined)
		return say('command.removed-uncleared', {
			...{ instance, console: CONSOLE, reason: explain(failure, say) },
		});
	if (other !== undefined) return say('command.removed-other', { instance, host: other });
	return say('command.removed', { instance });
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
