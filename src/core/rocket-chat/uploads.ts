import { asRcMessageId } from '../domain/ids.js';
import type { RcMessageId, VisitorToken } from '../domain/ids.js';
import { asObject, objectsOf, textOf } from './wire.js';
import type { WireObject } from './wire.js';

/**
 * The visitor's messages of a room's history that carry a file of exactly that name, newest first. Versions differ in
 * what a message of the history tells of its author, so a message that tells nothing may count as the visitor's.
 */
export function uploadsNamed(
	history: readonly WireObject[],
	visitorToken: VisitorToken,
	fileName: string,
): readonly RcMessageId[] {
	const visitorIds = visitorUserIds(history, visitorToken);
	return history
		.filter((message) => isByVisitor(message, visitorToken, visitorIds))
		.filter((message) => fileNames(message).some((name) => isSameName(name, fileName)))
		.toSorted((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1))
		.map((message) => asRcMessageId(textOf(message, '_id')))
		.filter((id) => id !== '');
}

/** Who the visitor is among the authors: the one who holds the token, or who started the conversation. */
function visitorUserIds(
	history: readonly WireObject[],
	visitorToken: VisitorToken,
): ReadonlySet<string> {
	const own = history.filter(
		(message) =>
			textOf(message, 'token') === visitorToken || textOf(message, 't') === 'livechat-started',
	);
	return new Set(own.map(authorId).filter((id) => id !== ''));
}

function isByVisitor(
	message: WireObject,
	visitorToken: VisitorToken,
	visitorIds: ReadonlySet<string>,
): boolean {
	const token = textOf(message, 'token');
	if (token !== '') return token === visitorToken;
	return visitorIds.size === 0 || visitorIds.has(authorId(message));
}

function authorId(message: WireObject): string {
	return textOf(asObject(message['u']), '_id');
}

function fileNames(message: WireObject): readonly string[] {
	return [
		textOf(asObject(message['file']), 'name'),
		...objectsOf(message['files']).map((file) => textOf(file, 'name')),
		...objectsOf(message['attachments']).map((attachment) => textOf(attachment, 'title')),
	];
}

function isSameName(one: string, other: string): boolean {
	return one.normalize('NFC') === other.normalize('NFC');
}

function timeOf(message: WireObject): string {
	return textOf(message, 'ts');
}
