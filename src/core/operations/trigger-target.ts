import { asChatId } from '../domain/ids.js';
import type { Agent, Chat, Instance } from '../domain/registry.js';
import type { LedgerView } from '../storage/ledger-view.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { onlyInstance } from './only-instance.js';
import type { OnlyInstanceChoice } from './only-instance.js';

/** Whom a webhook that is played seems to come from, and what it can be about. */
export type TriggerTarget = {
	/** With its tokens. */
	readonly instance: Instance;
	readonly workspaceUrl: string;
	/** The conversation with that number; undefined: nobody has written yet. */
	readonly chat: Chat | undefined;
	/** An agent who may write: the owner of the instance, else the first one of the workspace. */
	readonly agent: Agent | undefined;
	/** Newest messages of the conversation; '' where there is none: ids in WhatsApp, and Rocket.Chat's of an agent's. */
	readonly newest: Readonly<Record<'inbound' | 'outbound' | 'any' | 'agent', string>>;
};

const LOOKED_AT = 50;

/** Finds what a webhook needs to be taken for a real one. Rejects as onlyInstance does. */
export async function findTriggerTarget(
	{ database }: Pick<OperationDeps, 'database'>,
	actor: Operator,
	{ chatId, ...choice }: OnlyInstanceChoice & { readonly chatId: string },
): Promise<TriggerTarget> {
	const { stores } = database;
	const instance = await onlyInstance(stores, actor, choice);
	const { workspaceId, agentId, id } = instance;
	const workspace = (await stores.inspection.workspaces()).find((one) => one.id === workspaceId);
	const chat = await stores.chats.findByChatId(workspaceId, id, asChatId(chatId));
	const agents = await stores.agents.list(workspaceId);
	const ids = await stores.inspection.newestOfChat(chatId, { workspaceId }, LOOKED_AT);
	const rows = (await stores.inspection.view(ids)).filter((row) => row.instanceId === id);
	return {
		...{ instance, workspaceUrl: workspace?.url ?? '' },
		chat: chat?.sameAs == null ? chat : ((await stores.chats.find(chat.sameAs)) ?? chat),
		agent: agents.find((agent) => agent.id === agentId) ?? agents[0],
		newest: newestOf(rows),
	};
}

function newestOf(rows: readonly LedgerView[]): TriggerTarget['newest'] {
	const messages = rows.filter(({ kind }) => kind === 'message').toReversed();
	const idOf = (row: LedgerView | undefined): string =>
		(row?.direction === 'inbound' ? row.sourceId : row?.targetId) ?? '';
	const sent = messages.filter((row) => row.direction === 'inbound' || row.targetId !== null);
	const of = (direction: LedgerView['direction']): string =>
		idOf(sent.find((row) => row.direction === direction));
	return {
		inbound: of('inbound'),
		outbound: of('outbound') || autoOf(rows),
		any: idOf(sent[0]),
		agent: messages.find((row) => row.direction === 'outbound')?.sourceId ?? '',
	};
}

/** What the bridge itself sent has receipts, too. */
function autoOf(rows: readonly LedgerView[]): string {
	return (
		rows.findLast(({ kind, targetId }) => kind === 'auto' && targetId !== null)?.targetId ?? ''
	);
}
