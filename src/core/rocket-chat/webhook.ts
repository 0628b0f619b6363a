import { RefusedError } from '../domain/errors.js';
import { asRcMessageId, asRoomId, asVisitorToken, VISITOR_TOKEN_PREFIX } from '../domain/ids.js';
import { agentFiles, foreignMedia } from './agent-files.js';
import type { AgentMessage, RocketChatEvent } from './events.js';
import { splitQuoteLinks } from './quote-link.js';
import { asObject, objectsOf, textOf } from './wire.js';
import type { WireObject } from './wire.js';

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
	const type = textOf(event, 'type');
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
export function parseAgentMessage(payload: WireObject): AgentMessage {
	const messageId = textOf(payload, '_id');
	if (messageId === '') throw malformed('has a message without the field "_id"');
	const { text, quotedId } = splitQuoteLinks(textOf(payload, 'msg'));
	const author = asObject(payload['u']);
	return {
		messageId: asRcMessageId(messageId),
		text: [text, ...foreignMedia(payload, text)].filter((line) => line !== '').join('\n'),
		files: agentFiles(payload),
		quotedId,
		agentUserId: textOf(payload, 'agentId') || textOf(author, '_id'),
		agentUsername: usernameOf(payload),
		isEdit: hasValue(payload, 'editedAt'),
	};
}

function parseMessages(event: WireObject): RocketChatEvent {
	const visitor = asObject(event['visitor']);
	const visitorToken = textOf(visitor, 'token');
	if (visitorToken === '') throw malformed('has no field "visitor.token"');
	if (!visitorToken.startsWith(VISITOR_TOKEN_PREFIX)) return foreignVisitor();
	if (!Array.isArray(event['messages'])) throw malformed('has no list "messages"');
	const payloads = event['messages'].map(toMessageObject);
	const reasons = payloads.map((payload) => reasonToLeaveOut(payload, visitor));
	const kept = payloads.filter((_, index) => reasons[index] === undefined);
	const [first] = kept;
	if (first === undefined) return ignored(reasons[0] ?? 'there is no message in it');
	const roomId = textOf(first, 'rid') || textOf(event, '_id');
	if (roomId === '') throw malformed('has neither "rid" in its message nor "_id"');
	return {
		kind: 'agent-messages',
		visitorToken: asVisitorToken(visitorToken),
		roomId: asRoomId(roomId),
		messages: kept.map((payload) => ({ message: parseAgentMessage(payload), payload })),
	};
}

/** `LivechatSession` is sent when a room was closed; its messages were all sent before. */
function parseClosing(event: WireObject): RocketChatEvent {
	const visitorToken = textOf(asObject(event['visitor']), 'token');
	if (!visitorToken.startsWith(VISITOR_TOKEN_PREFIX)) return foreignVisitor();
	const roomId = textOf(event, '_id') || textOf(objectsOf(event['messages'])[0], 'rid');
	if (roomId === '') return ignored('the closed room is not named');
	return {
		kind: 'room-closed',
		visitorToken: asVisitorToken(visitorToken),
		roomId: asRoomId(roomId),
	};
}

function toMessageObject(value: unknown): WireObject {
	const message = asObject(value);
	if (textOf(message, '_id') === '' || message === undefined) {
		throw malformed('has a message without the field "_id"');
	}
	return message;
}

/** Why a message must not go to the customer; undefined for an agent's own words. */
function reasonToLeaveOut(
	message: WireObject,
	visitor: WireObject | undefined,
): string | undefined {
	const username = usernameOf(message);
	if (textOf(message, '_id').startsWith(NOTICE_ID_PREFIX)) return 'it is a notice of the bridge';
	if (textOf(message, 't') !== '') return 'it is a system message';
	if (message['closingMessage'] === true) return 'it is the closing comment';
	const isByVisitor = username !== '' && username === textOf(visitor, 'username');
	return textOf(message, 'agentId') === '' || isByVisitor ? 'the visitor wrote it' : undefined;
}

function usernameOf(message: WireObject): string {
	return textOf(asObject(message['u']), 'username') || textOf(message, 'username');
}

function hasValue(object: WireObject, field: string): boolean {
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
