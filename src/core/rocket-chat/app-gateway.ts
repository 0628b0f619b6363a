import { Readable } from 'node:stream';
import { RocketChatError } from '../domain/errors.js';
import { asRcMessageId, asRoomId, asVisitorToken } from '../domain/ids.js';
import type { RcMessageId } from '../domain/ids.js';
import { numberAt, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import type { AppCaller } from './app-call.js';
import { appInDoubt } from './app-errors.js';
import type { FileTickets } from './file-tickets.js';
import type { FileStream, RocketChatGateway, VisitorRoom, VisitorUpload } from './gateway.js';

/** Milliseconds: the app fetches the bytes, and Rocket.Chat stores them, before it answers. */
const UPLOAD_TIMEOUT_MS = 60_000;
const READ_TIMEOUT_MS = 60_000;
/** Bytes: the app reads 8 MB at most, and sends them as base64. */
const READ_ANSWER_BYTES = 12_000_000;

export type AppGatewayDeps = {
	readonly call: AppCaller;
	readonly tickets: FileTickets;
	readonly workspaceId: number;
};

/** What the app does for the bridge; see app-call.ts for the errors that are its own. */
export type AppGateway = RocketChatGateway & {
	/**
	 * Like `uploadAsVisitor`, and leaves the stream to the caller, who can tell by `readableDidRead` whether the app has begun to
	 * fetch it. Idempotent by `messageId`.
	 */
	tryUpload(room: VisitorRoom, file: FileStream, message: VisitorUpload): Promise<RcMessageId>;
};

/** The way into Rocket.Chat through the bridge's app: no rate limit, and more than REST can do (docs/adr/0010). */
export function createAppGateway(deps: AppGatewayDeps): AppGateway {
	const { call } = deps;
	const messageIdOf = async (op: string, fields: JsonObject): Promise<RcMessageId> =>
		asRcMessageId(required(op, await call(op, fields), 'messageId'));
	const done = async (op: string, fields?: JsonObject): Promise<void> => {
		await call(op, fields);
	};
	return {
		hasVisitor: async (token) => (await call('visitor.find', { token }))['exists'] === true,
		registerVisitor: async (visitor) =>
			asVisitorToken(
				required('visitor.register', await call('visitor.register', visitor), 'token'),
			),
		async openRoom(room) {
			const result = await call('room.open', room);
			const roomId = asRoomId(required('room.open', result, 'roomId'));
			const servedBy = textAt(result, 'servedBy') || undefined;
			return { roomId, isNew: result['isNew'] === true, servedBy };
		},
		closeRoom: (room) => done('room.close', { ...keysOf(room), comment: '' }),
		postAsVisitor: (room, { messageId, text }) =>
			messageIdOf('message.post', { ...keysOf(room), messageId, text }),
		tryUpload: (room, file, message) => upload(deps, room, file, message),
		async uploadAsVisitor(room, file, message) {
			try {
				return await upload(deps, room, file, message);
			} finally {
				file.stream.destroy();
			}
		},
		findUploads: async (room, name) => idsOf(await call('upload.find', { ...keysOf(room), name })),
		editAsVisitor: (room, message) => done('message.edit', { ...keysOf(room), ...message }),
		deleteAsVisitor: (room, messageId) => deleteOnce(call, room, messageId),
		react: (reaction) => done('message.react', reaction),
		showReceipt: (receipt) => done('receipt.show', receipt),
		notifyAgent: (notice) => messageIdOf('agent.notify', notice),
		tellUser: (message) => messageIdOf('user.tell', message),
		fetchFile: async (room, path) =>
			toFile(
				await call(
					'file.read',
					{ ...keysOf(room), path },
					{ timeoutMs: READ_TIMEOUT_MS, answerBytes: READ_ANSWER_BYTES },
				),
			),
		ping: () => done('health'),
	};
}

/** Callers may know more of a room than concerns the app. */
function keysOf({ visitorToken, roomId }: VisitorRoom): JsonObject {
	return { visitorToken, roomId };
}

function required(op: string, result: JsonObject, field: string): string {
	const text = textAt(result, field);
	if (text === '') throw appInDoubt(op, `its answer lacks "${field}"`);
	return text;
}

function idsOf(result: JsonObject): readonly RcMessageId[] {
	const ids: unknown = result['messageIds'];
	if (!Array.isArray(ids)) throw appInDoubt('upload.find', 'its answer lacks "messageIds"');
	return ids.filter((id) => typeof id === 'string').map(asRcMessageId);
}

async function upload(
	{ call, tickets, workspaceId }: AppGatewayDeps,
	room: VisitorRoom,
	file: FileStream,
	{ messageId, caption }: VisitorUpload,
): Promise<RcMessageId> {
	const { ticket, withdraw } = tickets.offer(workspaceId, file);
	const { name, mimeType, size = null } = file;
	const fields = { ...keysOf(room), messageId, caption, name, mimeType, size, ticket };
	try {
		const result = await call('upload.post', fields, { timeoutMs: UPLOAD_TIMEOUT_MS });
		return asRcMessageId(required('upload.post', result, 'messageId'));
	} finally {
		withdraw();
	}
}

/** A message that is gone already is as good as deleted: so a repeat is no failure. */
async function deleteOnce(
	call: AppCaller,
	room: VisitorRoom,
	messageId: RcMessageId,
): Promise<void> {
	try {
		await call('message.delete', { ...keysOf(room), messageId });
	} catch (error) {
		const isGone = error instanceof RocketChatError && error.code === 'ROCKET_CHAT_MESSAGE_UNKNOWN';
		if (!isGone) throw error;
	}
}

function toFile(result: JsonObject): FileStream {
	const bytes = Buffer.from(textAt(result, 'content'), 'base64');
	const size = numberAt(result, 'size');
	if (size !== undefined && size !== bytes.length)
		throw appInDoubt('file.read', 'its answer lacks a part of the file');
	return {
		stream: Readable.from([bytes]),
		name: required('file.read', result, 'name'),
		mimeType: textAt(result, 'mimeType') || 'application/octet-stream',
		size: bytes.length,
	};
}
