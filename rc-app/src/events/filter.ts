import { fieldsOf, isoOf, textOf } from '../fields';
import type { Fields } from '../fields';

/** Visitors of the bridge have tokens that begin so (docs/protocol.md). */
export const VISITOR_PREFIX = 'greenapi:';
/** The bridge's own notices have ids that begin so. */
const NOTICE_PREFIX = 'garc-';

/** Whether an Omnichannel room is one of the bridge's. */
export function isBridgeRoom(room: unknown): boolean {
	const { type, visitor } = fieldsOf(room);
	return type === 'l' && textOf(fieldsOf(visitor)['token']).startsWith(VISITOR_PREFIX);
}

/** Whether the visitor wrote that message: it holds a token, or its sender is the room's visitor. */
export function isByVisitor(message: unknown, room: unknown): boolean {
	const fields = fieldsOf(message);
	if (textOf(fields['token']) !== '' || textOf(unmapped(fields)['token']) !== '') return true;
	const visitor = fieldsOf(fieldsOf(room)['visitor']);
	const sender = fieldsOf(fields['sender']);
	return isSame(sender['id'], visitor['id']) || isSame(sender['username'], visitor['username']);
}

/** Whether people wrote it: system messages have a type, and the bridge's notices an id of ours. */
export function isWritten(message: unknown): boolean {
	const fields = fieldsOf(message);
	const type = textOf(fields['type']) || textOf(fields['t']) || textOf(unmapped(fields)['t']);
	return type === '' && !textOf(fields['id']).startsWith(NOTICE_PREFIX);
}

/**
 * Whether a message was deleted, and Rocket.Chat keeps it all the same: with Message_ShowDeletedStatus as one of the type "rm",
 * with Message_KeepHistory as it was, but hidden (RocketChat/Rocket.Chat apps/meteor/app/lib/server/functions/deleteMessage.ts).
 */
export function isRemoved(message: unknown): boolean {
	const fields = fieldsOf(message);
	const rest = unmapped(fields);
	const type = textOf(fields['type']) || textOf(fields['t']) || textOf(rest['t']);
	return type === 'rm' || fields['_hidden'] === true || rest['_hidden'] === true;
}

/** Whether a user is the app's own one. */
export type IsOwn = (user: unknown) => boolean;

/** Whether a message is an agent's own words: not the visitor's, not the app's, not Rocket.Chat's. */
export function isByAgent(message: unknown, room: unknown, isOwn: IsOwn): boolean {
	const { sender } = fieldsOf(message);
	return isSomebody(sender) && !isOwn(sender) && isWritten(message) && !isByVisitor(message, room);
}

/** When an agent edited a message; undefined for changes that nobody made, such as the preview of a link. */
export function editedAt(message: unknown, isOwn: IsOwn): string | undefined {
	const { editor, editedAt: at } = fieldsOf(message);
	return isSomebody(editor) && !isOwn(editor) ? isoOf(at) : undefined;
}

/** Who has an id: a user of Rocket.Chat, or a visitor. */
export function isSomebody(user: unknown): boolean {
	return textOf(fieldsOf(user)['id']) !== '';
}

export function unmapped(fields: Fields): Fields {
	return fieldsOf(fields['_unmappedProperties_']);
}

function isSame(one: unknown, other: unknown): boolean {
	return typeof one === 'string' && one !== '' && one === other;
}
