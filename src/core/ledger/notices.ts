import type { BridgeError } from '../domain/errors.js';
import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { Stores } from '../storage/stores.js';
import type { ChatBook } from './chat-book.js';
import { explainFailure } from './failure-texts.js';
import { noticeRow } from './notice-row.js';
import { headlineOf, sayTo } from './outbound-notices.js';
import type { SpeakingDeps } from './outbound-notices.js';

export type NoticeDeps = SpeakingDeps & { readonly stores: Stores; readonly chats: ChatBook };

/** What the agent reads in the room when a message was refused before it was accepted. */
export function refusalNotice(refused: {
	readonly chat: Chat;
	/** The chat's inbound lane. */
	readonly laneId: number;
	readonly messageId: string;
	readonly text: string;
	/** Tells several things that were done to one message apart (an edit, the next one). */
	readonly deed?: string;
}): NewLedgerMessage {
	const { chat, laneId, messageId, text, deed } = refused;
	const key = ['refusal', messageId, ...(deed === undefined ? [] : [deed])];
	return noticeRow({ chat, laneId, about: messageId, key, text });
}

/** What the agent reads in the room when a message, or a change of one, could not cross. */
export async function noticesFor(
	deps: NoticeDeps,
	message: LedgerMessage,
	error: BridgeError,
	now: number,
): Promise<readonly NewLedgerMessage[]> {
	const lane = await deps.stores.lanes.find(message.laneId);
	const isInbound = message.direction === 'inbound';
	const heading = isInbound ? 'notice.not-shown' : headlineOf(message.kind);
	if (lane === undefined || heading === undefined || message.kind === 'notice') return [];
	const chat = { id: lane.chatId, workspaceId: lane.workspaceId, instanceId: lane.instanceId };
	const say = await sayTo(deps, chat);
	return [
		noticeRow({
			chat,
			laneId: await deps.chats.lane(chat, 'inbound'),
			about: message.sourceId,
			// A revived message that fails again is told again.
			key: [message.eventKey, message.attempts, now],
			text: `${say(heading)} ${explainFailure(error, say)}`,
		}),
	];
}
