import type { BridgeError } from '../domain/errors.js';
import { eventKey } from '../domain/event-key.js';
import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { Stores } from '../storage/stores.js';
import type { ChatBook } from './chat-book.js';

export const NOT_DELIVERED = '⚠️ *Your message was not delivered to WhatsApp.*';

/** What the agent reads in the room when a message was refused before it was accepted. */
export function refusalNotice(refused: {
	readonly chat: Chat;
	/** The chat's inbound lane. */
	readonly laneId: number;
	readonly messageId: string;
	readonly text: string;
}): NewLedgerMessage {
	const { chat, laneId, messageId, text } = refused;
	return {
		eventKey: eventKey(['refusal', chat.workspaceId, chat.id, messageId]),
		direction: 'inbound',
		workspaceId: chat.workspaceId,
		instanceId: chat.instanceId,
		laneId,
		kind: 'notice',
		sourceId: messageId,
		part: 0,
		payload: JSON.stringify({ text }),
		state: 'pending',
	};
}

/** What the agent reads in the room when a message could not cross; the customer never sees it. */
export async function noticesFor(
	deps: { readonly stores: Stores; readonly chats: ChatBook },
	message: LedgerMessage,
	error: BridgeError,
): Promise<readonly NewLedgerMessage[]> {
	const lane = await deps.stores.lanes.find(message.laneId);
	if (lane === undefined || message.kind !== 'message') return [];
	const chat = { id: lane.chatId, workspaceId: lane.workspaceId, instanceId: lane.instanceId };
	const what =
		message.direction === 'outbound'
			? NOT_DELIVERED
			: '⚠️ *A message of the customer could not be shown here.*';
	return [
		{
			eventKey: eventKey(['notice', message.eventKey, message.attempts]),
			direction: 'inbound',
			workspaceId: message.workspaceId,
			instanceId: message.instanceId,
			laneId: await deps.chats.lane(chat, 'inbound'),
			kind: 'notice',
			sourceId: message.sourceId,
			part: message.part,
			payload: JSON.stringify({ text: `${what} ${error.message} ${error.help}` }),
			state: 'pending',
		},
	];
}
