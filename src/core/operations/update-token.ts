import type { Agent, Workspace } from '../domain/registry.js';
import { ADMIN_ROLE, AGENT_ROLE, namedEmail, requireAgent, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { proveUser } from './prove-user.js';
import type { ProvenUser } from './prove-user.js';
import type { AgentCredentials, AgentNotice } from './register-agent.js';
import { requireRegistered } from './registered-agent.js';

/**
 * Stores new credentials of a registered agent. The admin in whose name the bridge calls the workspace renews those
 * of the workspace at once: else an expired token could only be replaced together with the tokens the app holds.
 * Rejects with RefusedError `not-allowed` (403), `not-registered` (404) or the refusals of proveUser.
 */
export function createUpdateToken(
	deps: Pick<OperationDeps, 'database' | 'readWorkspaceUser' | 'phrasebook'>,
): (actor: Actor, input: AgentCredentials) => Promise<AgentNotice> {
	const { agents, workspaces } = deps.database.stores;
	return async (actor, input) => {
		requireAgent(actor, 'update-token');
		const workspace = requireWorkspace(actor);
		const named = namedEmail(actor, input.email);
		const known =
			named === undefined ? undefined : await requireRegistered(agents, workspace.id, named);
		const claim = { ...input, url: workspace.url, email: named, role: AGENT_ROLE };
		const user = await proveUser(deps, claim);
		const { userId, authToken, roles } = user;
		const agent = known ?? (await agentOf(workspace, user));
		const { email } = agent;
		const say = wordsFor(deps, actor);
		await agents.updateCredentials(agent.id, { userId, authToken });
		if (workspace.adminEmail !== email || !roles.includes(ADMIN_ROLE)) {
			return { email, message: say('command.token-updated', { email }) };
		}
		await workspaces.update(workspace.id, { userId, authToken });
		return { email, message: say('command.tokens-updated', { email }) };
	};

	/** The agent that the user is registered as, whichever of their addresses was taken for it. */
	async function agentOf({ id }: Workspace, { userId, email }: ProvenUser): Promise<Agent> {
		const agent = await agents.findByUserId(id, userId);
		return agent ?? requireRegistered(agents, id, email);
	}
}
