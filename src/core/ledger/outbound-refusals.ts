import type { Chat, Workspace } from '../domain/registry.js';
import type { AgentMessage } from '../rocket-chat/events.js';
import type { Stores } from '../storage/stores.js';
import type { TextKey } from '../texts/en.js';
import { checkAgentMessage } from '../translate/to-whatsapp/limits.js';

/** Why something does not go out, to be said in the reader's language. */
export type Reason = {
	readonly key: TextKey;
	readonly values?: Readonly<Record<string, string | number>>;
};

/** Why this agent can't do anything in this chat; undefined when they may. */
export async function whyNotAllowed(
	{ stores }: { readonly stores: Stores },
	workspace: Workspace,
	chat: Chat | undefined,
	agentUserId: string,
): Promise<Reason | undefined> {
	if (chat === undefined) return { key: 'outgoing.no-chat' };
	const instance = await stores.instances.find(chat.instanceId);
	if (instance?.workspaceId !== workspace.id)
		return { key: 'outgoing.instance-removed', values: { instance: chat.instanceId } };
	const agent = await stores.agents.findByUserId(workspace.id, agentUserId);
	return agent === undefined ? { key: 'outgoing.not-registered' } : undefined;
}

/** Why a message can't be sent because of its files; undefined when nothing is known against them. */
export function whyFilesRefused(message: AgentMessage, maxFileBytes: number): Reason | undefined {
	const [file] = checkAgentMessage(message, maxFileBytes);
	if (file === undefined) return undefined;
	const { name, sizeBytes, limitBytes } = file;
	const values = { name, size: inMegabytes(sizeBytes), limit: inMegabytes(limitBytes) };
	return { key: 'outgoing.file-too-large', values };
}

/** Rounded up: what is over the limit must not look like the limit. */
function inMegabytes(bytes: number): number {
	return Math.ceil((bytes / 1024 / 1024) * 10) / 10;
}
