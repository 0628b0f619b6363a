import { SandboxError } from '../answers.js';
import { contentOf } from '../content.js';
import { keepFile } from './files.js';
import { meteorId, mongoId } from './ids.js';
import type {
	AgentWrites,
	FileView,
	Message,
	MessageView,
	NewUser,
	Room,
	RoomView,
	StoredFile,
	User,
	VisitorView,
} from './types.js';
import { filePath } from './wire.js';
import {
	assignAgent,
	changeMessage,
	closeRoom,
	dropMessage,
	roleOf,
	setReaction,
	storeMessage,
	userAuthor,
	visitorAuthor,
	type Workspace,
} from './workspace.js';

/** What people do in the workspace, and what can be seen there: no network involved. */
export type Desk = {
	addUser(user: NewUser): { readonly userId: string; readonly authToken: string };
	setAgentOnline(username: string, isOnline: boolean): void;
	/** All visitors, in the order in which they came. */
	readonly visitors: readonly VisitorView[];
	readonly rooms: readonly RoomView[];
	/** Undefined when there is no such room. */
	room(rid: string): RoomView | undefined;
	openRoomOf(visitorToken: string): RoomView | undefined;
	/** In the order stored; empty when there is no such room. */
	messages(rid: string): readonly MessageView[];
	/** Direct messages that this user got from others, oldest first. */
	directMessages(username: string): readonly MessageView[];
	closeRoom(rid: string, by?: 'agent' | 'visitor', comment?: string): void;
	/** An agent writes; the agent takes the room if nobody serves it. Answers with the message's id. */
	agentSays(rid: string, message: AgentWrites): string;
	agentEdits(messageId: string, text: string): void;
	agentDeletes(messageId: string, username: string): void;
	/** `isReacted`: default true; false takes the reaction back. */
	agentReacts(messageId: string, username: string, reaction: string, isReacted?: boolean): void;
	/** An agent takes a room out of the queue. */
	takes(rid: string, username: string): void;
	/** Whoever serves the room hands it to that agent. */
	transfers(rid: string, username: string): void;
};

/** `siteUrl`: the address that links of quotes begin with. */
export function createDesk(workspace: Workspace, siteUrl: () => string): Desk {
	const requiredRoom = (rid: string): Room => required(workspace.rooms.get(rid), `room ${rid}`);
	const requiredUser = (username: string): User =>
		required(workspace.usersByName.get(username), `user ${username}`);
	const requiredMessage = (_id: string): Message =>
		required(workspace.messages.get(_id), `message ${_id}`);
	const assign = (rid: string, username: string): void => {
		assignAgent(workspace, requiredRoom(rid), requiredUser(username));
	};

	return {
		addUser: (fresh) => addUser(workspace, fresh),
		setAgentOnline(username, isOnline) {
			requiredUser(username).isOnline = isOnline;
		},
		get visitors() {
			return [...workspace.visitors.values()];
		},
		get rooms() {
			return [...workspace.rooms.values()].map(roomView);
		},
		room: (rid) => optionalView(workspace.rooms.get(rid)),
		openRoomOf: (token) => optionalView(workspace.openRooms.get(token)),
		messages: (rid) => (workspace.rooms.get(rid)?.messages ?? []).map(messageView),
		directMessages: (username) =>
			[...workspace.directRooms.values()]
				.filter(({ usernames }) => usernames.includes(username))
				.flatMap(({ messages }) => messages)
				.map(messageView),
		closeRoom(rid, by = 'agent', comment) {
			const room = requiredRoom(rid);
			const agent = by === 'agent' ? room.servedBy?.user : undefined;
			closeRoom(workspace, room, {
				closer: agent === undefined ? 'visitor' : 'user',
				author: agent === undefined ? visitorAuthor(room.visitor) : userAuthor(agent),
				...(comment === undefined ? {} : { comment }),
			});
		},
		agentSays(rid, message) {
			const room = requiredRoom(rid);
			return agentSays(workspace, room, requiredUser(message.username), message, siteUrl());
		},
		agentEdits(messageId, text) {
			changeMessage(workspace, requiredMessage(messageId), text);
		},
		agentDeletes(messageId, username) {
			dropMessage(workspace, requiredMessage(messageId), userAuthor(requiredUser(username)));
		},
		agentReacts(messageId, username, emoji, isReacted = true) {
			const by = requiredUser(username);
			setReaction(workspace, requiredMessage(messageId), by, { emoji, isReacted });
		},
		takes: assign,
		transfers: assign,
	};
}

function required<T>(found: T | undefined, what: string): T {
	if (found !== undefined) return found;
	const message = `The stand-in of Rocket.Chat has no ${what}`;
	throw new SandboxError(message, 'Make it first, or look at its state.');
}

/** Adds a person, a bot or the user of an app. */
export function addUser(
	workspace: Workspace,
	fresh: NewUser,
): { userId: string; authToken: string } {
	const { username, roles = ['user'] } = fresh;
	const user: User = {
		_id: meteorId(),
		username,
		name: fresh.name ?? username,
		email: fresh.email ?? `${username}@example.org`,
		roles,
		authToken: mongoId() + mongoId(),
		language: fresh.language,
		appId: fresh.appId,
		needsTwoFactor: fresh.needsTwoFactor ?? false,
		isOnline: roles.includes('livechat-agent'),
	};
	workspace.users.set(user._id, user);
	workspace.usersByName.set(username, user);
	return { userId: user._id, authToken: user.authToken };
}

function agentSays(
	workspace: Workspace,
	room: Room,
	user: User,
	{ text = '', files = [], quote }: AgentWrites,
	siteUrl: string,
): string {
	if (room.servedBy === undefined) assignAgent(workspace, room, user);
	const stored = files.map((file) => {
		const { name, mimeType, description = '' } = file;
		return keepFile(workspace, room._id, { name, mimeType, description, content: contentOf(file) });
	});
	const link = quote === undefined ? '' : `[ ](${siteUrl}/live/${room._id}?msg=${quote}) `;
	const message = storeMessage(workspace, room, {
		from: roleOf(user),
		msg: link + text,
		u: userAuthor(user),
		files: stored,
	});
	return message._id;
}

function optionalView(room: Room | undefined): RoomView | undefined {
	return room === undefined ? undefined : roomView(room);
}

function roomView(room: Room): RoomView {
	return {
		rid: room._id,
		visitorToken: room.visitor.token,
		visitorName: room.visitor.name,
		isOpen: room.isOpen,
		servedBy: room.servedBy?.user.username,
	};
}

function messageView(message: Message): MessageView {
	const files = message.files.map(fileView);
	return {
		_id: message._id,
		text: message.msg,
		from: message.from,
		token: message.token,
		username: message.u.username,
		file: files[0],
		files,
		description: message.files[0]?.description,
		t: message.t,
		ts: message.ts,
		editedAt: message.editedAt,
		reactions: [...message.reactions.keys()],
		reactedBy: Object.fromEntries(message.reactions),
		extra: message.extra ?? {},
	};
}

function fileView(file: StoredFile): FileView {
	const { size, sha256 } = file.content;
	return { name: file.name, type: file.type, size, sha256, path: filePath(file) };
}
