import { asChatId, asWaMessageId } from '../domain/ids.js';
import { asObject, firstTextAt, numberAt, objectAt, parseJson, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import { kindOf, TEXTS } from './quote.js';
import type { SentMessage } from './types.js';

const FILES = ['imageMessage', 'videoMessage', 'audioMessage', 'documentMessage', 'stickerMessage'];

/**
 * An entry of showMessagesQueue: `{typeMessage, chatId, message|fileName}` (documentation of 2023) or
 * `{messageID|messagesIDs, type, body}` (green-api/green-api-chat, the SDKs), where `body` is the request, as an object
 * or as JSON text. An entry with several ids is several messages; one without a chat is none.
 */
export function readQueued(entry: JsonObject): readonly SentMessage[] {
	const body = asObject(entry['body']) ?? asObject(parseJson(textAt(entry, 'body')));
	const chatId = textAt(entry, 'chatId') || textAt(body, 'chatId');
	if (chatId === '') return [];
	const message = {
		chatId: asChatId(chatId),
		text: readText(entry) || readText(body),
		fileName: textAt(entry, 'fileName') || textAt(body, 'fileName') || undefined,
		sentAt: undefined,
	};
	const ids = queuedIds(entry);
	if (ids.length === 0) return [{ ...message, messageId: undefined }];
	return ids.map((id) => ({ ...message, messageId: asWaMessageId(id) }));
}

function queuedIds(entry: JsonObject): readonly string[] {
	const several: unknown = entry['messagesIDs'];
	const one = firstTextAt(entry, 'messageID', 'idMessage');
	const ids: readonly unknown[] = Array.isArray(several) ? several : [one];
	return ids.filter((id): id is string => typeof id === 'string' && id !== '');
}

/**
 * An entry of lastOutgoingMessages (docs: journals/LastOutgoingMessages); undefined when it is not one that the bridge
 * can have sent: written on the phone, or a location, a poll, a reaction.
 */
export function readJournaled(entry: JsonObject): SentMessage | undefined {
	const chatId = textAt(entry, 'chatId');
	const messageId = textAt(entry, 'idMessage');
	const isIncoming = textAt(entry, 'type') === 'incoming';
	if (chatId === '' || messageId === '' || isIncoming) return undefined;
	const kind = kindOf(textAt(entry, 'typeMessage'));
	const isFile = FILES.includes(kind);
	const isOther = kind !== '' && !isFile && !TEXTS.includes(kind);
	if (isOther || entry['sendByApi'] === false) return undefined;
	const seconds = numberAt(entry, 'timestamp');
	return {
		messageId: asWaMessageId(messageId),
		chatId: asChatId(chatId),
		text: readText(entry),
		fileName: textAt(entry, 'fileName') || undefined,
		isFile: kind === '' ? undefined : isFile,
		sentAt: seconds === undefined ? undefined : seconds * 1000,
	};
}

function readText(entry: JsonObject | undefined): string {
	return (
		firstTextAt(entry, 'textMessage', 'message', 'caption') ||
		textAt(objectAt(entry, 'extendedTextMessage'), 'text') ||
		textAt(objectAt(entry, 'extendedTextMessageData'), 'text')
	);
}
