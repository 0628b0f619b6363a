import type { ILivechatRoom } from '@rocket.chat/apps-engine/definition/livechat';
import type { AppUser } from '../../app-user';
import { createDaemon } from '../../daemon';
import { fieldsOf, textOf } from '../../fields';
import { readSettings } from '../../settings';
import { orUndefined } from '../../tools';
import type { Tools } from '../../tools';
import { needText, optionalText } from '../call';
import type { Call, Op } from '../call';
import { ownUser, visitorRoom } from '../places';
import type { Posted } from '../posted';
import { permissionMissing, Refused, refusalOf } from '../refused';
import type { VisitorMessage, VisitorMessages } from '../visitor-messages';
import { setText } from './changes';
import { postAsVisitor } from './messages';

/** A file is held in memory three times on its way through the engine; larger ones go by REST, which streams. */
const MAX_BYTES = 24 * 1024 * 1024;
/** Rocket.Chat makes the message of an upload by itself, a moment later. */
const WAIT_MS = 5000;
const LOOK_MS = 100;
const CLOCKS_MS = 5000;

/** Uploads in the visitor's name, once for each `messageId`; the bytes come from the daemon. */
export function createPostUpload(
	posted: Posted,
	visitorMessages: VisitorMessages,
	appUser: AppUser,
): Op {
	return async (call, tools) => {
		const messageId = await posted.once(needText(call, 'messageId'), tools, async (triedAt) => {
			const room = await visitorRoom(call, tools);
			const earlier = triedAt === undefined ? undefined : await find(call, room, triedAt, tools);
			const id = earlier ?? (await upload(call, room, tools));
			await addCaption(id, room, optionalText(call, 'caption'), tools, appUser);
			return id;
		});
		return { messageId };
	};

	async function upload(call: Call, room: ILivechatRoom, tools: Tools): Promise<string> {
		const fileId = await send(call, room, await bytesOf(call, tools), tools);
		return (await messageWith(fileId, room, visitorMessages, tools)).id;
	}

	/** What an earlier try uploaded before that could be written down: the oldest that no other name owns. */
	async function find(
		call: Call,
		room: ILivechatRoom,
		triedAt: number,
		tools: Tools,
	): Promise<string | undefined> {
		const name = needText(call, 'name');
		const messages = await visitorMessages.newest(room, tools);
		const alike = messages.filter(
			({ at, fileNames }) => at >= triedAt - CLOCKS_MS && hasName(fileNames, name),
		);
		for (const { id } of [...alike].reverse()) if (!(await posted.isTaken(id, tools))) return id;
		return undefined;
	}
}

/** The message that Rocket.Chat made of an upload. */
async function messageWith(
	fileId: string,
	room: ILivechatRoom,
	visitorMessages: VisitorMessages,
	tools: Tools,
): Promise<VisitorMessage> {
	const isIt = ({ fileIds }: VisitorMessage): boolean => fileIds.includes(fileId);
	const until = Date.now() + WAIT_MS;
	do {
		const message = visitorMessages.lately(room.id).find(isIt);
		if (message !== undefined) return message;
		await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
	} while (Date.now() < until);
	const message = (await visitorMessages.newest(room, tools)).find(isIt);
	if (message === undefined) throw new UploadWithoutMessage();
	return message;
}

/**
 * Neither the engine's upload nor the message that Rocket.Chat makes of it takes a text (apps-engine
 * IUploadDescriptor; RocketChat/Rocket.Chat apps/meteor/app/apps/server/bridges/uploads.ts), so the message is changed
 * afterwards; where that is forbidden, the caption is a message of its own.
 */
async function addCaption(
	messageId: string,
	room: ILivechatRoom,
	caption: string,
	tools: Tools,
	appUser: AppUser,
): Promise<void> {
	if (caption === '') return;
	const message = await orUndefined(() => tools.read.getMessageReader().getById(messageId));
	if (message?.text === caption) return;
	try {
		await setText({ ...message, id: messageId }, caption, await ownUser(appUser, tools), tools);
	} catch {
		await postAsVisitor(room, caption, tools);
	}
}

/** Ids of the visitor's messages with a file of that name, newest first. */
export function createFindUploads(visitorMessages: VisitorMessages): Op {
	return async (call, tools) => {
		const name = needText(call, 'name');
		const messages = await visitorMessages.newest(await visitorRoom(call, tools), tools);
		const found = messages.filter(({ fileNames }) => hasName(fileNames, name));
		return { messageIds: found.map(({ id }) => id) };
	};
}

async function bytesOf(call: Call, { read, http }: Tools): Promise<Buffer> {
	const size = call['size'];
	if (typeof size === 'number' && size > MAX_BYTES)
		throw new Refused('unsupported', `The app takes files up to ${MAX_BYTES} bytes.`);
	const ticket = needText(call, 'ticket');
	const bytes = await createDaemon(http, await readSettings(read)).fetchFile(ticket);
	if (bytes === undefined) throw new Refused('file-gone', 'The ticket opened nothing.');
	return bytes;
}

/** The id of the upload. */
async function send(
	call: Call,
	room: ILivechatRoom,
	bytes: Buffer,
	{ modify }: Tools,
): Promise<string> {
	try {
		const upload: unknown = await modify
			.getCreator()
			.getUploadCreator()
			.uploadBuffer(bytes, {
				filename: needText(call, 'name'),
				room,
				visitorToken: room.visitor.token,
			});
		const id = textOf(fieldsOf(upload)['id']);
		if (id === '') throw permissionMissing('upload.write');
		return id;
	} catch (error) {
		const refusal = refusalOf(error);
		// Whatever else is "not allowed" here is the upload itself.
		if (refusal?.code === 'not-allowed')
			throw new Refused('file-refused', refusal.message, { cause: error });
		throw error;
	}
}

/** The bytes are there, their message was not found: it may come yet. Answered 500. */
class UploadWithoutMessage extends Error {
	override readonly name = 'UploadWithoutMessage';
	override readonly message = 'upload-without-message';
}

function hasName(names: readonly string[], name: string): boolean {
	return names.some((one) => one.normalize('NFC') === name.normalize('NFC'));
}
