import type { Knex } from 'knex';
import { asChatId, asInstanceId, asRoomId, asVisitorToken } from '../domain/ids.js';
import type { ChatId, InstanceId, RoomId, VisitorToken } from '../domain/ids.js';
import type { Chat, ServingAgent } from '../domain/registry.js';

type Row = {
	id: number;
	workspace_id: number;
	instance_id: string;
	wa_chat_id: string;
	visitor_token: string;
	is_registered: number | boolean;
	room_id: string | null;
	room_since: number | string | null;
	name: string;
	same_as: number | null;
	conversations: number;
	agent_user_id: string | null;
	agent_name: string | null;
	agent_room_id: string | null;
	created_at: number;
};

export type NewChat = Omit<Chat, 'id' | 'roomSince' | 'sameAs' | 'conversations' | 'agent'> & {
	readonly createdAt: number;
};
export type ChatChange = Partial<
	Pick<Chat, 'visitorToken' | 'isRegistered' | 'roomId' | 'roomSince' | 'name'>
>;

export type ChatStore = {
	/** Answers the id; when the chat is there already, its own (whoever was first wins). */
	insertOnce(chat: NewChat): Promise<number>;
	update(id: number, change: ChatChange): Promise<void>;
	find(id: number): Promise<Chat | undefined>;
	findByChatId(
		workspaceId: number,
		instanceId: InstanceId,
		chatId: ChatId,
	): Promise<Chat | undefined>;
	/** The chats of a visitor, usually one; Rocket.Chat may have merged two customers into one visitor. */
	listByVisitor(workspaceId: number, token: VisitorToken): Promise<readonly Chat[]>;
	/**
	 * The chat has this room from now on; a chat that had none begins a conversation. Answers how many it has had; undefined,
	 * and changes nothing, when the chat has been joined to another one meanwhile.
	 */
	enterRoom(id: number, roomId: RoomId, now: number): Promise<number | undefined>;
	/** The chats that are other WhatsApp ids of the same customer, without the one that holds visitor and room. */
	listSame(id: number): Promise<readonly Chat[]>;
	/** Whether an instance has chats with such ids (`@lid`). */
	hasIdsEndingWith(instanceId: InstanceId, ending: string): Promise<boolean>;
	/** Both chats as they are now; nobody else changes them before the transaction ends. Call it in one. */
	lockPair(oneId: number, otherId: number): Promise<readonly Chat[]>;
	/**
	 * From now on `loserId` is another id of `winnerId`'s customer, and so is everything that was the loser's. Answers false,
	 * and changes nothing, when one of the two has been joined to another chat meanwhile. Call it in a transaction.
	 */
	join(loserId: number, winnerId: number): Promise<boolean>;
	listOfInstance(instanceId: InstanceId): Promise<readonly Chat[]>;
	/** Who serves this room from now on; without an agent nobody does, and who did last stays known. */
	setServing(
		id: number,
		roomId: RoomId,
		agent: Omit<ServingAgent, 'roomId'> | undefined,
	): Promise<void>;
	/** The room is closed or gone: the next message opens a new one. Changes nothing when the chat has another room by now. */
	forgetRoom(id: number, roomId: RoomId): Promise<void>;
};

export function createChatStore(knex: Knex): ChatStore {
	const table = () => knex<Row>('chats');
	const keyOf = (workspaceId: number, instanceId: InstanceId, chatId: ChatId) => ({
		workspace_id: workspaceId,
		instance_id: instanceId as string,
		wa_chat_id: chatId as string,
	});
	const first = async (where: Partial<Row>): Promise<Chat | undefined> => {
		const row: Row | undefined = await table().where(where).first();
		return row && toChat(row);
	};
	const all = async (where: Partial<Row>): Promise<Chat[]> => {
		const rows: Row[] = await table().where(where).orderBy('id');
		return rows.map(toChat);
	};
	return {
		async insertOnce(chat) {
			const key = keyOf(chat.workspaceId, chat.instanceId, chat.chatId);
			// A merge that changes nothing: unlike INSERT IGNORE it does not hide other errors on MySQL.
			await table()
				.insert({ ...key, ...toColumns(chat), created_at: chat.createdAt })
				.onConflict(['instance_id', 'wa_chat_id', 'workspace_id'])
				.merge(['wa_chat_id']);
			const row: Row | undefined = await table().where(key).first();
			return row?.id ?? 0;
		},
		async update(id, change) {
			await table().where({ id }).update(toColumns(change));
		},
		find: (id) => first({ id }),
		findByChatId: (workspaceId, instanceId, chatId) =>
			first(keyOf(workspaceId, instanceId, chatId)),
		async listByVisitor(workspaceId, token) {
			return all({ visitor_token: token, workspace_id: workspaceId });
		},
		async enterRoom(id, roomId, now) {
			await enterRoom(knex, { id, roomId, now });
			const chat = await first({ id });
			return chat?.sameAs == null ? (chat?.conversations ?? 1) : undefined;
		},
		listSame: (id) => all({ same_as: id }),
		async hasIdsEndingWith(instanceId, ending) {
			const chats = table().where({ instance_id: instanceId });
			return (await chats.where('wa_chat_id', 'like', `%${ending}`).first('id')) !== undefined;
		},
		async lockPair(oneId, otherId) {
			const pair = table().whereIn('id', [oneId, otherId]).orderBy('id');
			const rows: Row[] = await (knex.isTransaction ? pair.forUpdate() : pair);
			return rows.map(toChat);
		},
		async join(loserId, winnerId) {
			const pair = table().whereIn('id', [loserId, winnerId]).whereNull('same_as').orderBy('id');
			const found = await (knex.isTransaction ? pair.forUpdate() : pair).pluck('id');
			if (found.length < 2) return false;
			await table()
				.where({ id: loserId })
				.orWhere({ same_as: loserId })
				.update({ same_as: winnerId });
			return true;
		},
		listOfInstance: (instanceId) => all({ instance_id: instanceId }),
		setServing: (...serving) => setServing(knex, ...serving),
		async forgetRoom(id, roomId) {
			await table().where({ id, room_id: roomId }).update({ room_id: null });
		},
	};
}

async function enterRoom(
	knex: Knex,
	{ id, roomId, now }: { id: number; roomId: RoomId; now: number },
): Promise<void> {
	const begun = knex.raw('CASE WHEN room_id IS NULL THEN conversations + 1 ELSE conversations END');
	const since = knex.raw('CASE WHEN room_id = ? THEN room_since ELSE ? END', [roomId, now]);
	// MySQL assigns from left to right: `room_id` is read before it is written.
	const change = { conversations: begun, room_since: since, room_id: roomId };
	await knex('chats').where({ id }).whereNull('same_as').update(change);
}

function toChat(row: Row): Chat {
	return {
		id: row.id,
		workspaceId: row.workspace_id,
		instanceId: asInstanceId(row.instance_id),
		chatId: asChatId(row.wa_chat_id),
		visitorToken: asVisitorToken(row.visitor_token),
		isRegistered: Boolean(row.is_registered),
		roomId: row.room_id === null ? null : asRoomId(row.room_id),
		roomSince: row.room_since === null ? null : Number(row.room_since),
		name: row.name,
		sameAs: row.same_as,
		conversations: row.conversations,
		agent: toAgent(row),
	};
}

async function setServing(
	knex: Knex,
	...[id, roomId, agent]: Parameters<ChatStore['setServing']>
): Promise<void> {
	const chat = knex<Row>('chats').where({ id });
	await (agent === undefined
		? chat.where({ agent_room_id: shortText(roomId, 64) }).update({ agent_room_id: null })
		: chat.update(toAgentColumns(roomId, agent)));
}

function toAgent({ agent_user_id, agent_name, agent_room_id }: Row): ServingAgent | null {
	if (agent_user_id === null) return null;
	const roomId = agent_room_id === null ? null : asRoomId(agent_room_id);
	return { userId: agent_user_id, name: agent_name ?? '', roomId };
}

function toAgentColumns(
	roomId: RoomId,
	{ userId, name }: Omit<ServingAgent, 'roomId'>,
): Partial<Row> {
	return {
		agent_user_id: shortText(userId, 64),
		agent_name: shortText(name, 255),
		agent_room_id: shortText(roomId, 64),
	};
}

/** As much as the column holds. */
function shortText(text: string, length: number): string {
	return Array.from(text).slice(0, length).join('');
}

function toColumns(change: ChatChange): Partial<Row> {
	return {
		...(change.visitorToken === undefined ? {} : { visitor_token: change.visitorToken }),
		...(change.isRegistered === undefined ? {} : { is_registered: change.isRegistered }),
		...(change.roomId === undefined ? {} : { room_id: change.roomId }),
		...(change.roomSince === undefined ? {} : { room_since: change.roomSince }),
		...(change.name === undefined ? {} : { name: shortText(change.name, 255) }),
	};
}
