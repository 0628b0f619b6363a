import { asObject, asText, type WireObject } from '../read.js';
import { invalidParams, meteorError } from './refusals.js';
import type { Route, RouteCall } from './router.js';
import type { DirectRoom, Message } from './types.js';
import { userAuthor, type Workspace } from './workspace.js';

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
	// Both users' ids, in a fixed order, name the room.
	const rid = [...new Set([caller._id, other._id])].sort().join('');
	const usernames = [...new Set([caller.username, username])];
	const room = workspace.directRooms.get(rid) ?? { rid, usernames, messages: [] };
	workspace.directRooms.set(rid, room);
	return { room: { t: 'd', rid, usernames } };
}

/** Stores a direct message. Nobody is told: the Omnichannel webhook knows no such rooms. */
export function storeDirectMessage(
	workspace: Workspace,
	room: DirectRoom,
	{ user }: RouteCall,
	fresh: WireObject,
): Message {
	if (user === undefined) throw meteorError('error-not-allowed', 'Not allowed');
	const now = Date.now();
	const message: Message = {
		...{ _id: asText(fresh['_id']), rid: room.rid, from: 'user', msg: asText(fresh['msg']) },
		...{ ts: now, updatedAt: now, u: userAuthor(user), files: [], reactions: new Set<string>() },
	};
	workspace.messages.set(message._id, message);
	room.messages.push(message);
	return message;
}
