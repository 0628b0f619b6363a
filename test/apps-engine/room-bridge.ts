import { asObject, asText } from '../../src/sandbox/read.js';
import { directRoomOf } from '../../src/sandbox/rocket-chat/direct-routes.js';
import type { User } from '../../src/sandbox/rocket-chat/types.js';
import type { Workspace } from '../../src/sandbox/rocket-chat/workspace.js';
import type { AppObject } from './app-form.js';
import type { BridgeContext, BridgeMethods } from './context.js';
import { roomOf } from './converters.js';
import { RocketChatError } from './rocket-chat-error.js';

/** Rooms of all kinds (RocketChat/Rocket.Chat app/apps/server/bridges/rooms.ts). Only direct ones can be made. */
export function roomBridge({ workspace, converters }: BridgeContext): BridgeMethods {
	return {
		async create(room: AppObject, members: readonly string[]) {
			if (room['type'] !== 'd') throw new Error('This host makes direct rooms only.');
			const creator = workspace.users.get(asText(asObject(room['creator'])['id']));
			const [other] = members
				.filter((username) => username !== creator?.username)
				.map((username) => workspace.usersByName.get(username));
			if (creator === undefined || other === undefined)
				throw new RocketChatError('error-invalid-user', 'Invalid user');
			return directRoomOf(workspace, creator, other).rid;
		},
		getById: async (rid: string) => converters.roomById(rid),
		async getByName(name: string) {
			const found = [...workspace.directRooms.values()].find((room) => room.name === name);
			return converters.room(found);
		},
		getCreatorById: async () => undefined,
		getCreatorByName: async () => undefined,
		async getDirectByUsernames(usernames: readonly string[]) {
			const found = [...workspace.directRooms.values()].find(
				(room) =>
					room.name === undefined && usernames.every((name) => room.usernames.includes(name)),
			);
			return converters.room(found);
		},
		getMembers: async (rid: string) => membersOf(workspace, rid).map(converters.user),
		async getMessages(rid: string, { limit = 100, skip = 0, sort }: AppObject) {
			const all = (roomOf(workspace, rid)?.messages ?? []).map(converters.rawMessage);
			if (asObject(sort)['createdAt'] === 'desc') all.reverse();
			return all.slice(Number(skip), Number(skip) + Number(limit));
		},
	};
}

/** Who takes part in a room; in Omnichannel, who serves it. */
export function membersOf(workspace: Workspace, rid: string): User[] {
	const agent = workspace.rooms.get(rid)?.servedBy?.user;
	const names = workspace.directRooms.get(rid)?.usernames ?? [];
	const users = names.map((name) => workspace.usersByName.get(name));
	return [agent, ...users].filter((user) => user !== undefined);
}
