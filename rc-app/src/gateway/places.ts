import type { ILivechatRoom, IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { AppUser } from '../app-user';
import { fieldsOf } from '../fields';
import { isRemoved } from '../events/filter';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import { needText } from './call';
import type { Call } from './call';
import { permissionMissing, Refused } from './refused';

/*
 * A missing permission and something that does not exist both look like "nothing". So that the daemon does not take the
 * first for the second, each look-up here tries something that is never nothing with the permission.
 */

/** The visitor of that token. Throws Refused `visitor-unknown`. */
export async function visitorOf(token: string, { read }: Tools): Promise<IVisitor> {
	const visitor = await read.getLivechatReader().getLivechatVisitorByToken(token);
	// The daemon registers the visitor then, and learns there whether a permission is missing.
	if (visitor == null) throw new Refused('visitor-unknown', 'There is no visitor of that token.');
	return visitor;
}

/** The visitor's open rooms. Throws Refused `permission-missing`. */
export async function openRooms(
	visitor: Pick<IVisitor, 'token'>,
	{ read }: Tools,
): Promise<readonly ILivechatRoom[]> {
	const rooms: unknown = await read
		.getLivechatReader()
		.getLivechatRooms({ name: '', username: '', ...visitor });
	if (!Array.isArray(rooms)) throw permissionMissing('livechat-room.read');
	return (rooms as ILivechatRoom[]).filter(({ isOpen }) => isOpen);
}

/**
 * The open room that a call speaks of, of its visitor. Throws Refused `room-gone`: posting into a closed room would open
 * another one, and nobody would know.
 */
export async function visitorRoom(call: Call, tools: Tools): Promise<ILivechatRoom> {
	const token = needText(call, 'visitorToken');
	const roomId = needText(call, 'roomId');
	const room = await orUndefined(() => tools.read.getRoomReader().getById(roomId));
	const found = (room ?? (await openRooms({ token }, tools)).find(({ id }) => id === roomId)) as
		ILivechatRoom | undefined;
	const isTheirs = found !== undefined && fieldsOf(found.visitor)['token'] === token;
	if (!isTheirs || !found.isOpen)
		throw new Refused('room-gone', 'The room is closed, unknown, or another visitor’s.');
	return found;
}

/** Any room. Throws Refused `room-gone` or `permission-missing`. */
export async function roomOf(roomId: string, { read }: Tools): Promise<IRoom> {
	const room = await read.getRoomReader().getById(roomId);
	if (room != null) return room;
	// Members of an unknown room are an empty list; without the permission there is no list.
	const members: unknown = await read.getRoomReader().getMembers(roomId);
	if (!Array.isArray(members)) throw permissionMissing('room.read');
	throw new Refused('room-gone', 'There is no such room.');
}

/** A message of that room that nobody has deleted. Throws Refused `message-unknown` or `permission-missing`. */
export async function messageOf(
	messageId: string,
	roomId: string,
	tools: Tools,
): Promise<IMessage> {
	const message = await tools.read.getMessageReader().getById(messageId);
	if (message?.room.id === roomId && !isRemoved(message)) return message;
	if (message == null && !(await mayReadMessages(roomId, tools)))
		throw permissionMissing('message.read');
	throw new Refused('message-unknown', 'There is no such message in that room.');
}

/** Whether a message that surely exists can be read. True, too, where there is none to try it with. */
async function mayReadMessages(roomId: string, { read }: Tools): Promise<boolean> {
	const messages: unknown = await orUndefined(() =>
		read.getRoomReader().getMessages(roomId, { limit: 1, sort: { createdAt: 'desc' } }),
	);
	const id = Array.isArray(messages) ? fieldsOf(messages[0])['id'] : undefined;
	if (typeof id !== 'string') return true;
	return (await read.getMessageReader().getById(id)) != null;
}

/** The app's own user. Throws Refused `permission-missing`. */
export async function ownUser(appUser: AppUser, { read }: Tools): Promise<IUser> {
	const user = await appUser.find(read);
	if (user === undefined) throw permissionMissing('user.read');
	return user;
}
