import { eventKey } from '../domain/event-key.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';

/** Something that agents read in the room, and the customer never sees. One for each key. */
export function noticeRow(notice: {
	readonly chat: Pick<Chat, 'id' | 'workspaceId' | 'instanceId'>;
	/** The chat's inbound lane. */
	readonly laneId: number;
	/** Id of the message that it is about, on the side it came from. */
	readonly about: string;
	readonly key: readonly (string | number)[];
	readonly text: string;
}): NewLedgerMessage {
	const { chat, laneId, about, key, text } = notice;
	return {
		eventKey: eventKey(['notice', chat.workspaceId, chat.id, ...key]),
		direction: 'inbound',
		workspaceId: chat.workspaceId,
		instanceId: chat.instanceId,
		laneId,
		kind: 'notice',
		sourceId: about,
		part: 0,
		payload: JSON.stringify({ text }),
		state: 'pending',
	};
}
