import { asText, type WireObject } from '../read.js';
import { readMultipart, type UploadedFile } from '../multipart.js';
import { kindOfName } from './kinds.js';
import {
	checkedQuote,
	requiredChat,
	requiredMessage,
	requiredText,
	type Method,
	type MethodCall,
} from './method.js';
import { bodyTooLarge, validationFailed } from './refusals.js';
import type { JournalMessage } from './types.js';

const MAX_TEXT = 20_000;
const MAX_FILE = 100 * 1024 * 1024;

/** Sending, and what can be done with a sent message (reference 5.2, 5.3). */
export const SENDING_METHODS: Readonly<Record<string, Method>> = {
	sendMessage: { verb: 'POST', needsAccount: true, limit: 50, run: sendMessage },
	sendFileByUpload: { verb: 'POST', needsAccount: true, limit: 50, run: sendFile },
	editMessage: { verb: 'POST', needsAccount: true, limit: 1, run: editMessage },
	deleteMessage: { verb: 'POST', needsAccount: true, limit: 10, run: deleteMessage },
	sendReaction: { verb: 'POST', needsAccount: true, limit: 10, run: sendReaction },
};

async function sendMessage(call: MethodCall): Promise<WireObject> {
	const body = await call.body();
	const chatId = requiredChat(call, body);
	const text = checkedText(call, requiredText(call, body, 'message'), 'message');
	const quotedMessageId = checkedQuote(call, chatId, body['quotedMessageId']);
	const message = outgoing(call, { chatId, text, type: 'textMessage', quotedMessageId });
	call.instance.sendQueue.add(message);
	return { idMessage: message.idMessage };
}

async function sendFile(call: MethodCall): Promise<WireObject> {
	const form = await readMultipart(call.request);
	const file = form?.files.find(({ field }) => field === 'file');
	if (form === undefined || file === undefined) {
		throw validationFailed(call.request, `'file' is required`);
	}
	const fields: WireObject = Object.fromEntries(form.fields);
	const chatId = requiredChat(call, fields);
	if (file.content.size > (call.options.maxFileSize ?? MAX_FILE)) throw bodyTooLarge();
	const text = checkedText(call, asText(fields['caption']), 'caption');
	const quotedMessageId = checkedQuote(call, chatId, fields['quotedMessageId']);
	const message = fileMessage(call, { chatId, text, quotedMessageId }, file, fields['fileName']);
	call.instance.sendQueue.add(message);
	return { idMessage: message.idMessage, urlFile: message.downloadUrl };
}

function fileMessage(
	call: MethodCall,
	part: { chatId: string; text: string; quotedMessageId: string | undefined },
	file: UploadedFile,
	fileName: unknown,
): JournalMessage {
	const name = asText(fileName) === '' ? file.name : asText(fileName);
	const { type, mimeType } = kindOfName(name);
	const { content } = file;
	return {
		...outgoing(call, { ...part, type }),
		fileName: name,
		mimeType,
		size: content.size,
		sha256: content.sha256,
		downloadUrl: call.serve({ name, mimeType, content, isChunked: false }),
	};
}

function checkedText(call: MethodCall, text: string, name: string): string {
	if (text.length <= MAX_TEXT) return text;
	throw validationFailed(call.request, `'${name}' length must be at most ${MAX_TEXT} characters`);
}

function outgoing(
	{ instance }: MethodCall,
	part: Pick<JournalMessage, 'chatId' | 'text' | 'type' | 'quotedMessageId'>,
): JournalMessage {
	return {
		...part,
		direction: 'outgoing',
		isByApi: true,
		idMessage: instance.newId(),
		chatName: '',
		senderId: instance.wid,
		senderName: '',
		fileName: undefined,
		mimeType: undefined,
		size: undefined,
		sha256: undefined,
		downloadUrl: '',
		status: 'pending',
		at: Date.now(),
		isEdited: false,
		isDeleted: false,
	};
}

/** GREEN-API answers 200 also where WhatsApp refuses the change: after 15 minutes nothing changes. */
async function editMessage(call: MethodCall): Promise<WireObject> {
	const body = await call.body();
	const message = requiredMessage(call, body);
	const text = checkedText(call, requiredText(call, body, 'message'), 'message');
	const idMessage = call.instance.newId();
	if (message.isByApi && Date.now() - message.at < 15 * 60_000) {
		message.text = text;
		message.isEdited = true;
	} else {
		call.instance.report(idMessage, message.chatId, 'failed', 'message was not edited');
	}
	return { idMessage };
}

async function deleteMessage(call: MethodCall): Promise<undefined> {
	const message = requiredMessage(call, await call.body());
	if (message.isByApi) message.isDeleted = true;
	return undefined;
}

async function sendReaction(call: MethodCall): Promise<WireObject> {
	const body = await call.body();
	const { chatId, idMessage } = requiredMessage(call, body);
	if (typeof body['reaction'] !== 'string') {
		throw validationFailed(call.request, `'reaction' is required`);
	}
	call.instance.reactions.push({ chatId, idMessage, reaction: body['reaction'] });
	return { idMessage: call.instance.newId() };
}
