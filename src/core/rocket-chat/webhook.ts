import { RefusedError } from '../domain/errors.js';
import { asRcMessageId, asRoomId, asVisitorToken, VISITOR_TOKEN_PREFIX } from '../domain/ids.js';
import { agentFiles, foreignMedia } from './agent-files.js';
import type { AgentMessage, RocketChatEvent } from './events.js';
import { splitQuoteLinks } from './quote-link.js';
import { asObject, objectsOf, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';

/** Messages that the bridge itself wrote for the agents have ids that begin like this; they never go to a customer. */
export const NOTICE_ID_PREFIX = 'garc-';

/**
 * Reads a call of the Rocket.Chat app or of Rocket.Chat's Omnichannel webhook; both send the same form. Everything that
 * is not an agent's message or the end of a conversation is `ignored` with the reason. Throws RefusedError
 * `malformed-body` (400), naming the field, when a message can't be read at all.
 * Source: RocketChat/Rocket.Chat apps/meteor/app/livechat/server/hooks/sendToCRM.ts (6.8).
 */
export function parseRocketChatWebhook(body: unknown): RocketChatEvent {
	const event = asObject(body);
	if (event === undefined) throw malformed('is not a JSON object');
	const type = textAt(event, 'type');
	switch (type.toLowerCase()) {
		case 'message':
			return parseMessages(event);
		case 'livechatsession':
			return parseClosing(event);
		default:
			return ignored(`nothing to do for an event of the type ${shownType(type)}`);
	}
}

/**
 * An agent's message as the webhook carries it (and as the ledger stores it): the text without the link of a quote.
 * Throws RefusedError `malformed-body` without an `_id`.
 */
export function parseAgentMessage(payload: JsonObject): AgentMessage {
	const messageId = textAt(payload, '_id');
	if (messageId === '') throw malformed('has a message without the field "_id"');
	const { text, quotedId } = splitQuoteLinks(textAt(payload, 'msg'));
	const author = asObject(payload['u']);
	return {
		messageId: asRcMessageId(messageId),
		text: [text, ...foreignMedia(payload, text)].filter((line) => line !== '').join('\n'),
		files: agentFiles(payload),
		quotedId,
		agentUserId: textAt(payload, 'agentId') || textAt(author, '_id'),
		agentUsername: usernameOf(payload),
		isEdit: hasValue(payload, 'editedAt'),
	};
}

function parseMessages(event: JsonObject): RocketChatEvent {
	const visitor = asObject(event['visitor']);
	const visitorToken = textAt(visitor, 'token');
	if (visitorToken === '') throw malformed('has no field "visitor.token"');
	if (!visitorToken.startsWith(VISITOR_TOKEN_PREFIX)) return foreignVisitor();
	if (!Array.isArray(event['messages'])) throw malformed('has no list "messages"');
	const payloads = event['messages'].map(toMessageObject);
	const reasons = payloads.map((payload) => reasonToLeaveOut(payload, visitor));
	const kept = payloads.filter((_, index) => reasons[index] === undefined);
	const [first] = kept;
	if (first === undefined) return ignored(reasons[0] ?? 'there is no message in it');
	const roomId = textAt(first, 'rid') || textAt(event, '_id');
	if (roomId === '') throw malformed('has neither "rid" in its message nor "_id"');
	return {
		kind: 'agent-messages',
		// The app writes the type in lower case, Rocket.Chat's Omnichannel webhook as `Message`.
		showsAnswer: event['type'] !== 'Message',
		visitorToken: asVisitorToken(visitorToken),
		roomId: asRoomId(roomId),
		messages: kept.map((payload) => ({ message: parseAgentMessage(payload), payload })),
	};
}

/** `LivechatSession` is sent when a room was closed; its messages were all sent before. */
function parseClosing(event: JsonObject): RocketChatEvent {
	const visitorToken = textAt(asObject(event['visitor']), 'token');
	if (!visitorToken.startsWith(VISITOR_TOKEN_PREFIX)) return foreignVisitor();
	const roomId = textAt(event, '_id') || textAt(objectsOf(event['messages'])[0], 'rid');
	if (roomId === '') return ignored('the closed room is not named');
	return {
		kind: 'room-closed',
		visitorToken: asVisitorToken(visitorToken),
		roomId: asRoomId(roomId),
	};
}

function toMessageObject(value: unknown): JsonObject {
	const message = asObject(value);
	if (textAt(message, '_id') === '' || message === undefined) {
		throw malformed('has a message without the field "_id"');
	}
	return message;
}

/** Why a message must not go to the customer; undefined for an agent's own words. */
function reasonToLeaveOut(
	message: JsonObject,
	visitor: JsonObject | undefined,
): string | undefined {
	const username = usernameOf(message);
	if (textAt(message, '_id').startsWith(NOTICE_ID_PREFIX)) return 'it is a notice of the bridge';
	if (textAt(message, 't') !== '') return 'it is a system message';
	if (message['closingMessage'] === true) return 'it is the closing comment';
	const isByVisitor = username !== '' && username === textAt(visitor, 'username');
	return textAt(message, 'agentId') === '' || isByVisitor ? 'the visitor wrote it' : undefined;
}

function usernameOf(message: JsonObject): string {
	return textAt(asObject(message['u']), 'username') || textAt(message, 'username');
}

function hasValue(object: JsonObject, field: string): boolean {
	return object[field] !== undefined && object[field] !== null;
}

function ignored(reason: string): RocketChatEvent {
	return { kind: 'ignored', reason };
}

function foreignVisitor(): RocketChatEvent {
	return ignored('the visitor does not belong to the bridge');
}

/** Event types are names; anything else is not worth repeating in a log. */
function shownType(type: string): string {
	return /^\w{1,40}$/.test(type) ? type : 'unknown';
}

function malformed(what: string): RefusedError {
	return new RefusedError(`The body ${what}`, {
		code: 'malformed-body',
		help: 'Send the body of Rocket.Chat’s Omnichannel webhook, or of the app, unchanged.',
		status: 400,
	});
}
