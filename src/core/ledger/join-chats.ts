import type { Clock } from '../clock.js';
import { toBridgeError } from '../domain/errors.js';
import { asRcMessageId, isErasedId } from '../domain/ids.js';
import type { Chat } from '../domain/registry.js';
import type { Logger } from '../logging.js';
import { NOTICE_ID_PREFIX } from '../rocket-chat/envelope.js';
import type { Database } from '../storage/database.js';
import type { Stores } from '../storage/stores.js';
import type { ChatBook } from './chat-book.js';
import type { OneAtATime } from './one-at-a-time.js';
import type { Connections } from './connections.js';
import { whileNobodyEnters } from './conversation.js';
import { sayTo } from './outbound-notices.js';
import type { SpeakingDeps } from './outbound-notices.js';

export type JoinDeps = SpeakingDeps & {
	readonly database: Database;
	readonly connections: Connections;
	readonly chats: ChatBook;
	/** The one of the conversations: see ConversationDeps. */
	readonly entrance: OneAtATime;
	readonly clock: Clock;
	readonly log: Logger;
};

type Pair = { readonly winner: Chat; readonly loser: Chat };

/**
 * Both chats are one customer from now on: the one with the room holds it, else the one with the visitor, else the older
 * one. Where both had a room, the other one is closed, so that the customer has a single conversation.
 */
export async function joinChats(deps: JoinDeps, oneId: number, otherId: number): Promise<void> {
	const { stores } = deps.database;
	const holders = [await findHolder(stores, oneId), await findHolder(stores, otherId)];
	const ids = [...new Set(holders.flatMap((chat) => chat?.id ?? []))];
	if (ids.length < 2) return;
	const pair = await whileNobodyEnters(deps.entrance, ids, () =>
		joinInLedger(deps.database, oneId, otherId),
	);
	if (pair === undefined) return;
	deps.chats.forget(pair.loser);
	await leaveRoom(deps, pair);
}

async function joinInLedger(
	database: Database,
	oneId: number,
	otherId: number,
): Promise<Pair | undefined> {
	return database.transaction(async (stores) => {
		const one = await findHolder(stores, oneId);
		const other = await findHolder(stores, otherId);
		if (one === undefined || other === undefined || one.id === other.id) return undefined;
		// Another daemon may be giving one of them a room: what counts is what they have now.
		const [winner, loser] = (await stores.chats.lockPair(one.id, other.id)).toSorted(byRight);
		if (winner === undefined || loser === undefined) return undefined;
		// Somebody erased one of them while GREEN-API was asked: what that was is nobody's.
		if ([winner, loser].some(({ chatId }) => isErasedId(chatId))) return undefined;
		return (await stores.chats.join(loser.id, winner.id)) ? { winner, loser } : undefined;
	});
}

async function findHolder({ chats }: Stores, id: number): Promise<Chat | undefined> {
	const chat = await chats.find(id);
	return chat?.sameAs == null ? chat : chats.find(chat.sameAs);
}

function byRight(one: Chat, other: Chat): number {
	const rank = ({ roomId, isRegistered }: Chat): number =>
		roomId !== null ? 2 : Number(isRegistered);
	return rank(other) - rank(one) || one.id - other.id;
}

/** Never rejects: a workspace may forbid it, and then the agent closes the room as any other. */
async function leaveRoom(deps: JoinDeps, { winner, loser }: Pair): Promise<void> {
	const { roomId, visitorToken } = loser;
	if (roomId === null || winner.roomId === null || roomId === winner.roomId) return;
	try {
		const { workspace, gateway } = await deps.connections.workspace(loser.workspaceId);
		const say = await sayTo(deps, loser);
		const messageId = asRcMessageId(`${NOTICE_ID_PREFIX}joined-${loser.id}-${winner.id}`);
		const text = say('notice.joined', { link: `${workspace.url}/live/${winner.roomId}` });
		await gateway.notifyAgent({ roomId, messageId, text });
		await gateway.closeRoom({ roomId, visitorToken });
	} catch (error) {
		const fields = { chat: loser.id, error: toBridgeError(error) };
		deps.log.warn(fields, 'the second room of a customer with two ids could not be closed');
	}
}
