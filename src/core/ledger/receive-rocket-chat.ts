import { eventKey } from '../domain/event-key.js';
import { readLegacyToken } from '../domain/legacy-visitor.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat, Workspace } from '../domain/registry.js';
import type { AgentMessage, RocketChatEvent } from '../rocket-chat/events.js';
import { parseRocketChatWebhook } from '../rocket-chat/webhook.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';
import { NOT_DELIVERED, refusalNotice } from './notices.js';
import type { OutboundPayload } from './payloads.js';
import type { ReceiveDeps } from './receive-green-api.js';

/** What the app shows the agent as "not delivered" when it has a `message` (wire protocol, 2). */
export type RocketChatAnswer = { readonly status: 'ok' } | { readonly message: string };

export type RocketChatReceived = {
	readonly answer: RocketChatAnswer;
	readonly accepted: number;
	readonly repeated: number;
};

type AgentMessages = Extract<RocketChatEvent, { kind: 'agent-messages' }>;

const NOTHING: RocketChatReceived = { answer: { status: 'ok' }, accepted: 0, repeated: 0 };

/** Writes an agent's messages down, one row a text or file, all in one commit; resolves after it. */
export async function receiveRocketChat(
	deps: ReceiveDeps,
	workspace: Workspace,
	body: unknown,
): Promise<RocketChatReceived> {
	const event = parseRocketChatWebhook(body);
	if (event.kind === 'ignored') return NOTHING;
	const chat = await findChat(deps, workspace, event);
	if (event.kind === 'room-closed') {
		if (chat !== undefined) await deps.stores.chats.forgetRoom(chat.id, event.roomId);
		return NOTHING;
	}
	if (chat === undefined) return refuse(NO_CHAT);
	const reason = await refusal(deps, workspace, chat, event);
	if (reason === undefined) return accept(deps, chat, event);
	if (!event.showsAnswer) await sayInRoom(deps, chat, event, reason);
	return refuse(reason);
}

const NO_CHAT =
	'This chat does not belong to a WhatsApp number of this bridge, so nothing was sent. Answer in a room that a WhatsApp message opened.';

/** Why the agent must be told at once that nothing goes out; undefined when all is well. */
async function refusal(
	deps: ReceiveDeps,
	workspace: Workspace,
	chat: Chat,
	{ messages }: AgentMessages,
): Promise<string | undefined> {
	const instance = await deps.stores.instances.find(chat.instanceId);
	if (instance?.workspaceId !== workspace.id) {
		return `The WhatsApp instance ${chat.instanceId} of this chat was removed. Create it again with create-instance.`;
	}
	for (const userId of new Set(messages.map(({ message }) => message.agentUserId))) {
		const agent = await deps.stores.agents.findByUserId(workspace.id, userId);
		if (agent === undefined) {
			return 'You are not registered with the WhatsApp bridge. Register with /greenapi.register-agent, then send the message again.';
		}
	}
	return undefined;
}

/** Rocket.Chat's own webhook shows our answer to nobody: then the room says it, where only people in Rocket.Chat see it. */
async function sayInRoom(
	deps: ReceiveDeps,
	chat: Chat,
	{ messages }: AgentMessages,
	reason: string,
): Promise<void> {
	const laneId = await deps.chats.lane(chat, 'inbound');
	const [first] = messages;
	if (first === undefined) return;
	const text = `${NOT_DELIVERED} ${reason}`;
	await deps.accept([refusalNotice({ chat, laneId, messageId: first.message.messageId, text })]);
	deps.wake([laneId]);
}

async function findChat(
	deps: ReceiveDeps,
	workspace: Workspace,
	event: Exclude<RocketChatEvent, { kind: 'ignored' }>,
): Promise<Chat | undefined> {
	const chats = await deps.stores.chats.listByVisitor(workspace.id, event.visitorToken);
	const chat = chats.find(({ roomId }) => roomId === event.roomId) ?? chats[0];
	return chat ?? adoptLegacy(deps, workspace, event);
}

/** A room of the earlier adapter: its visitor says which number and customer it is, and is one of ours from now on. */
async function adoptLegacy(
	{ stores, clock }: ReceiveDeps,
	workspace: Workspace,
	{ visitorToken, roomId }: Exclude<RocketChatEvent, { kind: 'ignored' }>,
): Promise<Chat | undefined> {
	const legacy = readLegacyToken(visitorToken);
	if (legacy === undefined) return undefined;
	const instances = await stores.instances.listOfWorkspace(workspace.id);
	const instance = instances.find(({ wid }) => wid === legacy.ownWid);
	if (instance === undefined) return undefined;
	const id = await stores.chats.insertOnce({
		workspaceId: workspace.id,
		instanceId: instance.id,
		chatId: legacy.chatId,
		visitorToken,
		isRegistered: true,
		roomId,
		name: `+${legacy.chatId.replace(/@c\.us$/, '')}`,
		createdAt: clock.now(),
	});
	return stores.chats.find(id);
}

async function accept(
	deps: ReceiveDeps,
	chat: Chat,
	event: AgentMessages,
): Promise<RocketChatReceived> {
	const laneId = await deps.chats.lane(chat, 'outbound');
	const known = await knownEdits(deps, chat, event);
	const rows = event.messages.flatMap(({ message, payload }) => {
		const row = newRow(chat, laneId, event, message, payload);
		return known.has(message.messageId) ? [editRow(chat, row)] : messageRows(chat, row, message);
	});
	if (rows.length === 0) return NOTHING;
	// The room an agent writes in is the open one, whoever opened it.
	if (chat.roomId !== event.roomId)
		await deps.stores.chats.update(chat.id, { roomId: event.roomId });
	const { repeats } = await deps.accept(rows);
	deps.wake([laneId]);
	return {
		answer: { status: 'ok' },
		accepted: rows.length - repeats.length,
		repeated: repeats.length,
	};
}

/**
 * The edited messages whose first form is in the ledger. One that is not there was lost on its way (Rocket.Chat gives up
 * after about 100 seconds): then the edit is all there is of it, and goes out as the message.
 */
async function knownEdits(
	deps: ReceiveDeps,
	chat: Chat,
	{ messages }: AgentMessages,
): Promise<ReadonlySet<string>> {
	const edits = messages
		.filter(({ message }) => message.isEdit)
		.map(({ message }) => message.messageId);
	if (edits.length === 0) return new Set();
	const rows = await deps.stores.messages.listByEventKeys(edits.map((id) => keyOf(chat, id, 0)));
	return new Set(rows.map(({ sourceId }) => sourceId));
}

type RowBase = Omit<NewLedgerMessage, 'eventKey' | 'kind' | 'part' | 'state'>;

function newRow(
	chat: Chat,
	laneId: number,
	{ visitorToken, roomId }: AgentMessages,
	{ messageId }: AgentMessage,
	message: OutboundPayload['message'],
): RowBase {
	const payload: OutboundPayload = { message, visitorToken, roomId };
	return {
		direction: 'outbound',
		workspaceId: chat.workspaceId,
		instanceId: chat.instanceId,
		laneId,
		sourceId: messageId,
		payload: JSON.stringify(payload),
	};
}

function messageRows(chat: Chat, row: RowBase, message: AgentMessage): NewLedgerMessage[] {
	return translateToWhatsApp(message).map((_, part) => ({
		...row,
		eventKey: keyOf(chat, row.sourceId, part),
		kind: 'message',
		part,
		state: 'pending',
	}));
}

/** The webhook repeats an edited message; the text that was sent stays as it is. */
function editRow(chat: Chat, row: RowBase): NewLedgerMessage {
	return {
		...row,
		eventKey: keyOf(chat, row.sourceId, 'edit', row.payload),
		kind: 'event',
		part: 0,
		state: 'skipped',
		note: 'edited by the agent; edits are not carried to WhatsApp on this path',
	};
}

function keyOf(chat: Chat, messageId: string, ...parts: (string | number)[]): string {
	return eventKey(['rocket-chat', chat.workspaceId, chat.id, messageId, ...parts]);
}

function refuse(message: string): RocketChatReceived {
	return { answer: { message }, accepted: 0, repeated: 0 };
}
