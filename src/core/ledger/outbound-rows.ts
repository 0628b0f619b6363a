import { eventKey } from '../domain/event-key.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { AgentDeletion, AgentMessage, AgentReaction } from '../rocket-chat/events.js';
import type { VisitorRoom } from '../rocket-chat/gateway.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';
import type { OutboundPayload, ReactionPayload } from './payloads.js';

/** Why a message is not sent any more. */
export const TAKEN_BACK = 'taken back by the agent before it was sent';

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

/**
 * Stands in the place of a message that was taken back before it came: whenever it comes, it is a repeat and not sent.
 * Its further parts ask for themselves.
 */
export function takenBackRow(place: Place, messageId: string): NewLedgerMessage {
	const stored: OutboundPayload = { ...place.room, message: { _id: messageId } };
	return {
		...row(place, messageId, stored),
		eventKey: keyOf(place.chat, messageId, 0),
		kind: 'message',
		state: 'skipped',
		note: TAKEN_BACK,
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

/** Without the chat: when two ids of a customer prove to be one, a repeat comes by another chat than the first call. */
function keyOf({ workspaceId }: Chat, messageId: string, ...parts: (string | number)[]): string {
	return eventKey(['rocket-chat', workspaceId, messageId, ...parts]);
}
