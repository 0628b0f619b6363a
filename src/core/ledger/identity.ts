import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { toBridgeError } from '../domain/errors.js';
import type { ChatId } from '../domain/ids.js';
import type { Chat } from '../domain/registry.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { isHiddenNumber, isPhoneNumber, sameCustomer } from '../green-api/identity.js';
import type { GreenApiClient } from '../green-api/types.js';
import type { Logger } from '../logging.js';
import type { Database } from '../storage/database.js';
import type { Lane } from '../storage/lane-store.js';
import type { Stores } from '../storage/stores.js';
import type { ChatBook } from './chat-book.js';
import type { Connections } from './connections.js';

/** Which WhatsApp ids are one customer: `chats.same_as` points to the chat that holds visitor and room. */
export type Identities = {
	/** The chat that counts for this one. Asks GREEN-API once for a customer who is not known yet; never rejects for that. */
	resolve(chat: Chat): Promise<Chat>;
	/** Joins the chats of two ids that a message shows to be one customer. */
	learn(lane: Pick<Lane, 'workspaceId' | 'instanceId'>, message: WhatsAppMessage): Promise<void>;
};

type IdentityDeps = {
	readonly database: Database;
	readonly connections: Connections;
	readonly chats: ChatBook;
	readonly clock: Clock;
	readonly log: Logger;
};

const REMEMBERED = 20_000;
/** A message does not wait longer for GREEN-API to say who its sender is. */
const ASK_MS = 5000;

export function createIdentities(deps: IdentityDeps): Identities {
	const { stores } = deps.database;
	const asked = new LRUCache<number, true>({ max: REMEMBERED });
	const joined = new LRUCache<string, true>({ max: REMEMBERED });

	async function join(chat: Chat, otherId: ChatId): Promise<void> {
		const other = await deps.chats.chatOf(chat, otherId, chat.name);
		await joinChats(deps.database, chat.id, other.id);
	}

	return {
		async resolve(chat) {
			const known = await canonicalChat(stores, chat);
			if (known.isRegistered || asked.has(chat.id)) return known;
			asked.set(chat.id, true);
			const otherId = await askWho(deps, chat);
			if (otherId === undefined || otherId === chat.chatId) return known;
			await join(chat, otherId);
			return canonicalChat(stores, (await stores.chats.find(chat.id)) ?? chat);
		},
		async learn({ workspaceId, instanceId }, message) {
			const pair = sameCustomer(message);
			const key = `${instanceId} ${pair?.join(' ') ?? ''}`;
			if (pair === undefined || joined.has(key)) return;
			const [chatId, otherId] = pair;
			const chat = await stores.chats.findByChatId(workspaceId, instanceId, chatId);
			if (chat === undefined) return;
			await join(chat, otherId);
			joined.set(key, true);
		},
	};
}

/** The chat that holds the customer's visitor and room. */
export async function canonicalChat(stores: Pick<Stores, 'chats'>, chat: Chat): Promise<Chat> {
	if (chat.sameAs === null) return chat;
	return (await stores.chats.find(chat.sameAs)) ?? chat;
}

/**
 * Where to write to a customer with several ids: the phone number, because a send to a hidden one can block the whole
 * queue (github.com/green-api/issues/issues/812); without one, the hidden id that was seen last.
 */
export async function addressOf(stores: Pick<Stores, 'chats'>, chat: Chat): Promise<ChatId> {
	if (isPhoneNumber(chat.chatId) || !isHiddenNumber(chat.chatId)) return chat.chatId;
	const others = await stores.chats.listSame(chat.id);
	const all = [chat, ...others];
	const phone = all.find(({ chatId }) => isPhoneNumber(chatId));
	return (
		phone?.chatId ?? all.findLast(({ chatId }) => isHiddenNumber(chatId))?.chatId ?? chat.chatId
	);
}

/** Both chats are one from now on: the one with the room wins, else the one with the visitor, else the older one. */
async function joinChats(database: Database, oneId: number, otherId: number): Promise<void> {
	await database.transaction(async (stores) => {
		const one = await findCanonical(stores, oneId);
		const other = await findCanonical(stores, otherId);
		if (one === undefined || other === undefined || one.id === other.id) return;
		const [winner, loser] = [one, other].toSorted(byRight);
		if (winner !== undefined && loser !== undefined) await stores.chats.join(loser.id, winner.id);
	});
}

async function findCanonical(stores: Stores, id: number): Promise<Chat | undefined> {
	const chat = await stores.chats.find(id);
	return chat && canonicalChat(stores, chat);
}

function byRight(one: Chat, other: Chat): number {
	const rank = ({ roomId, isRegistered }: Chat): number =>
		roomId !== null ? 2 : Number(isRegistered);
	return rank(other) - rank(one) || one.id - other.id;
}

/** The customer's other id, where GREEN-API knows it; undefined also when it can't be asked now. */
async function askWho(deps: IdentityDeps, chat: Chat): Promise<ChatId | undefined> {
	try {
		const { client } = await deps.connections.instance(chat.instanceId);
		return await Promise.race([otherIdOf(deps, client, chat), lapse(deps.clock)]);
	} catch (error) {
		const fields = { chat: chat.id, error: toBridgeError(error) };
		deps.log.debug(fields, 'GREEN-API does not say whether this customer has another id');
		return undefined;
	}
}

/** Checking numbers often risks a ban: only where hidden ones are in use at all (docs: api/service/CheckWhatsapp). */
async function otherIdOf(
	{ database }: IdentityDeps,
	client: GreenApiClient,
	{ chatId, instanceId }: Chat,
): Promise<ChatId | undefined> {
	if (isHiddenNumber(chatId)) return personal((await client.getContactInfo(chatId)).chatId);
	if (!isPhoneNumber(chatId)) return undefined;
	const { chats } = database.stores;
	if (!(await chats.hasIdsEndingWith(instanceId, '@lid'))) return undefined;
	return personal((await client.checkWhatsapp(chatId)).chatId);
}

function personal(chatId: ChatId | undefined): ChatId | undefined {
	const isPersonal = chatId !== undefined && (isHiddenNumber(chatId) || isPhoneNumber(chatId));
	return isPersonal ? chatId : undefined;
}

async function lapse(clock: Clock): Promise<undefined> {
	await clock.sleep(ASK_MS);
	return undefined;
}
