import type { Agent } from '../domain/registry.js';
import type { AgentStore } from '../storage/agent-store.js';
import { refusal } from './refusals.js';

/** The agent with that address (lower case); rejects with RefusedError `not-registered` (404) when there is none. */
export async function requireRegistered(
	agents: Pick<AgentStore, 'findByEmail'>,
	workspaceId: number,
	email: string,
): Promise<Agent> {
	const agent = await agents.findByEmail(workspaceId, email);
	if (agent !== undefined) return agent;
	throw refusal({
		code: 'not-registered',
		status: 404,
		message: 'refusal.not-registered',
		help: 'help.not-registered',
		values: { email },
	});
}
