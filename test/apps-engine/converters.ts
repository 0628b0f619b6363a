import { asObject } from '../../src/sandbox/read.js';
import type {
	Author,
	DirectRoom,
	Message,
	Room,
	StoredFile,
	User,
	Visitor,
} from '../../src/sandbox/rocket-chat/types.js';
import { fileForm, filePath, reactionForm } from '../../src/sandbox/rocket-chat/wire.js';
import type { Workspace } from '../../src/sandbox/rocket-chat/workspace.js';
import { take, toAppForm, type AppObject } from './app-form.js';
import { attachmentsToApp } from './attachments.js';
import type { AppsEngine } from './installed.js';

/** Turns what the workspace holds into what apps see (RocketChat/Rocket.Chat apps/meteor/app/apps/server/converters). */
export type Converters = ReturnType<typeof createConverters>;

/** `engine`: the older one stands for an older Rocket.Chat, which maps fewer fields. */
export function createConverters(workspace: Workspace, siteUrl: string, engine: AppsEngine) {
	const isOld = engine === 'vm2';

	const userById = (id: unknown) => user(workspace.users.get(String(id)));

	function room(of: Room | DirectRoom | undefined): AppObject | undefined {
		if (of === undefined) return undefined;
		if ('rid' in of) return toAppForm(directDocument(workspace, of), ROOM_NAMES);
		return toAppForm(roomDocument(of), {
			...ROOM_NAMES,
			...(isOld ? {} : { closer: 'closer', closedBy: () => closer(of) }),
			visitor: (raw) => {
				if (isOld) take(raw, 'v');
				return visitor(of.visitor);
			},
			department: (raw) => department(workspace, take(raw, 'departmentId')),
			servedBy: (raw) => {
				take(raw, 'servedBy');
				return user(of.servedBy?.user);
			},
		});
	}

	function closer({ closedBy, visitor: of }: Room): AppObject | undefined {
		if (closedBy === undefined) return undefined;
		return closedBy._id === of._id ? visitor(of) : userById(closedBy._id);
	}

	const roomById = (rid: unknown) => room(roomOf(workspace, String(rid)));

	function message(of: Message): AppObject {
		return toAppForm(messageDocument(of), {
			...MESSAGE_NAMES,
			...(isOld ? {} : { type: 't' }),
			room: (raw) => roomById(take(raw, 'rid')),
			editor: (raw) => userById(asObject(take(raw, 'editedBy'))['_id']),
			attachments: (raw) => attachmentsToApp(take(raw, 'attachments')),
			sender: (raw) => {
				take(raw, 'u');
				return author(of);
			},
		});
	}

	/** A visitor stands among users as somebody of no kind. */
	function author({ u }: Message): AppObject | undefined {
		return userById(u._id) ?? anybody(u);
	}

	function rawMessage(of: Message): AppObject {
		return toAppForm(messageDocument(of), {
			...MESSAGE_NAMES,
			type: 't',
			roomId: 'rid',
			editor: 'editedBy',
			sender: 'u',
			attachments: (raw) => attachmentsToApp(take(raw, 'attachments')),
		});
	}

	function upload(file: StoredFile | undefined): AppObject | undefined {
		if (file === undefined) return undefined;
		const { _id: id, name, type, content, rid, token, description } = file;
		const url = `${siteUrl}${filePath(file)}`;
		return {
			...{ id, name, size: content.size, type, store: 'FileSystem:Uploads', complete: true },
			...{
				uploading: false,
				extension: name.split('.').at(-1),
				progress: 1,
				token,
				url,
				description,
			},
			path: filePath(file),
			room: roomById(rid),
			visitor: visitor(workspace.rooms.get(rid)?.visitor),
			_unmappedProperties_: {},
		};
	}

	return { user, userById, visitor, room, roomById, message, rawMessage, upload, department };
}

export function roomOf(workspace: Workspace, rid: string): Room | DirectRoom | undefined {
	return workspace.rooms.get(rid) ?? workspace.directRooms.get(rid);
}

/** The department with that id or name. */
export function department({ options }: Workspace, named: unknown): AppObject | undefined {
	const found = (options.departments ?? []).find(
		({ _id, name }) => _id === named || name === named,
	);
	if (found === undefined) return undefined;
	return { id: found._id, name: found.name, enabled: true, showOnRegistration: true };
}

const ROOM_NAMES = {
	id: '_id',
	displayName: 'fname',
	slugifiedName: 'name',
	members: 'members',
	userIds: 'uids',
	messageCount: 'msgs',
	createdAt: 'ts',
	updatedAt: '_updatedAt',
	closedAt: 'closedAt',
	lastModifiedAt: 'lm',
	customFields: 'customFields',
	isWaitingResponse: 'waitingResponse',
	isOpen: 'open',
	source: 'source',
	_USERNAMES: '_USERNAMES',
	isDefault: (raw: AppObject) => Boolean(take(raw, 'default')),
	isReadOnly: (raw: AppObject) => Boolean(take(raw, 'ro')),
	displaySystemMessages: () => true,
	type: 't',
};

const MESSAGE_NAMES = {
	id: '_id',
	threadId: 'tmid',
	reactions: 'reactions',
	parseUrls: 'parseUrls',
	text: 'msg',
	createdAt: 'ts',
	updatedAt: '_updatedAt',
	editedAt: 'editedAt',
	emoji: 'emoji',
	avatarUrl: 'avatar',
	alias: 'alias',
	file: 'file',
	customFields: 'customFields',
	groupable: 'groupable',
	token: 'token',
	blocks: 'blocks',
};

function user(of: User | undefined): AppObject | undefined {
	if (of === undefined) return undefined;
	const { _id, username, name, email, roles, language, appId, isOnline } = of;
	const status = isOnline ? 'online' : 'offline';
	return {
		...anybody({ _id, username, name }),
		emails: [{ address: email, verified: true }],
		type: appId === undefined ? 'user' : 'app',
		isEnabled: true,
		roles: [...roles],
		status,
		statusConnection: status,
		utcOffset: 0,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		appId,
		settings: { preferences: language === undefined ? {} : { language } },
	};
}

function anybody({ _id, username, name }: Author): AppObject {
	const settings = { preferences: {} };
	return { id: _id, username, name, type: 'unknown', statusConnection: 'undefined', settings };
}

function visitor(of: Visitor | undefined): AppObject | undefined {
	if (of === undefined) return undefined;
	const { _id: id, token, username, name, department: departmentId, phone, email } = of;
	return {
		...{ id, token, username, name, status: 'online', updatedAt: new Date(of.updatedAt) },
		...(departmentId === undefined ? {} : { department: departmentId }),
		...(phone === undefined ? {} : { phone: [{ phoneNumber: phone }] }),
		...(email === undefined ? {} : { visitorEmails: [{ address: email }] }),
		_unmappedProperties_: { ts: new Date(of.ts) },
	};
}

function roomDocument(room: Room): AppObject {
	const { _id: vid, token, username, name, department: departmentId } = room.visitor;
	const agent = room.servedBy?.user;
	return {
		...{ _id: room._id, t: 'l', fname: name, msgs: room.messages.length, usersCount: 1 },
		...{ ts: new Date(room.ts), lm: new Date(room.lm), _updatedAt: new Date(room.lm), cl: false },
		v: { _id: vid, username, token, status: 'online' },
		...(departmentId === undefined ? {} : { departmentId }),
		...(room.isOpen ? { open: true } : {}),
		...(agent === undefined
			? { waitingResponse: true }
			: { servedBy: { _id: agent._id, username: agent.username } }),
		source: room.source ?? { type: 'api' },
		...(room.closedAt === undefined ? {} : closing(room, room.closedAt)),
	};
}

function closing({ closer, closedBy }: Room, closedAt: number): AppObject {
	const by = { _id: closedBy?._id, username: closedBy?.username };
	return { closedAt: new Date(closedAt), closer, closedBy: by };
}

function directDocument(
	{ usersByName }: Workspace,
	{ rid, name, usernames, messages }: DirectRoom,
): AppObject {
	const uids = usernames.map((username) => usersByName.get(username)?._id);
	const common = { _id: rid, msgs: messages.length, ts: new Date(0), _updatedAt: new Date(0) };
	return name === undefined
		? { ...common, t: 'd', uids, usernames: [...usernames], usersCount: usernames.length }
		: { ...common, t: 'c', name, fname: name };
}

/** A message as it stands in the database. */
function messageDocument(message: Message): AppObject {
	const { _id, rid, t, msg, token, alias, u, editedAt, editedBy, extra } = message;
	return {
		...{ _id, rid, msg, u: { ...u }, ts: new Date(message.ts) },
		_updatedAt: new Date(message.updatedAt),
		...{ urls: [], mentions: [], channels: [] },
		...(t === undefined ? {} : { t }),
		...(token === undefined ? {} : { token }),
		...(alias === undefined ? {} : { alias }),
		...(editedAt === undefined ? {} : { editedAt: new Date(editedAt), editedBy: editedBy ?? u }),
		...fileForm(message),
		...reactionForm(message),
		...extra,
	};
}
