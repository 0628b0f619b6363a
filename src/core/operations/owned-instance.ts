import type { Instance } from '../domain/registry.js';
import type { Stores } from '../storage/stores.js';
import { isAdmin } from './actors.js';
import type { Actor } from './actors.js';
import { readInstanceId } from './instance-input.js';
import { refusal } from './refusals.js';
import { isInScope, isOwner, notFound } from './remove-instance.js';

/**
 * An instance that the actor may act on: its owner, an administrator, an operator. Rejects with RefusedError
 * `bad-instance-id` (400), `instance-not-found` (404, also for another workspace's) or `not-allowed` (403).
 */
export async function requireOwned(
	{ agents, instances }: Pick<Stores, 'agents' | 'instances'>,
	actor: Actor,
	idInstance: string | number,
): Promise<Instance> {
	const id = readInstanceId(idInstance);
	const instance = await instances.find(id);
	if (instance === undefined || !isInScope(actor, instance)) throw notFound(id);
	if (!isAdmin(actor) && !(await isOwner(agents, actor, instance))) throw notYours(id);
	return instance;
}

function notYours(id: string) {
	return refusal({
		code: 'not-allowed',
		status: 403,
		message: 'refusal.not-owner',
		help: 'help.not-yours',
		values: { instance: id },
	});
}
