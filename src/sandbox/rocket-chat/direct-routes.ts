import { asObject, asText, type WireObject } from '../read.js';
import { invalidParams, meteorError } from './refusals.js';
import type { Route, RouteCall } from './router.js';
import type { DirectRoom, Message, User } from './types.js';
import { storeDirect, userAuthor, type Workspace } from './workspace.js';

/** Direct messages between users (developer.rocket.chat/apidocs/create-dm). */
export function directRoutes(workspace: Workspace): readonly Route[] {
	return [
		{
			verb: 'post',
			path: '/api/v1/im.create',
			access: 'user',
			handle: (call) => createRoom(workspace, call),
		},
	];
}

async function createRoom(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const { username } = asObject(await call.json());
	if (typeof username !== 'string') throw invalidParams(`must have required property 'username'`);
	const other = workspace.usersByName.get(username);
	const caller = call.user;
	if (other === undefined || caller === undefined)
		throw meteorError('error-invalid-user', 'Invalid user');
	const { rid, usernames } = directRoomOf(workspace, caller, other);
	return { room: { t: 'd', rid, usernames } };
}

/** The room of two users, made when there is none. */
export function directRoomOf(workspace: Workspace, one: User, other: User): DirectRoom {
	// Both users' ids, in a fixed order, name the room.
	const rid = [...new Set([one._id, other._id])].sort().join('');
	const usernames = [...new Set([one.username, other.username])];
	const room = workspace.directRooms.get(rid) ?? { rid, usernames, messages: [] };
	workspace.directRooms.set(rid, room);
	return room;
}

/** Stores a direct message. The Omnichannel webhook knows no such rooms. */
export function storeDirectMessage(
	workspace: Workspace,
	room: DirectRoom,
	{ user }: RouteCall,
	fresh: WireObject,
): Message {
	if (user === undefined) throw meteorError('error-not-allowed', 'Not allowed');
	const { _id, msg } = { _id: asText(fresh['_id']), msg: asText(fresh['msg']) };
	return storeDirect(workspace, room, { _id, from: 'user', msg, u: userAuthor(user) });
}
