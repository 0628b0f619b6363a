import { meteorId } from './ids.js';
import { QUIRKS, type Quirks } from './quirks.js';
import { initialSettings, type Setting } from './settings.js';
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
	/** Who hears of everything that happens. */
	readonly listeners: Set<WorkspaceListener>;
	/** Installed apps, by id. */
	readonly apps: Map<string, ConnectedApp>;
	/** Uploaded apps, by id, whether they run or not. */
	readonly uploadedApps: Map<string, UploadedApp>;
	/** By id; the options say what they are at first. */
	readonly settings: Map<string, Setting>;
	/** Round robin over the online agents. */
	turn: number;
};

/** What happens in a workspace, whoever did it. Messages are of all rooms, direct ones too. */
export type WorkspaceListener = {
	stored?(message: Message): void;
	edited?(message: Message): void;
	deleted?(message: Message, by: Author): void;
	reacted?(message: Message, by: User, reaction: string, isReacted: boolean): void;
	closed?(room: Room): void;
	/** Somebody serves the room from now on: its first agent, or another one. */
	assigned?(room: Room, agent: User): void;
	transferred?(room: Room, from: User | undefined, to: User): void;
};

/** An installed app, as the workspace knows it. */
export type ConnectedApp = {
	readonly appId: string;
	readonly listener: WorkspaceListener;
	/** A call of one of its public endpoints; undefined when it has no such one, or is switched off. */
	call(request: AppRequest): Promise<AppAnswer | undefined>;
};

export type AppRequest = {
	/** Below the app's own address, without a slash in front. */
	readonly path: string;
	/** Lower case. */
	readonly method: string;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly query: Readonly<Record<string, string>>;
	/** The parsed body; `{}` when there was none. */
	readonly content: unknown;
};

export type AppAnswer = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** An object goes out as JSON, a text as HTML unless the headers say otherwise. */
	readonly content: unknown;
};

/** An app that was uploaded over REST. */
export type UploadedApp = {
	readonly id: string;
	readonly name: string;
	readonly version: string;
	/** As the engine words it. */
	status: string;
	/** Names of the permissions that were agreed to. */
	readonly permissions: readonly string[];
	readonly settings: Map<string, unknown>;
};

/** What a message needs besides what every message has. */
export type NewMessage = Pick<Message, 'from' | 'msg' | 'u'> &
	Partial<Pick<Message, '_id' | 'token' | 'alias' | 't' | 'files' | 'closingMessage' | 'extra'>>;

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
		listeners: new Set(),
		apps: new Map(),
		uploadedApps: new Map(),
		settings: initialSettings(options),
		turn: 0,
	};
}

/** Stores a message at the end of its room, and tells the listeners. */
export function storeMessage(workspace: Workspace, room: Room, fresh: NewMessage): Message {
	const message = storeIn(workspace, room._id, room.messages, fresh);
	room.lm = message.ts;
	for (const listener of workspace.listeners) listener.stored?.(message);
	return message;
}

/** The same for a direct message. */
export function storeDirect(workspace: Workspace, room: DirectRoom, fresh: NewMessage): Message {
	const message = storeIn(workspace, room.rid, room.messages, fresh);
	for (const listener of workspace.listeners) listener.stored?.(message);
	return message;
}

function storeIn(
	workspace: Workspace,
	rid: string,
	messages: Message[],
	fresh: NewMessage,
): Message {
	const now = Date.now();
	const message: Message = {
		_id: meteorId(),
		files: [],
		...fresh,
		rid,
		ts: now,
		updatedAt: now,
		reactions: new Map(),
	};
	workspace.messages.set(message._id, message);
	messages.push(message);
	return message;
}

/** Changes a message's text, and tells the listeners. `by`: default its author. */
export function changeMessage(
	workspace: Workspace,
	message: Message,
	text: string,
	by: Author = message.u,
): void {
	message.msg = text;
	message.editedAt = Date.now();
	message.editedBy = by;
	message.updatedAt = message.editedAt;
	for (const listener of workspace.listeners) listener.edited?.(message);
}

/** Takes a message out of its room, and tells the listeners. */
export function dropMessage(workspace: Workspace, message: Message, by: Author): void {
	if (!workspace.messages.delete(message._id)) return;
	const { rid } = message;
	const messages = (workspace.rooms.get(rid) ?? workspace.directRooms.get(rid))?.messages;
	const index = messages?.lastIndexOf(message) ?? -1;
	if (index !== -1) messages?.splice(index, 1);
	for (const listener of workspace.listeners) listener.deleted?.(message, by);
}

/** Sets or takes back somebody's reaction; undefined = the other way round. Tells the listeners when that changed it. */
export function setReaction(
	workspace: Workspace,
	message: Message,
	by: User,
	{ emoji, isReacted }: { emoji: string; isReacted?: boolean | undefined },
): void {
	const reaction = `:${emoji.replaceAll(':', '')}:`;
	const others = (message.reactions.get(reaction) ?? []).filter((name) => name !== by.username);
	const had = others.length < (message.reactions.get(reaction) ?? []).length;
	const wanted = isReacted ?? !had;
	if (wanted === had) return;
	if (wanted) others.push(by.username);
	if (others.length === 0) message.reactions.delete(reaction);
	else message.reactions.set(reaction, others);
	for (const listener of workspace.listeners) listener.reacted?.(message, by, reaction, wanted);
}

/** An agent serves the room from now on, as its first one or in the place of another; tells the listeners. */
export function assignAgent(workspace: Workspace, room: Room, agent: User): void {
	if (room.servedBy?.user === agent) return;
	const from = room.servedBy?.user;
	room.servedBy = { user: agent, ts: Date.now() };
	for (const listener of workspace.listeners) listener.assigned?.(room, agent);
	if (from === undefined) return;
	for (const listener of workspace.listeners) listener.transferred?.(room, from, agent);
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
		servedBy: undefined,
		closedAt: undefined,
		closer: undefined,
		closedBy: undefined,
		messages: [],
	};
	workspace.rooms.set(room._id, room);
	workspace.openRooms.set(visitor.token, room);
	const u = visitorAuthor(visitor);
	storeMessage(workspace, room, { from: 'system', msg: '', t: 'livechat-started', u });
	if (agent !== undefined) assignAgent(workspace, room, agent);
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
	const { token } = room.visitor;
	if (workspace.openRooms.get(token) === room) workspace.openRooms.delete(token);
	const content = { msg: comment, t: 'livechat-close', closingMessage: true } as const;
	storeMessage(workspace, room, { from: 'system', u, ...content });
	for (const listener of workspace.listeners) listener.closed?.(room);
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
