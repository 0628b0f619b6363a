import type { Instance, Workspace } from '../domain/registry.js';
import type { InstanceAccess } from '../green-api/types.js';
import { hashToken } from '../storage/token-cipher.js';
import { normalizeEmail, requireAgent, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import { equalHashes } from './authenticate.js';
import type { OperationDeps } from './deps.js';
import { readAddress, readApiToken, readInstanceId, requireGreenApi } from './instance-input.js';
import { refusal } from './refusals.js';
import { requireRegistered } from './registered-agent.js';

export type CreateInstanceInput = {
	readonly idInstance: string | number;
	readonly apiTokenInstance: string;
	/** Base addresses of the instance; those of the configuration when they are missing. */
	readonly apiUrl?: string | undefined;
	readonly mediaUrl?: string | undefined;
	/** For an operator: the agent who shall own it; without one it belongs to nobody. Members own what they create. */
	readonly ownerEmail?: string | undefined;
};

/** A request to connect an instance that passed every check that needs no call to GREEN-API. */
export type InstanceOrder = {
	readonly workspace: Workspace;
	/** The owner; null = nobody. */
	readonly agentId: number | null;
	readonly access: InstanceAccess;
	/** The addresses the person named themself. */
	readonly named: Partial<Pick<InstanceAccess, 'apiUrl' | 'mediaUrl'>>;
	/** Where the instance shall post to: public base address of the daemon. */
	readonly appUrl: string;
};

/**
 * Reads who wants which instance. Rejects with RefusedError `not-allowed` (403), `not-registered` (404),
 * `bad-instance-id`, `bad-api-token`, `bad-address`, `foreign-address` (400) or `app-url-missing` (409).
 */
export async function readOrder(
	deps: Pick<OperationDeps, 'database' | 'config'>,
	actor: Actor,
	input: CreateInstanceInput,
): Promise<InstanceOrder> {
	requireAgent(actor, 'create-instance');
	const workspace = requireWorkspace(actor);
	const { agents } = deps.database.stores;
	const owner = actor.kind === 'member' ? actor.email : normalizeEmail(input.ownerEmail ?? '');
	// Only an operator may leave the owner out.
	const isForNobody = actor.kind === 'operator' && owner === '';
	const agent = isForNobody ? undefined : await requireRegistered(agents, workspace.id, owner);
	const { greenApiUrl: apiUrl, greenApiMediaUrl: mediaUrl } = deps.config;
	const named = readAddresses(input);
	// An operator may use a GREEN-API of their own; a member could claim other people's numbers with one.
	if (actor.kind === 'member')
		Object.values(named).forEach((url) => requireGreenApi(url, [apiUrl, mediaUrl]));
	const id = readInstanceId(input.idInstance);
	const apiToken = readApiToken(input.apiTokenInstance);
	const appUrl = workspace.appUrl ?? deps.config.appUrl;
	if (appUrl === undefined) throw appUrlMissing();
	const access = { apiUrl, mediaUrl, ...named, id, apiToken };
	return { workspace, agentId: agent?.id ?? null, access, named, appUrl };
}

/** Whether the request describes the row as it is: same workspace, owner and token, and no other address. */
export function isSameInstance(order: InstanceOrder, existing: Instance): boolean {
	const { workspace, agentId, access, named } = order;
	const isOwner = existing.workspaceId === workspace.id && existing.agentId === agentId;
	const isToken = equalHashes(hashToken(access.apiToken), hashToken(existing.apiToken));
	const { apiUrl = existing.apiUrl, mediaUrl = existing.mediaUrl } = named;
	return isOwner && isToken && apiUrl === existing.apiUrl && mediaUrl === existing.mediaUrl;
}

function readAddresses(input: CreateInstanceInput): InstanceOrder['named'] {
	const apiUrl = readAddress('apiUrl', input.apiUrl);
	const mediaUrl = readAddress('mediaUrl', input.mediaUrl);
	return {
		...(apiUrl === undefined ? {} : { apiUrl }),
		...(mediaUrl === undefined ? {} : { mediaUrl }),
	};
}

/** Nobody said where the daemon is. */
export function appUrlMissing() {
	return refusal({
		code: 'app-url-missing',
		status: 409,
		message: 'refusal.app-url-missing',
		help: 'help.app-url-missing',
	});
}
