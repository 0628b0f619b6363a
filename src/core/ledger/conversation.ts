import type { Clock } from '../clock.js';
import { BridgeError } from '../domain/errors.js';
import { legacyTokenOf } from '../domain/legacy-visitor.js';
import type { Chat } from '../domain/registry.js';
import type { RocketChatGateway, VisitorRoom } from '../rocket-chat/gateway.js';
import type { Stores } from '../storage/stores.js';
import type { OneAtATime } from './one-at-a-time.js';
import type { Wishes } from './wishes.js';

export type ConversationDeps = {
	readonly stores: Pick<Stores, 'chats' | 'instances'>;
	readonly gateway: RocketChatGateway;
	readonly clock: Clock;
	readonly wishes: Wishes;
	/** By chat. Two WhatsApp ids of one customer have lanes of their own: they must not both open a room. */
	readonly entrance: OneAtATime;
	/** Look for visitors of the earlier adapter before a new one is made. */
	readonly hasLegacyVisitors: boolean;
};

/** The open room, the chat that holds it, how many conversations that has had with it, and whether this call began it. */
export type EnteredRoom = VisitorRoom & {
	/** Another one than was asked for, where both proved to be one customer meanwhile. */
	readonly holderId: number;
	readonly conversation: number;
	readonly hasJustOpened: boolean;
};

/**
 * Calls `use` with the chat's open room; visitor and room are made when needed and kept, so that a further message
 * costs one call. When Rocket.Chat says that the room is closed or the visitor unknown, both are made anew and `use`
 * is called once more: it must be safe to repeat after such a refusal.
 */
export async function withRoom<T>(
	deps: ConversationDeps,
	chat: Chat,
	use: (room: EnteredRoom) => Promise<T>,
): Promise<T> {
	let gone = chat.roomId;
	try {
		const room = await enter(deps, chat);
		gone = room.roomId;
		return await use(room);
	} catch (error) {
		if (!isRoomGone(error)) throw error;
		await forget(deps, await holderOf(deps, chat), gone, error.code);
		return use(await enter(deps, await holderOf(deps, chat)));
	}
}

/**
 * The room of a chat that an agent begins, with that agent preferred. Rocket.Chat is asked in any case: a room that it closed
 * without telling is not taken for open. Rejects as the gateway does.
 */
export async function openRoomFor(
	deps: ConversationDeps,
	chat: Chat,
	agentUserId: string,
): Promise<{ readonly roomId: VisitorRoom['roomId']; readonly servedBy: string }> {
	const holder = await holderOf(deps, chat);
	const opened = await deps.entrance.run(holder.id, async () => {
		const fresh = await holderOf(deps, holder);
		return fresh.id === holder.id ? reopen(deps, fresh, agentUserId) : undefined;
	});
	return opened ?? openRoomFor(deps, holder, agentUserId);
}

/** Undefined when the chat was joined to another one meanwhile. */
async function reopen(deps: ConversationDeps, chat: Chat, agentUserId: string) {
	const { stores, gateway, clock } = deps;
	const ask = async (asked: Chat) => {
		const visitorToken = asked.isRegistered ? asked.visitorToken : await register(deps, asked);
		return gateway.openRoom({ visitorToken, agentUserId });
	};
	const { roomId, servedBy = '' } = await ask(chat).catch(async (error: unknown) => {
		if (!isRoomGone(error)) throw error;
		await forget(deps, chat, chat.roomId, error.code);
		return ask(await holderOf(deps, chat));
	});
	if (chat.roomId !== null && chat.roomId !== roomId)
		await stores.chats.forgetRoom(chat.id, chat.roomId);
	const conversation = await stores.chats.enterRoom(chat.id, roomId, clock.now());
	return conversation === undefined ? undefined : { roomId, servedBy };
}

/** Like withRoom, but begins no conversation: undefined where none is open. */
export async function inOpenRoom<T>(
	deps: ConversationDeps,
	chat: Chat,
	use: (room: VisitorRoom) => Promise<T>,
): Promise<T | undefined> {
	const { roomId, visitorToken } = chat;
	if (roomId === null || !chat.isRegistered) return undefined;
	try {
		return await use({ roomId, visitorToken });
	} catch (error) {
		if (!isRoomGone(error)) throw error;
		await forget(deps, chat, roomId, error.code);
		return undefined;
	}
}

function isRoomGone(error: unknown): error is BridgeError {
	const code = error instanceof BridgeError ? error.code : '';
	return code === 'ROCKET_CHAT_ROOM_GONE' || code === 'ROCKET_CHAT_VISITOR_UNKNOWN';
}

/** That room alone: another lane of the same customer may have found out before, and opened another one. */
async function forget(
	{ stores }: ConversationDeps,
	chat: Chat,
	roomId: Chat['roomId'],
	code: string,
): Promise<void> {
	const { chats } = stores;
	if (roomId !== null) await chats.forgetRoom(chat.id, roomId);
	if (code === 'ROCKET_CHAT_VISITOR_UNKNOWN') await chats.update(chat.id, { isRegistered: false });
}

/** Runs `task` while this process opens no room for any of these chats. */
export function whileNobodyEnters<T>(
	entrance: OneAtATime,
	chatIds: readonly number[],
	task: () => Promise<T>,
): Promise<T> {
	// Always in the same order: two tasks must not wait for each other.
	const [first, ...others] = chatIds.toSorted((one, other) => one - other);
	if (first === undefined) return task();
	return entrance.run(first, () => whileNobodyEnters(entrance, others, task));
}

async function enter(deps: ConversationDeps, chat: Chat): Promise<EnteredRoom> {
	const known = openRoomOf(chat);
	if (known !== undefined) return known;
	const holder = await holderOf(deps, chat);
	const entered = await deps.entrance.run(holder.id, async () => {
		const fresh = await holderOf(deps, holder);
		// Joined to another chat meanwhile, whose room somebody else may be opening.
		if (fresh.id !== holder.id) return undefined;
		return openRoomOf(fresh) ?? begin(deps, fresh);
	});
	return entered ?? enter(deps, await holderOf(deps, holder));
}

/** As it is now: the chat itself, or the one that holds visitor and room since both are known to be one customer. */
async function holderOf({ stores }: ConversationDeps, chat: Chat): Promise<Chat> {
	const fresh = (await stores.chats.find(chat.id)) ?? chat;
	return fresh.sameAs === null ? fresh : ((await stores.chats.find(fresh.sameAs)) ?? fresh);
}

function openRoomOf({
	id,
	isRegistered,
	roomId,
	visitorToken,
	conversations,
}: Chat): EnteredRoom | undefined {
	if (!isRegistered || roomId === null) return undefined;
	const room = { visitorToken, roomId, conversation: conversations };
	return { ...room, holderId: id, hasJustOpened: false };
}

/** Undefined when another daemon has joined the chat to another one meanwhile: then its new room is nobody's. */
async function begin(deps: ConversationDeps, chat: Chat): Promise<EnteredRoom | undefined> {
	const { department, agentUserId } = await deps.wishes.of(chat);
	// A visitor belongs to a department, and the preference may have been set since.
	const isRegistered = chat.isRegistered && department === undefined;
	const visitorToken = isRegistered ? chat.visitorToken : await register(deps, chat);
	const room = { visitorToken, ...(agentUserId === undefined ? {} : { agentUserId }) };
	const { roomId } = await deps.wishes.inDepartment(chat, (wish) =>
		deps.gateway.openRoom({ ...room, ...wish }),
	);
	const conversation = await deps.stores.chats.enterRoom(chat.id, roomId, deps.clock.now());
	if (conversation === undefined) {
		// Where the workspace forbids that, the agent closes it like any other.
		await deps.gateway.closeRoom({ visitorToken, roomId }).catch(() => undefined);
		return undefined;
	}
	return { visitorToken, roomId, holderId: chat.id, conversation, hasJustOpened: true };
}

async function register(deps: ConversationDeps, chat: Chat): Promise<Chat['visitorToken']> {
	const token = (await findLegacyVisitor(deps, chat)) ?? chat.visitorToken;
	// What Rocket.Chat answers counts: it may know this customer already, under another token.
	const visitor = { token, name: chat.name, externalId: chat.chatId };
	const visitorToken = await deps.wishes.inDepartment(chat, (wish) =>
		deps.gateway.registerVisitor({ ...visitor, ...wish }),
	);
	await deps.stores.chats.update(chat.id, { visitorToken, isRegistered: true });
	return visitorToken;
}

async function findLegacyVisitor(
	{ stores, gateway, hasLegacyVisitors }: ConversationDeps,
	chat: Chat,
): Promise<Chat['visitorToken'] | undefined> {
	if (!hasLegacyVisitors || chat.isRegistered) return undefined;
	const instance = await stores.instances.find(chat.instanceId);
	const token = legacyTokenOf(instance?.wid ?? '', chat.chatId);
	return token !== undefined && (await gateway.hasVisitor(token)) ? token : undefined;
}
