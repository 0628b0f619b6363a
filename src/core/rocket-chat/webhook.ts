import { asRcMessageId, asRoomId, asVisitorToken, VISITOR_TOKEN_PREFIX } from '../domain/ids.js';
import { asObject, objectsOf, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import { agentFiles, foreignMedia } from './agent-files.js';
import {
	foreignVisitor,
	ignored,
	malformed,
	readEnvelope,
	usernameOf,
	whyNotSpoken,
} from './envelope.js';
import type { AgentMessage, RocketChatEvent, RoomServed } from './events.js';
import { parseDeletion, parseReaction } from './follow-ups.js';
import { splitQuoteLinks } from './quote-link.js';

/**
 * Reads a call of the Rocket.Chat app or of Rocket.Chat's Omnichannel webhook; both send the same form (docs/protocol.md).
 * Everything that is nothing of an agent's doing, nor about who serves a conversation, or its end, is `ignored` with the reason. Throws
 * RefusedError `malformed-body` (400), naming the field, when a call about a message can't be read at all.
 * Source: RocketChat/Rocket.Chat apps/meteor/app/livechat/server/hooks/sendToCRM.ts (6.8).
 */
export function parseRocketChatWebhook(body: unknown): RocketChatEvent {
	const event = asObject(body);
	if (event === undefined) throw malformed('is not a JSON object');
	const type = textAt(event, 'type');
	switch (type.toLowerCase()) {
		case 'message':
			return parseMessages(event, { areEdits: false });
		case 'message-edited':
			return parseMessages(event, { areEdits: true });
		case 'message-deleted':
			return parseDeletion(event);
		case 'message-reaction':
			return parseReaction(event);
		case 'livechatsession':
			return parseSession(event, (room) => ({ kind: 'room-closed', ...room }));
		case 'livechatsessiontaken':
		case 'livechatsessionforwarded':
			return parseSession(event, (room) => ({
				kind: 'room-served',
				...room,
				agent: agentOf(event),
			}));
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
	const { text, quotedId } = splitQuoteLinks(writtenText(payload));
	const author = asObject(payload['u']);
	const writtenAt = Date.parse(textAt(payload, 'ts'));
	return {
		messageId: asRcMessageId(messageId),
		text: [text, ...foreignMedia(payload, text)].filter((line) => line !== '').join('\n'),
		files: agentFiles(payload),
		quotedId,
		agentUserId: textAt(payload, 'agentId') || textAt(author, '_id'),
		agentUsername: usernameOf(payload),
		agentName: textAt(author, 'name'),
		writtenAt: Number.isNaN(writtenAt) ? undefined : writtenAt,
		isEdit: hasValue(payload, 'editedAt'),
		editedAt: textAt(payload, 'editedAt'),
	};
}

/** Where an app posted only buttons and the like, the webhook writes their JSON into `msg`: nobody wrote that. */
function writtenText(payload: JsonObject): string {
	const text = textAt(payload, 'msg');
	return text !== '' && text === JSON.stringify(payload['blocks']) ? '' : text;
}

function parseMessages(
	event: JsonObject,
	{ areEdits }: { readonly areEdits: boolean },
): RocketChatEvent {
	const envelope = readEnvelope(event, whyNotByAgent);
	if ('kind' in envelope) return envelope;
	const { messages, ...room } = envelope;
	return {
		kind: 'agent-messages',
		// The app writes the type in lower case, Rocket.Chat's Omnichannel webhook as `Message`.
		showsAnswer: event['type'] !== 'Message',
		...room,
		messages: messages.map((payload) => {
			const message = parseAgentMessage(payload);
			return { message: areEdits ? { ...message, isEdit: true } : message, payload };
		}),
	};
}

/**
 * What happened to a room as a whole. `LivechatSession` is sent when it was closed (its messages were all sent before),
 * `…Taken` when an agent was assigned, `…Forwarded` when it was handed on, to a department perhaps: then without an agent.
 */
function parseSession(
	event: JsonObject,
	toEvent: (room: Pick<RoomServed, 'visitorToken' | 'roomId'>) => RocketChatEvent,
): RocketChatEvent {
	const visitorToken = textAt(asObject(event['visitor']), 'token');
	if (!visitorToken.startsWith(VISITOR_TOKEN_PREFIX)) return foreignVisitor();
	const roomId = textAt(event, '_id') || textAt(objectsOf(event['messages'])[0], 'rid');
	if (roomId === '') return ignored('the room is not named');
	return toEvent({ visitorToken: asVisitorToken(visitorToken), roomId: asRoomId(roomId) });
}

function agentOf(event: JsonObject): RoomServed['agent'] {
	const agent = asObject(event['agent']);
	const userId = textAt(agent, '_id');
	return userId === ''
		? undefined
		: { userId, name: textAt(agent, 'name') || textAt(agent, 'username') };
}

/** Why a message must not go to the customer; undefined for an agent's own words. */
function whyNotByAgent(message: JsonObject, visitor: JsonObject | undefined): string | undefined {
	const reason = whyNotSpoken(message, visitor);
	return reason ?? (textAt(message, 'agentId') === '' ? 'the visitor wrote it' : undefined);
}

function hasValue(object: JsonObject, field: string): boolean {
	return object[field] !== undefined && object[field] !== null;
}

/** Event types are names; anything else is not worth repeating in a log. */
function shownType(type: string): string {
	return /^[\w-]{1,40}$/.test(type) ? type : 'unknown';
}
