import type { LedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { followUpOf } from '../green-api/follow-up.js';
import type { FollowUp } from '../green-api/follow-up.js';
import type { Stores } from '../storage/stores.js';
import { readInbound } from './payloads.js';

/** Something that was said of a message. */
export type Change = {
	readonly row: LedgerMessage;
	readonly event: WhatsAppMessage;
	readonly followUp: FollowUp;
};

/** All that the ledger knows of one WhatsApp message, whatever the order in which it came. */
export type MessageHistory = {
	/** The row it was shown by, as the customer's side wrote it. */
	readonly shown: LedgerMessage | undefined;
	/** The row it was sent by, when it is an agent's or the bridge's own. */
	readonly sent: LedgerMessage | undefined;
	/** It is here, and not to be shown (a group that is switched off). An echo is shown as what was sent. */
	readonly isHidden: boolean;
	/** In the order in which people did it. */
	readonly changes: readonly Change[];
};

/** Reads everything about the chat's message that `row` says something of. */
export async function readHistory(
	{ messages }: Pick<Stores, 'messages'>,
	row: Pick<LedgerMessage, 'sourceId'>,
	chat: Pick<Chat, 'id'>,
): Promise<MessageHistory> {
	const rows = await messages.listInChat(row.sourceId, chat.id);
	const carriers = rows.filter(({ kind }) => kind === 'message' || kind === 'auto');
	const received = carriers.filter(({ direction }) => direction === 'inbound');
	const sent = carriers.find(
		({ direction, state }) => direction === 'outbound' && state === 'done',
	);
	return {
		// The last one: a message that came in full only the second time is shown by its second row.
		shown: received.findLast(({ state, targetId }) => state === 'done' && targetId !== null),
		sent,
		isHidden:
			sent === undefined &&
			received.length > 0 &&
			received.every(({ state }) => state === 'skipped'),
		changes: rows.flatMap(readChange).toSorted(byTime),
	};
}

function readChange(row: LedgerMessage): readonly Change[] {
	const isChange = row.kind === 'edit' || row.kind === 'deletion' || row.kind === 'reaction';
	if (row.direction !== 'inbound' || (!isChange && row.kind !== 'votes')) return [];
	const event = readInbound(row);
	const followUp = followUpOf(event);
	return followUp === undefined ? [] : [{ row, event, followUp }];
}

/** WhatsApp's times have seconds only: within one, the id decides, so that every order of arrival ends alike. */
function byTime(one: Change, other: Change): number {
	const later = one.event.sentAt - other.event.sentAt;
	if (later !== 0) return later;
	return one.event.messageId < other.event.messageId ? -1 : 1;
}
