import { meteorId } from './ids.js';
import { QUIRKS, type Quirks } from './quirks.js';
import type {
	Author,
	DirectRoom,
	Message,
	RocketChatSandboxOptions,
	Room,
	StoredFile,
	User,
	Visitor,
} from './types.js';

/** Everything a workspace holds, found in constant time. */
export type Workspace = {
	readonly options: RocketChatSandboxOptions;
	readonly quirks: Quirks;
	readonly users: Map<string, User>;
	readonly usersByName: Map<string, User>;
	/** By token, and by what registerGuest looks for besides. */
	readonly visitors: Map<string, Visitor>;
	readonly visitorsByPhone: Map<string, Visitor>;
	readonly visitorsByEmail: Map<string, Visitor>;
	readonly rooms: Map<string, Room>;
	/** By visitor token. */
	readonly openRooms: Map<string, Room>;
	readonly directRooms: Map<string, DirectRoom>;
	readonly messages: Map<string, Message>;
	readonly files: Map<string, StoredFile>;
	/** Called with every message that was stored or edited, and with every room that was closed. */
	readonly listeners: WorkspaceListener[];
	/** Round robin over the online agents. */
	turn: number;
};

export type WorkspaceListener = {
	message(room: Room, message: Message): void;
	closed(room: Room): void;
};

/** What a message needs besides what every message has. */
export type NewMessage = Pick<Message, 'from' | 'msg' | 'u'> &
	Partial<Pick<Message, '_id' | 'token' | 'alias' | 't' | 'files' | 'closingMessage'>>;

/** An empty workspace. */
export function createWorkspace(options: RocketChatSandboxOptions): Workspace {
	return {
		options,
		quirks: QUIRKS[options.version ?? '8.8'],
		users: new Map(),
		usersByName: new Map(),
		visitors: new Map(),
		visitorsByPhone: new Map(),
		visitorsByEmail: new Map(),
		rooms: new Map(),
		openRooms: new Map(),
		directRooms: new Map(),
		messages: new Map(),
		files: new Map(),
		listeners: [],
		turn: 0,
	};
}

/** Stores a message at the end of its room, and tells the listeners. */
export function storeMessage(workspace: Workspace, room: Room, fresh: NewMessage): Message {
	const now = Date.now();
	const message: Message = {
		_id: meteorId(),
		files: [],
		...fresh,
		rid: room._id,
		ts: now,
		updatedAt: now,
		reactions: new Set(),
	};
	workspace.messages.set(message._id, message);
	room.messages.push(message);
	room.lm = now;
	for (const listener of workspace.listeners) listener.message(room, message);
	return message;
}

/** Changes a message's text, and tells the listeners. */
export function changeMessage(workspace: Workspace, message: Message, text: string): void {
	message.msg = text;
	message.editedAt = Date.now();
	message.updatedAt = message.editedAt;
	const room = workspace.rooms.get(message.rid);
	if (room === undefined) return;
	for (const listener of workspace.listeners) listener.message(room, message);
}

/** Takes a message out of its room. */
export function dropMessage(workspace: Workspace, message: Message): void {
	workspace.messages.delete(message._id);
	const messages = workspace.rooms.get(message.rid)?.messages;
	const index = messages?.lastIndexOf(message) ?? -1;
	if (index !== -1) messages?.splice(index, 1);
}

/** Opens a room for a visitor, with its first system message. */
export function openRoom(workspace: Workspace, visitor: Visitor, agent: User | undefined): Room {
	const now = Date.now();
	const room: Room = {
		_id: meteorId(),
		visitor,
		ts: now,
		lm: now,
		isOpen: true,
		servedBy: agent === undefined ? undefined : { user: agent, ts: now },
		closedAt: undefined,
		closer: undefined,
		closedBy: undefined,
		messages: [],
	};
	workspace.rooms.set(room._id, room);
	workspace.openRooms.set(visitor.token, room);
	const u = visitorAuthor(visitor);
	storeMessage(workspace, room, { from: 'system', msg: '', t: 'livechat-started', u });
	return room;
}

/** Closes a room for good; a comment becomes its closing message. */
export function closeRoom(
	workspace: Workspace,
	room: Room,
	by: { closer: 'user' | 'visitor'; author: Author; comment?: string },
): void {
	const { author: u, comment = '' } = by;
	room.isOpen = false;
	room.closedAt = Date.now();
	room.closer = by.closer;
	room.closedBy = u;
	workspace.openRooms.delete(room.visitor.token);
	const content = { msg: comment, t: 'livechat-close', closingMessage: true } as const;
	storeMessage(workspace, room, { from: 'system', u, ...content });
	for (const listener of workspace.listeners) listener.closed(room);
}

export function visitorAuthor({ _id, username, name }: Visitor): Author {
	return { _id, username, name };
}

export function userAuthor({ _id, username, name }: User): Author {
	return { _id, username, name };
}

/** `agent` for somebody who serves chats, `user` for anybody else. */
export function roleOf(user: User): 'agent' | 'user' {
	return user.roles.includes('livechat-agent') ? 'agent' : 'user';
}

/** The agents who are online. */
export function onlineAgents(workspace: Workspace): readonly User[] {
	return [...workspace.users.values()].filter(
		(user) => user.isOnline && user.roles.includes('livechat-agent'),
	);
}
