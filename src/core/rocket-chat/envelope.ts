import { RefusedError } from '../domain/errors.js';
import { asRoomId, asVisitorToken, VISITOR_TOKEN_PREFIX } from '../domain/ids.js';
import type { RoomId, VisitorToken } from '../domain/ids.js';
import { asObject, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import type { RocketChatEvent } from './events.js';

/** Messages that the bridge itself wrote for the agents have ids that begin like this; they never go to a customer. */
export const NOTICE_ID_PREFIX = 'garc-';

/** The user that Rocket.Chat makes for the bridge's app (its nameSlug): what the app writes there is not an agent's. */
const APP_USERNAME = 'greenapi-rc.bot';

/** What every call about messages has around it, and those of its messages that may concern the customer. */
export type Envelope = {
	readonly visitorToken: VisitorToken;
	readonly roomId: RoomId;
	readonly messages: readonly JsonObject[];
};

type Ignored = Extract<RocketChatEvent, { kind: 'ignored' }>;

/**
 * Reads the envelope, without the messages that `leaveOut` has a reason for; `ignored` when none is left or the visitor
 * is not the bridge's. Throws RefusedError `malformed-body`, naming the field, when something is missing.
 */
export function readEnvelope(
	event: JsonObject,
	leaveOut: (message: JsonObject, visitor: JsonObject | undefined) => string | undefined,
): Envelope | Ignored {
	const visitor = asObject(event['visitor']);
	const visitorToken = textAt(visitor, 'token');
	if (visitorToken === '') throw malformed('has no field "visitor.token"');
	if (!visitorToken.startsWith(VISITOR_TOKEN_PREFIX)) return foreignVisitor();
	if (!Array.isArray(event['messages'])) throw malformed('has no list "messages"');
	const messages = event['messages'].map(toMessageObject);
	const reasons = messages.map((message) => leaveOut(message, visitor));
	const kept = messages.filter((_, index) => reasons[index] === undefined);
	const [first] = kept;
	if (first === undefined) return ignored(reasons[0] ?? 'there is no message in it');
	const roomId = textAt(first, 'rid') || textAt(event, '_id');
	if (roomId === '') throw malformed('has neither "rid" in its message nor "_id"');
	return { visitorToken: asVisitorToken(visitorToken), roomId: asRoomId(roomId), messages: kept };
}

/** Why a message is none that people wrote to the customer; undefined when that is not known of it. */
export function whyNotSpoken(
	message: JsonObject,
	visitor: JsonObject | undefined,
): string | undefined {
	const username = usernameOf(message);
	if (textAt(message, '_id').startsWith(NOTICE_ID_PREFIX)) return 'it is a notice of the bridge';
	if (username === APP_USERNAME) return 'it is a notice of the bridge';
	if (textAt(message, 't') !== '') return 'it is a system message';
	if (message['closingMessage'] === true) return 'it is the closing comment';
	const isByVisitor = username !== '' && username === textAt(visitor, 'username');
	return isByVisitor ? 'the visitor wrote it' : undefined;
}

export function usernameOf(message: JsonObject): string {
	return textAt(asObject(message['u']), 'username') || textAt(message, 'username');
}

export function ignored(reason: string): Ignored {
	return { kind: 'ignored', reason };
}

export function foreignVisitor(): Ignored {
	return ignored('the visitor does not belong to the bridge');
}

export function malformed(what: string): RefusedError {
	return new RefusedError(`The body ${what}.`, {
		code: 'malformed-body',
		help: 'Send the body of Rocket.Chat’s Omnichannel webhook, or of the app, unchanged.',
		status: 400,
	});
}

function toMessageObject(value: unknown): JsonObject {
	const message = asObject(value);
	if (textAt(message, '_id') === '' || message === undefined) {
		throw malformed('has a message without the field "_id"');
	}
	return message;
}
