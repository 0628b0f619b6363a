import { eventKey } from '../domain/event-key.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { AgentDeletion, AgentMessage, AgentReaction } from '../rocket-chat/events.js';
import type { VisitorRoom } from '../rocket-chat/gateway.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';
import type { OutboundPayload, ReactionPayload } from './payloads.js';

/** Where an outbound row belongs: the chat, its outbound lane, and the room in which an agent acted. */
export type Place = {
	readonly chat: Chat;
	readonly laneId: number;
	readonly room: VisitorRoom;
};

/** One row a text or file, in the order in which the customer gets them; none when nothing of it can be shown. */
export function messageRows(
	place: Place,
	message: AgentMessage,
	payload: OutboundPayload['message'],
	signature: string,
): readonly NewLedgerMessage[] {
	const stored = { ...place.room, message: payload, ...(signature === '' ? {} : { signature }) };
	return translateToWhatsApp(message, { signature }).map((_, part) => ({
		...row(place, message.messageId, stored satisfies OutboundPayload),
		eventKey: keyOf(place.chat, message.messageId, part),
		kind: 'message',
		part,
	}));
}

export function editRow(
	place: Place,
	message: AgentMessage,
	payload: OutboundPayload['message'],
): NewLedgerMessage {
	const { messageId, editedAt } = message;
	return {
		...row(place, messageId, { ...place.room, message: payload } satisfies OutboundPayload),
		eventKey: keyOf(place.chat, messageId, 'edit', editedAt === '' ? message.text : editedAt),
		kind: 'edit',
	};
}

export function deletionRow(
	place: Place,
	{ agentUserId }: AgentDeletion,
	messageId: string,
): NewLedgerMessage {
	return {
		...row(place, messageId, { ...place.room, agentUserId }),
		eventKey: keyOf(place.chat, messageId, 'deletion'),
		kind: 'deletion',
	};
}

/** `emoji` is the character that WhatsApp knows. */
export function reactionRow(
	place: Place,
	{ agentUserId, isRemoved, reactedAt }: AgentReaction,
	messageId: string,
	emoji: string,
): NewLedgerMessage {
	const stored: ReactionPayload = { emoji, isRemoved, agentUserId, reactedAt };
	const deed = [agentUserId, emoji, isRemoved ? 'removed' : 'added', reactedAt];
	return {
		...row(place, messageId, { ...place.room, ...stored }),
		eventKey: keyOf(place.chat, messageId, 'reaction', ...deed),
		kind: 'reaction',
	};
}

function row(
	{ chat, laneId }: Place,
	messageId: string,
	payload: object,
): Omit<NewLedgerMessage, 'eventKey' | 'kind'> {
	return {
		direction: 'outbound',
		workspaceId: chat.workspaceId,
		instanceId: chat.instanceId,
		laneId,
		sourceId: messageId,
		part: 0,
		payload: JSON.stringify(payload),
		state: 'pending',
	};
}

function keyOf(chat: Chat, messageId: string, ...parts: (string | number)[]): string {
	return eventKey(['rocket-chat', chat.workspaceId, chat.id, messageId, ...parts]);
}
