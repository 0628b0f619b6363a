import type { WireObject } from '../read.js';
import type { Message, Room, StoredFile, User, Visitor } from './types.js';

export const iso = (at: number): string => new Date(at).toISOString();

/** The path at which a file is served. */
export function filePath(file: StoredFile): string {
	return `/file-upload/${file._id}/${encodeURIComponent(file.name)}`;
}

/** A visitor as POST and GET livechat/visitor answer it. */
export function visitorForm(visitor: Visitor): WireObject {
	return {
		_id: visitor._id,
		username: visitor.username,
		status: 'online',
		ts: iso(visitor.ts),
		_updatedAt: iso(visitor.updatedAt),
		name: visitor.name,
		...(visitor.phone === undefined ? {} : { phone: [{ phoneNumber: visitor.phone }] }),
		token: visitor.token,
		...(visitor.email === undefined ? {} : { visitorEmails: [{ address: visitor.email }] }),
		...(visitor.department === undefined ? {} : { department: visitor.department }),
	};
}

/** A room as GET livechat/room answers it. */
export function roomForm(room: Room): WireObject {
	const { visitor, servedBy } = room;
	const last = room.messages.at(-1);
	const { _id, username, token } = visitor;
	return {
		_id: room._id,
		fname: visitor.name,
		t: 'l',
		v: { _id, username, token, status: 'online' },
		...(visitor.department === undefined ? {} : { departmentId: visitor.department }),
		open: room.isOpen,
		msgs: room.messages.filter(({ t }) => t === undefined).length,
		ts: iso(room.ts),
		lm: iso(room.lm),
		usersCount: servedBy === undefined ? 0 : 1,
		cl: false,
		default: false,
		ro: false,
		sysMes: true,
		source: room.source ?? { type: 'api' },
		_updatedAt: iso(room.lm),
		...(servedBy === undefined ? { waitingResponse: true } : { servedBy: serverForm(room) }),
		...(last === undefined || last.t !== undefined
			? {}
			: { customFields: {}, lastMessage: messageForm(last) }),
	};
}

/** `servedBy` of a room. */
export function serverForm(room: Room): WireObject | undefined {
	if (room.servedBy === undefined) return undefined;
	const { user, ts } = room.servedBy;
	return { _id: user._id, username: user.username, ts: iso(ts) };
}

/** A message as REST answers it. */
export function messageForm(message: Message): WireObject {
	return {
		_id: message._id,
		...(message.t === undefined ? {} : { t: message.t }),
		rid: message.rid,
		msg: message.msg,
		...(message.token === undefined ? {} : { token: message.token }),
		...fileForm(message),
		...(message.alias === undefined ? {} : { alias: message.alias }),
		ts: iso(message.ts),
		u: message.u,
		_updatedAt: iso(message.updatedAt),
		urls: [],
		mentions: [],
		channels: [],
		...reactionForm(message),
		...message.extra,
		...(message.msg === '' ? {} : { md: parsedForm(message.msg) }),
		...(message.editedAt === undefined
			? {}
			: {
					editedAt: iso(message.editedAt),
					editedBy: editorForm(message),
				}),
	};
}

function editorForm({ editedBy, u }: Message): WireObject {
	const { _id, username } = editedBy ?? u;
	return { _id, username };
}

/** `reactions` of a message: who, by reaction. */
export function reactionForm({ reactions }: Message): WireObject {
	if (reactions.size === 0) return {};
	const entries = [...reactions].map(([reaction, usernames]) => [reaction, { usernames }] as const);
	return { reactions: Object.fromEntries(entries) };
}

function parsedForm(text: string): unknown {
	return [{ type: 'PARAGRAPH', value: [{ type: 'PLAIN_TEXT', value: text }] }];
}

/** `file`, `files` and `attachments` of a message; nothing when it has no file. */
export function fileForm({ files }: Message): WireObject {
	const [first] = files;
	if (first === undefined) return {};
	return {
		file: nameForm(first),
		...(files.length > 1 ? { files: files.map(nameForm) } : {}),
		attachments: files.map(attachmentForm),
	};
}

function nameForm({ _id, name, type, content }: StoredFile): WireObject {
	return { _id, name, type, size: content.size };
}

function attachmentForm(file: StoredFile): WireObject {
	const path = filePath(file);
	return {
		ts: iso(0),
		title: file.name,
		title_link: path,
		title_link_download: true,
		...mediaForm(file, path),
		type: 'file',
		...(file.description === '' ? {} : { description: file.description }),
	};
}

function mediaForm({ type, content: { size } }: StoredFile, url: string): WireObject {
	if (type.startsWith('image/')) {
		return {
			image_dimensions: { width: 640, height: 480 },
			image_url: url,
			image_type: type,
			image_size: size,
		};
	}
	if (type.startsWith('audio/')) return { audio_url: url, audio_type: type, audio_size: size };
	if (type.startsWith('video/')) return { video_url: url, video_type: type, video_size: size };
	return { size };
}

/** A user as users.info shows it to somebody without privileges. */
export function userForm({ _id, username, name, isOnline }: User): WireObject {
	return {
		_id,
		username,
		name,
		active: true,
		type: 'user',
		status: isOnline ? 'online' : 'offline',
	};
}
