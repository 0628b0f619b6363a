import { LRUCache } from 'lru-cache';
import { toBridgeError } from '../domain/errors.js';
import type { ChatId } from '../domain/ids.js';
import type { Chat } from '../domain/registry.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { isHiddenNumber, isPhoneNumber, sameCustomer } from '../green-api/identity.js';
import type { GreenApiClient } from '../green-api/types.js';
import type { Lane } from '../storage/lane-store.js';
import type { Stores } from '../storage/stores.js';
import { joinChats } from './join-chats.js';
import type { JoinDeps } from './join-chats.js';

/** Which WhatsApp ids are one customer: `chats.same_as` points to the chat that holds visitor and room. */
export type Identities = {
	/**
	 * The chat that counts for this one. GREEN-API is asked for a customer who is not known yet; when it does not answer in
	 * time that is no reason to wait, nor to reject: it is asked again later.
	 */
	resolve(chat: Chat): Promise<Chat>;
	/** Joins the chats of two ids that a message shows to be one customer. */
	learn(lane: Pick<Lane, 'workspaceId' | 'instanceId'>, message: WhatsAppMessage): Promise<void>;
};

const REMEMBERED = 20_000;
/** A message does not wait longer for GREEN-API to say who its sender is. */
const ASK_MS = 5000;
/** Somebody may have erased the two meanwhile: then they are to be joined anew. */
const BELIEVED_MS = 60_000;
const ASK_AGAIN_MS = 60_000;

export function createIdentities(deps: JoinDeps): Identities {
	const { clock, database } = deps;
	const { stores } = database;
	/** Until when a chat is not asked about again: for ever, once there was an answer. */
	const quietUntil = new LRUCache<number, number>({ max: REMEMBERED });
	const joined = new LRUCache<string, true>({
		...{ max: REMEMBERED, ttl: BELIEVED_MS, ttlResolution: 0 },
		perf: { now: () => clock.now() },
	});

	async function join(chat: Chat, otherId: ChatId): Promise<void> {
		const other = await deps.chats.chatOf(chat, otherId, chat.name);
		await joinChats(deps, chat.id, other.id);
	}

	/** Never rejects. */
	async function ask(chat: Chat): Promise<void> {
		quietUntil.set(chat.id, clock.now() + ASK_AGAIN_MS);
		try {
			const { client } = await deps.connections.instance(chat.instanceId);
			const otherId = await otherIdOf(stores, client, chat);
			if (otherId !== undefined && otherId !== chat.chatId) await join(chat, otherId);
			quietUntil.set(chat.id, Infinity);
		} catch (error) {
			const fields = { chat: chat.id, error: toBridgeError(error) };
			deps.log.debug(fields, 'it is not known yet whether this customer has another id');
		}
	}

	async function askInTime(chat: Chat): Promise<void> {
		const answered = new AbortController();
		const asking = ask(chat).finally(() => {
			answered.abort();
		});
		await Promise.race([asking, clock.sleep(ASK_MS, answered.signal)]);
	}

	return {
		async resolve(chat) {
			const known = await canonicalChat(stores, chat);
			const until = quietUntil.get(chat.id);
			const isQuiet = until !== undefined && clock.now() < until;
			if (isQuiet || (known.isRegistered && until === undefined)) return known;
			if (!known.isRegistered) await askInTime(chat);
			// The conversation has begun without the answer: nothing waits for it any more.
			else void ask(chat);
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

/** The chats of all WhatsApp ids of one customer, the one that holds visitor and room first. */
export async function chatsOfCustomer(
	stores: Pick<Stores, 'chats'>,
	chat: Chat,
): Promise<readonly Chat[]> {
	// As it is stored: a chat on its way out may have another address in the place of its own id.
	const holder = (await stores.chats.find(chat.sameAs ?? chat.id)) ?? chat;
	return [holder, ...(await stores.chats.listSame(holder.id))];
}

/**
 * Where to write to a customer with several ids: the phone number, because a send to a hidden one can block the whole
 * queue (github.com/green-api/issues/issues/812); without one, the hidden id that was seen last.
 */
export async function addressOf(stores: Pick<Stores, 'chats'>, chat: Chat): Promise<ChatId> {
	if (!isHiddenNumber(chat.chatId)) return chat.chatId;
	const all = await chatsOfCustomer(stores, chat);
	const phone = all.find(({ chatId }) => isPhoneNumber(chatId));
	return (
		phone?.chatId ?? all.findLast(({ chatId }) => isHiddenNumber(chatId))?.chatId ?? chat.chatId
	);
}

/** Checking numbers often risks a ban: only where hidden ones are in use at all (docs: api/service/CheckWhatsapp). */
async function otherIdOf(
	{ chats }: Pick<Stores, 'chats'>,
	client: GreenApiClient,
	{ chatId, instanceId }: Chat,
): Promise<ChatId | undefined> {
	if (isHiddenNumber(chatId)) return personal((await client.getContactInfo(chatId)).chatId);
	if (!isPhoneNumber(chatId)) return undefined;
	if (!(await chats.hasIdsEndingWith(instanceId, '@lid'))) return undefined;
	return personal((await client.checkWhatsapp(chatId)).chatId);
}

function personal(chatId: ChatId | undefined): ChatId | undefined {
	const isPersonal = chatId !== undefined && (isHiddenNumber(chatId) || isPhoneNumber(chatId));
	return isPersonal ? chatId : undefined;
}
