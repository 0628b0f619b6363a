import type { Clock } from '../clock.js';
import { BridgeError } from '../domain/errors.js';
import { asRcMessageId } from '../domain/ids.js';
import type { RcMessageId } from '../domain/ids.js';
import type { LedgerMessage, TargetKind } from '../domain/ledger.js';
import type { Chat, Workspace } from '../domain/registry.js';
import type { HttpClient } from '../http/types.js';
import type { Logger } from '../logging.js';
import type { Preferences } from '../preferences/preferences.js';
import type { RocketChatGateway, VisitorText } from '../rocket-chat/gateway.js';
import type { Stores } from '../storage/stores.js';
import type { Phrasebook, Say } from '../texts/phrasebook.js';
import type { ChatBook } from './chat-book.js';
import type { Connections } from './connections.js';
import type { Identities } from './identity.js';
import type { OneAtATime } from './one-at-a-time.js';
import type { PreferenceBook } from './preference-book.js';
import type { Delivery } from './types.js';
import type { Wishes } from './wishes.js';

export type InboundDeps = {
	readonly stores: Stores;
	readonly connections: Connections;
	readonly chats: ChatBook;
	readonly identities: Identities;
	readonly entrance: OneAtATime;
	readonly wishes: Wishes;
	readonly preferences: PreferenceBook;
	readonly phrasebook: Phrasebook;
	readonly http: HttpClient;
	readonly clock: Clock;
	readonly log: Logger;
	readonly maxFileBytes: number;
	readonly hasLegacyVisitors: boolean;
	/** How long an edit, a deletion, a reaction waits for its message before it is shown on its own. */
	readonly parkMs: number;
};

/** One inbound row on its way: where it goes, and how the bridge behaves there. */
export type Scene = {
	readonly deps: InboundDeps;
	readonly delivery: Delivery;
	readonly stores: Stores;
	readonly clock: Clock;
	readonly entrance: OneAtATime;
	readonly wishes: Wishes;
	readonly hasLegacyVisitors: boolean;
	/** The chat that holds visitor and room. */
	readonly chat: Chat;
	readonly workspace: Workspace;
	readonly gateway: RocketChatGateway;
	readonly preferences: Preferences;
	readonly say: Say;
};

/** The bridge's name for what a row posts: made from the event, so that it can't appear twice however often it is posted. */
export function postedId(row: LedgerMessage): RcMessageId {
	return asRcMessageId(`${POSTED}${row.eventKey}`);
}

/**
 * What a delivered row is shown as. Earlier versions did not write it down: they posted texts by REST, under ids of their
 * own, while an upload has the id that Rocket.Chat gave it.
 */
export function kindOfTarget({ targetId, targetKind }: LedgerMessage): TargetKind {
	return targetKind ?? (targetId?.startsWith(POSTED) === true ? 'text' : 'file');
}

const POSTED = 'wa-';
const IN_DOUBT = 'ROCKET_CHAT_APP_FAILED:';

/** What earlier attempts at a row may have left in Rocket.Chat, for ways that look for it. */
export function earlierTries({
	message: { acceptedAt, lastError },
	isTakenOver,
}: Delivery): Pick<VisitorText, 'since' | 'isInDoubt'> {
	const isInDoubt = isTakenOver || lastError?.startsWith(IN_DOUBT) === true;
	return isInDoubt || lastError !== null ? { since: acceptedAt, isInDoubt } : {};
}

/** Whether a delivered row of the customer's is in the room that the chat has now, as far as is known. */
export function isInRoomOf({ roomId, roomSince }: Chat, { settledAt }: LedgerMessage): boolean {
	if (roomId === null) return false;
	return roomSince === null || settledAt === null || settledAt >= roomSince;
}

/** An answer that no repetition changes. */
export function isFinal(error: unknown): error is BridgeError & { readonly disposition: 'dead' } {
	return error instanceof BridgeError && error.disposition === 'dead';
}

/** False where Rocket.Chat refuses the call for good; a room that is gone is for `withRoom` to see, and is thrown. */
export async function isTaken(call: Promise<unknown>): Promise<boolean> {
	try {
		await call;
		return true;
	} catch (error) {
		if (!isFinal(error) || ABOUT_ROOM.includes(error.code)) throw error;
		return false;
	}
}

const ABOUT_ROOM = ['ROCKET_CHAT_ROOM_GONE', 'ROCKET_CHAT_VISITOR_UNKNOWN'];
