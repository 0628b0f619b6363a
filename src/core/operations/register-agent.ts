import type { NewAgent } from '../storage/agent-store.js';
import { isDuplicate } from '../storage/db-errors.js';
import { AGENT_ROLE, namedEmail, requireAgent, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { proveUser } from './prove-user.js';
import { refusal } from './refusals.js';

export type AgentCredentials = {
	readonly rocketChatId: string;
	readonly rocketChatToken: string;
	/**
	 * Whose they are, when an operator acts; without it those of the user they belong to. A member always acts for
	 * themself.
	 */
	readonly email?: string | undefined;
};

/** What a command answers to the person, in one or two sentences. */
export type Notice = { readonly message: string };

/** The answer, and the address of the agent it is about. */
export type AgentNotice = Notice & { readonly email: string };

/**
 * Registers the actor as an agent of the workspace. Rejects with RefusedError `not-allowed` (403), `already-registered`
 * (409) or the refusals of proveUser.
 */
export function createRegisterAgent(
	deps: Pick<OperationDeps, 'database' | 'clock' | 'readWorkspaceUser' | 'phrasebook'>,
): (actor: Actor, input: AgentCredentials) => Promise<AgentNotice> {
	const { agents } = deps.database.stores;
	return async (actor, input) => {
		requireAgent(actor, 'register-agent');
		const { id: workspaceId, url } = requireWorkspace(actor);
		const named = namedEmail(actor, input.email);
		if (named !== undefined) await refuseRegistered(workspaceId, named);
		const claim = { ...input, url, email: named, role: AGENT_ROLE };
		const { userId, authToken, email } = await proveUser(deps, claim);
		await insert({ workspaceId, email, userId, authToken, createdAt: deps.clock.now() });
		return { email, message: wordsFor(deps, actor)('command.agent-registered', { email }) };
	};

	async function refuseRegistered(workspaceId: number, email: string): Promise<void> {
		const existing = await agents.findByEmail(workspaceId, email);
		if (existing !== undefined) throw alreadyRegistered(email);
	}

	async function insert(agent: NewAgent): Promise<void> {
		try {
			await agents.insert(agent);
		} catch (error) {
			throw isDuplicate(error) ? alreadyRegistered(agent.email) : error;
		}
	}
}

function alreadyRegistered(email: string) {
	return refusal({
		code: 'already-registered',
		status: 409,
		message: 'refusal.agent-registered',
		help: 'help.agent-registered',
		values: { email },
	});
}
