import { ADMIN_ROLE, AGENT_ROLE, requireAgent, requireEmail, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { proveUser } from './prove-user.js';
import type { AgentCredentials, Notice } from './register-agent.js';
import { requireRegistered } from './registered-agent.js';

/**
 * Stores new credentials of a registered agent. The admin in whose name the bridge calls the workspace renews those
 * of the workspace at once: else an expired token could only be replaced together with the tokens the app holds.
 * Rejects with RefusedError `not-allowed` (403), `not-registered` (404) or the refusals of proveUser.
 */
export function createUpdateToken(
	deps: Pick<OperationDeps, 'database' | 'readWorkspaceUser' | 'phrasebook'>,
): (actor: Actor, input: AgentCredentials) => Promise<Notice> {
	const { agents, workspaces } = deps.database.stores;
	return async (actor, input) => {
		requireAgent(actor, 'update-token');
		const workspace = requireWorkspace(actor);
		const email = requireEmail(actor, input.email);
		const agent = await requireRegistered(agents, workspace.id, email);
		const claim = { ...input, url: workspace.url, email, role: AGENT_ROLE };
		const { userId, authToken, roles } = await proveUser(deps, claim);
		const say = wordsFor(deps, actor);
		await agents.updateCredentials(agent.id, { userId, authToken });
		if (workspace.adminEmail !== email || !roles.includes(ADMIN_ROLE)) {
			return { message: say('command.token-updated', { email }) };
		}
		await workspaces.update(workspace.id, { userId, authToken });
		return { message: say('command.tokens-updated', { email }) };
	};
}
