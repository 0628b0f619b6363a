import { BridgeError } from '../domain/errors.js';
import { legacyTokenOf } from '../domain/legacy-visitor.js';
import type { Agent, Chat } from '../domain/registry.js';
import type { RocketChatGateway, VisitorRoom } from '../rocket-chat/gateway.js';
import type { Stores } from '../storage/stores.js';

export type ConversationDeps = {
	readonly stores: Pick<Stores, 'chats' | 'agents' | 'instances'>;
	readonly gateway: RocketChatGateway;
	/** Look for visitors of the earlier adapter before a new one is made. */
	readonly hasLegacyVisitors: boolean;
};

/**
 * Calls `use` with the chat's open room; visitor and room are made when needed and kept, so that a further message
 * costs one call. When Rocket.Chat says that the room is closed or the visitor unknown, both are made anew and `use`
 * is called once more: it must be safe to repeat after such a refusal.
 */
export async function withRoom<T>(
	deps: ConversationDeps,
	chat: Chat,
	use: (room: VisitorRoom) => Promise<T>,
): Promise<T> {
	try {
		return await use(await enter(deps, chat));
	} catch (error) {
		const code = error instanceof BridgeError ? error.code : '';
		const isGone = code === 'ROCKET_CHAT_ROOM_GONE' || code === 'ROCKET_CHAT_VISITOR_UNKNOWN';
		if (!isGone) throw error;
		await forget(deps, chat.id, code);
		const fresh = await deps.stores.chats.find(chat.id);
		return use(await enter(deps, fresh ?? chat));
	}
}

async function forget(deps: ConversationDeps, chatId: number, code: string): Promise<void> {
	const isUnknown = code === 'ROCKET_CHAT_VISITOR_UNKNOWN';
	await deps.stores.chats.update(chatId, {
		roomId: null,
		...(isUnknown ? { isRegistered: false } : {}),
	});
}

async function enter(deps: ConversationDeps, chat: Chat): Promise<VisitorRoom> {
	if (chat.isRegistered && chat.roomId !== null) {
		return { visitorToken: chat.visitorToken, roomId: chat.roomId };
	}
	const visitorToken = chat.isRegistered ? chat.visitorToken : await register(deps, chat);
	const roomId = await openRoom(deps, chat, visitorToken);
	await deps.stores.chats.update(chat.id, { roomId });
	return { visitorToken, roomId };
}

async function register(deps: ConversationDeps, chat: Chat): Promise<Chat['visitorToken']> {
	const token = (await findLegacyVisitor(deps, chat)) ?? chat.visitorToken;
	// What Rocket.Chat answers counts: it may know this customer already, under another token.
	const visitorToken = await deps.gateway.registerVisitor({ token, name: chat.name });
	await deps.stores.chats.update(chat.id, { visitorToken, isRegistered: true });
	return visitorToken;
}

async function findLegacyVisitor(
	{ stores, gateway, hasLegacyVisitors }: ConversationDeps,
	chat: Chat,
): Promise<Chat['visitorToken'] | undefined> {
	if (!hasLegacyVisitors) return undefined;
	const instance = await stores.instances.find(chat.instanceId);
	const token = legacyTokenOf(instance?.wid ?? '', chat.chatId);
	return token !== undefined && (await gateway.hasVisitor(token)) ? token : undefined;
}

async function openRoom(
	deps: ConversationDeps,
	chat: Chat,
	visitorToken: Chat['visitorToken'],
): Promise<VisitorRoom['roomId']> {
	const owner = await findOwner(deps, chat);
	const preferred = owner === undefined ? {} : { agentUserId: owner.userId };
	return (await deps.gateway.openRoom({ visitorToken, ...preferred })).roomId;
}

async function findOwner({ stores }: ConversationDeps, chat: Chat): Promise<Agent | undefined> {
	const instance = await stores.instances.find(chat.instanceId);
	return instance?.agentId == null ? undefined : stores.agents.find(instance.agentId);
}
