import { asRcMessageId } from '../domain/ids.js';
import type { RcMessageId, VisitorToken } from '../domain/ids.js';
import { asObject, objectsOf, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';

/**
 * The visitor's messages of a room's history that carry a file of exactly that name, newest first. Versions differ in
 * what a message of the history tells of its author, so a message that tells nothing may count as the visitor's.
 */
export function uploadsNamed(
	history: readonly JsonObject[],
	visitorToken: VisitorToken,
	fileName: string,
): readonly RcMessageId[] {
	return idsOf(
		messagesOfVisitor(history, visitorToken).filter((message) =>
			fileNames(message).some((name) => isSameName(name, fileName)),
		),
	);
}

/** The visitor's messages of a room's history that say exactly that text, since then (epoch milliseconds), newest first. */
export function textsPosted(
	history: readonly JsonObject[],
	visitorToken: VisitorToken,
	{ text, since }: { readonly text: string; readonly since: number },
): readonly RcMessageId[] {
	return idsOf(
		messagesOfVisitor(history, visitorToken).filter(
			(message) =>
				comparable(textAt(message, 'msg')) === comparable(text) &&
				!(Date.parse(timeOf(message)) < since),
		),
	);
}

function messagesOfVisitor(
	history: readonly JsonObject[],
	visitorToken: VisitorToken,
): readonly JsonObject[] {
	const visitorIds = visitorUserIds(history, visitorToken);
	return history.filter((message) => isByVisitor(message, visitorToken, visitorIds));
}

function idsOf(messages: readonly JsonObject[]): readonly RcMessageId[] {
	return messages
		.toSorted((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1))
		.map((message) => asRcMessageId(textAt(message, '_id')))
		.filter((id) => id !== '');
}

/** Rocket.Chat takes spaces at the ends away. */
function comparable(text: string): string {
	return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

/** Who the visitor is among the authors: the one who holds the token, or who started the conversation. */
function visitorUserIds(
	history: readonly JsonObject[],
	visitorToken: VisitorToken,
): ReadonlySet<string> {
	const own = history.filter(
		(message) =>
			textAt(message, 'token') === visitorToken || textAt(message, 't') === 'livechat-started',
	);
	return new Set(own.map(authorId).filter((id) => id !== ''));
}

function isByVisitor(
	message: JsonObject,
	visitorToken: VisitorToken,
	visitorIds: ReadonlySet<string>,
): boolean {
	const token = textAt(message, 'token');
	if (token !== '') return token === visitorToken;
	return visitorIds.size === 0 || visitorIds.has(authorId(message));
}

function authorId(message: JsonObject): string {
	return textAt(asObject(message['u']), '_id');
}

function fileNames(message: JsonObject): readonly string[] {
	return [
		textAt(asObject(message['file']), 'name'),
		...objectsOf(message['files']).map((file) => textAt(file, 'name')),
		...objectsOf(message['attachments']).map((attachment) => textAt(attachment, 'title')),
	];
}

function isSameName(one: string, other: string): boolean {
	return one.normalize('NFC') === other.normalize('NFC');
}

function timeOf(message: JsonObject): string {
	return textAt(message, 'ts');
}
