import type { WireObject } from '../read.js';
import type { Message, Room, StoredFile, User } from './types.js';
import { fileForm, filePath, iso, serverForm } from './wire.js';

/** Where links of a body lead to, and whether they carry a token that opens the file. */
export type BodyContext = { readonly siteUrl: string; readonly hasFileTokens: boolean };

/** The body of Rocket.Chat's own Omnichannel webhook with one message. */
export function webhookBody(context: BodyContext, room: Room, message: Message): WireObject {
	return {
		...roomPart(room),
		type: 'Message',
		messages: [webhookMessage(context, room, message)],
	};
}

/** The body for a closed room: all its visible messages. */
export function closedBody(context: BodyContext, room: Room): WireObject {
	const { visitor, closedAt, closedBy, closer } = room;
	return {
		...roomPart(room),
		type: 'LivechatSession',
		messages: room.messages
			.filter(({ t, closingMessage }) => t === undefined || closingMessage === true)
			.map((message) => webhookMessage(context, room, message)),
		...(visitor.department === undefined ? {} : { departmentId: visitor.department }),
		servedBy: serverForm(room),
		closedAt: iso(closedAt ?? Date.now()),
		closedBy: { _id: closedBy?._id, username: closedBy?.username },
		closer,
	};
}

/** The body as the companion app posts it. */
export function appBody({ siteUrl }: BodyContext, room: Room, message: Message): WireObject {
	return {
		url: siteUrl,
		...roomPart(room),
		type: 'message',
		messages: [
			{
				_id: message._id,
				u: message.u,
				username: message.u.username,
				msg: message.msg,
				...commonPart(room, message),
				...(message.files.length === 0 ? {} : { attachments: message.files.map(appAttachment) }),
			},
		],
	};
}

function roomPart(room: Room): WireObject {
	const { visitor } = room;
	const { _id, token, name, username, department, phone } = visitor;
	return {
		_id: room._id,
		label: name,
		topic: '',
		createdAt: iso(room.ts),
		lastMessageAt: iso(room.lm),
		tags: [],
		customFields: {},
		visitor: {
			_id,
			token,
			name,
			username,
			...(department === undefined ? {} : { department }),
			...(phone === undefined ? {} : { phone: [{ phoneNumber: phone }] }),
			customFields: {},
		},
		...(room.servedBy === undefined ? {} : { agent: agentPart(room.servedBy.user) }),
	};
}

function agentPart({ _id, username, name, email }: User): WireObject {
	return { _id, username, name, email };
}

function webhookMessage(context: BodyContext, room: Room, message: Message): WireObject {
	const [file] = message.files;
	return {
		u: message.u,
		_id: message._id,
		username: message.u.username,
		// A file without text has no msg at all.
		...(message.msg === '' ? {} : { msg: message.msg }),
		...commonPart(room, message),
		...(message.closingMessage === true ? { closingMessage: true } : {}),
		...fileForm(message),
		...(file === undefined ? {} : { fileUpload: filePart(context, file) }),
	};
}

/** `agentId` stands with every sender but the visitor. */
function commonPart(room: Room, message: Message): WireObject {
	const isVisitor = message.u.username === room.visitor.username;
	return {
		ts: iso(message.ts),
		rid: room._id,
		...(message.editedAt === undefined ? {} : { editedAt: iso(message.editedAt) }),
		...(isVisitor ? {} : { agentId: message.u._id }),
		_updatedAt: iso(message.updatedAt),
	};
}

function filePart({ siteUrl, hasFileTokens }: BodyContext, file: StoredFile): WireObject {
	const token = hasFileTokens ? `?token=${file.token}` : '';
	const publicFilePath = `${siteUrl}${filePath(file)}${token}`;
	return { publicFilePath, type: file.type, size: file.content.size };
}

function appAttachment(file: StoredFile): WireObject {
	const link = filePath(file);
	return {
		title: { value: file.name, link },
		...(file.description === '' ? {} : { description: file.description }),
		...(file.type.startsWith('image/') ? { imageUrl: link } : {}),
		...(file.type.startsWith('audio/') ? { audioUrl: link } : {}),
		...(file.type.startsWith('video/') ? { videoUrl: link } : {}),
		_unmappedProperties_: { attachments: [{ title: file.name }] },
	};
}
