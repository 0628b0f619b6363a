import { asChatId, asWaMessageId } from '../domain/ids.js';
import { asObject, firstTextAt, numberAt, objectAt, objectsOf, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import type {
	BlockChange,
	GreenApiEvent,
	GreenApiWebhook,
	MessageOrigin,
	QuotaExceeded,
	WhatsAppCall,
	WhatsAppMessage,
	WhatsAppReceipt,
} from './events.js';
import { kindOf, readQuote } from './quote.js';

/** Deeper nesting is cut off: no event has it, and it would overflow the stack of whoever walks the payload. */
const DEEPEST = 40;

/** Larger numbers can only be milliseconds; GREEN-API sends seconds. */
const LAST_PLAUSIBLE_SECOND = 1e11;

const ORIGINS: Readonly<Record<string, MessageOrigin>> = {
	incomingMessageReceived: 'customer',
	outgoingMessageReceived: 'phone',
	outgoingAPIMessageReceived: 'api',
};

/**
 * Parses a webhook's body, or the answer of receiveNotification (which wraps it). Undefined only when the body is no
 * JSON object; whatever else it holds is some event, and an event that lacks what its kind needs is an `other` one.
 * `now` (epoch milliseconds) stands in for a missing timestamp. Never throws.
 */
export function parseGreenApiWebhook(
	body: unknown,
	now: number = Date.now(),
): GreenApiWebhook | undefined {
	const outer = asObject(withoutThumbnails(body, 0));
	if (outer === undefined) return undefined;
	const payload = 'receiptId' in outer ? (objectAt(outer, 'body') ?? outer) : outer;
	return { idInstance: readIdInstance(payload), event: readEvent(payload, now), payload };
}

function withoutThumbnails(value: unknown, depth: number): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (depth === DEEPEST) return null;
	if (Array.isArray(value)) return value.map((item) => withoutThumbnails(item, depth + 1));
	const kept = Object.entries(value)
		.filter(([key]) => key !== 'jpegThumbnail')
		.map(([key, item]): [string, unknown] => [key, withoutThumbnails(item, depth + 1)]);
	return Object.fromEntries(kept);
}

function readIdInstance(payload: JsonObject): string | undefined {
	const id = textAt(objectAt(payload, 'instanceData'), 'idInstance').trim();
	return /^\d{1,20}$/.test(id) ? id : undefined;
}

function readEvent(payload: JsonObject, now: number): GreenApiEvent {
	const name = textAt(payload, 'typeWebhook');
	const origin = Object.hasOwn(ORIGINS, name) ? ORIGINS[name] : undefined;
	const at = readTime(payload, now);
	const event =
		origin === undefined ? readNotice(payload, name, at) : readMessage(payload, origin, at);
	return event ?? { kind: 'other', name };
}

function readTime(payload: JsonObject, now: number): number {
	const time = numberAt(payload, 'timestamp');
	if (time === undefined || time <= 0) return now;
	return Math.round(time < LAST_PLAUSIBLE_SECOND ? time * 1000 : time);
}

function readNotice(payload: JsonObject, name: string, at: number): GreenApiEvent | undefined {
	if (name === 'outgoingMessageStatus') return readReceipt(payload, at);
	if (name === 'incomingCall' || name === 'outgoingCall') return readCall(payload, name, at);
	if (name === 'incomingBlock') return readBlock(payload, at);
	if (name === 'quotaExceeded') return readQuota(payload, at);
	const state = textAt(payload, 'stateInstance');
	if (name !== 'stateInstanceChanged' || state === '') return undefined;
	return { kind: 'state', state, wid: ownId(payload), at };
}

function readReceipt(payload: JsonObject, at: number): WhatsAppReceipt | undefined {
	const messageId = textAt(payload, 'idMessage');
	const status = textAt(payload, 'status');
	if (messageId === '' || status === '') return undefined;
	const chatId = textAt(payload, 'chatId');
	return {
		kind: 'receipt',
		messageId: asWaMessageId(messageId),
		chatId: chatId === '' ? undefined : asChatId(chatId),
		status,
		description: textAt(payload, 'description'),
		at,
	};
}

/** One page names the participant of an outgoing call `id`, the official Java types `wid`. */
function readCall(payload: JsonObject, name: string, at: number): WhatsAppCall | undefined {
	const participant = objectsOf(payload['participants'])[0];
	const isIncoming = name === 'incomingCall';
	const chatId = isIncoming
		? textAt(payload, 'from')
		: firstTextAt(participant, 'id', 'wid') || textAt(payload, 'from');
	const callId = textAt(payload, 'idMessage');
	if (chatId === '' || callId === '') return undefined;
	return {
		kind: 'call',
		origin: isIncoming ? 'customer' : 'phone',
		chatId: asChatId(chatId),
		callId: asWaMessageId(callId),
		status: textAt(payload, 'status'),
		isVideo: payload['isVideo'] === true,
		durationSeconds: numberAt(payload, 'duration'),
		at,
	};
}

function readBlock(payload: JsonObject, at: number): BlockChange | undefined {
	const chatId = textAt(payload, 'chatId');
	const chatState = textAt(payload, 'chatState');
	// That a contact is not blocked any more must have been said.
	if (chatId === '' || chatState === '') return undefined;
	return { kind: 'block', chatId: asChatId(chatId), isBlocked: chatState === 'blocked', at };
}

function readQuota(payload: JsonObject, at: number): QuotaExceeded {
	const quota = objectAt(payload, 'quotaData');
	return {
		kind: 'quota',
		method: textAt(quota, 'method'),
		used: numberAt(quota, 'used'),
		total: numberAt(quota, 'total'),
		at,
	};
}

function readMessage(
	payload: JsonObject,
	origin: MessageOrigin,
	sentAt: number,
): WhatsAppMessage | undefined {
	const sender = objectAt(payload, 'senderData');
	const chatId = textAt(sender, 'chatId');
	const messageId = textAt(payload, 'idMessage');
	if (chatId === '' || messageId === '') return undefined;
	const messageData = objectAt(payload, 'messageData') ?? {};
	const senderId = textAt(sender, 'sender') || (origin === 'customer' ? chatId : ownId(payload));
	const senderName = firstTextAt(sender, 'senderContactName', 'senderName');
	const quote = readQuote(payload, messageData, (participant) =>
		participant !== '' && participant === senderId && senderName !== '' ? senderName : undefined,
	);
	return {
		kind: 'message',
		origin,
		chatId: asChatId(chatId),
		messageId: asWaMessageId(messageId),
		sentAt,
		senderId,
		senderName,
		chatName: textAt(sender, 'chatName'),
		typeMessage: kindOf(textAt(messageData, 'typeMessage')),
		data: messageData,
		...(quote === undefined ? {} : { quote }),
	};
}

function ownId(payload: JsonObject): string {
	return textAt(objectAt(payload, 'instanceData'), 'wid');
}
