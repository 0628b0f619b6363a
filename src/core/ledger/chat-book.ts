import { randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { asChatId, asVisitorToken, VISITOR_TOKEN_PREFIX } from '../domain/ids.js';
import type { ChatId } from '../domain/ids.js';
import type { Direction } from '../domain/ledger.js';
import type { Chat, Instance } from '../domain/registry.js';
import type { Stores } from '../storage/stores.js';

const REMEMBERED = 50_000;
/** Another process may have joined a chat to another one: so long its messages may go on in a lane of their own. */
const BELIEVED_MS = 30_000;

/** Where the messages of a WhatsApp chat wait. Chats and lanes are made when they are first needed, and never change their id. */
export type ChatBook = {
	/** The chat of another WhatsApp id in the same instance. */
	chatOf(
		chat: { workspaceId: number; instanceId: Instance['id'] },
		chatId: ChatId,
		name: string,
	): Promise<{ readonly id: number; readonly sameAs: number | null }>;
	/** The inbound lane: of a customer with several ids one for all of them, so that what they write keeps its order. */
	laneOfChat(
		instance: Pick<Instance, 'id' | 'workspaceId'>,
		chatId: ChatId,
		name: string,
	): Promise<number>;
	/** The chat was joined to another one: what comes from now on waits there. */
	forget(chat: Pick<Chat, 'workspaceId' | 'instanceId' | 'chatId'>): void;
	lane(
		chat: { id: number; workspaceId: number; instanceId: Instance['id'] },
		direction: Direction,
	): Promise<number>;
};

export function createChatBook(deps: { readonly stores: Stores; readonly clock: Clock }): ChatBook {
	const { stores, clock } = deps;
	const lanes = new LRUCache<string, number>({ max: REMEMBERED });
	const lanesOfChats = new LRUCache<string, number>({
		...{ max: REMEMBERED, ttl: BELIEVED_MS, ttlResolution: 0 },
		perf: { now: () => clock.now() },
	});

	async function lane(
		chat: Parameters<ChatBook['lane']>[0],
		direction: Direction,
	): Promise<number> {
		const key = `${chat.id} ${direction}`;
		const known = lanes.get(key);
		if (known !== undefined) return known;
		const { workspaceId, instanceId } = chat;
		const id = await stores.lanes.insertOnce({
			chatId: chat.id,
			workspaceId,
			instanceId,
			direction,
		});
		lanes.set(key, id);
		return id;
	}

	async function chatOf(
		{ workspaceId, instanceId }: { workspaceId: number; instanceId: Instance['id'] },
		chatId: ChatId,
		name: string,
	): Promise<{ readonly id: number; readonly sameAs: number | null }> {
		const chat = await stores.chats.findByChatId(workspaceId, instanceId, chatId);
		if (chat !== undefined) return chat;
		const fresh = newChat({ workspaceId, id: instanceId }, chatId, name, clock.now());
		return { id: await stores.chats.insertOnce(fresh), sameAs: null };
	}

	return {
		lane,
		chatOf,
		forget({ workspaceId, instanceId, chatId }) {
			lanesOfChats.delete(keyOf(workspaceId, instanceId, chatId));
		},
		async laneOfChat(instance, chatId, name) {
			const key = keyOf(instance.workspaceId, instance.id, chatId);
			const known = lanesOfChats.get(key);
			if (known !== undefined) return known;
			const { workspaceId, id: instanceId } = instance;
			const { id, sameAs } = await chatOf({ workspaceId, instanceId }, chatId, name);
			const laneId = await lane({ id: sameAs ?? id, workspaceId, instanceId }, 'inbound');
			lanesOfChats.set(key, laneId);
			return laneId;
		},
	};
}

function keyOf(workspaceId: number, instanceId: Instance['id'], chatId: ChatId): string {
	return `${workspaceId} ${instanceId} ${chatId}`;
}

function newChat(
	instance: Pick<Instance, 'id' | 'workspaceId'>,
	chatId: ChatId,
	name: string,
	now: number,
): Parameters<Stores['chats']['insertOnce']>[0] {
	return {
		workspaceId: instance.workspaceId,
		instanceId: instance.id,
		chatId,
		visitorToken: asVisitorToken(`${VISITOR_TOKEN_PREFIX}${randomBytes(16).toString('hex')}`),
		isRegistered: false,
		roomId: null,
		name: name === '' ? displayName(chatId) : name,
		createdAt: now,
	};
}

/** A customer without a name is shown by number. */
function displayName(chatId: ChatId): string {
	const [number = chatId] = asChatId(chatId).split('@');
	return chatId.endsWith('@c.us') ? `+${number}` : chatId;
}
