import { RoomType } from '@rocket.chat/apps-engine/definition/rooms';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { AppUser } from '../../app-user';
import { fieldsOf, textOf } from '../../fields';
import { idOf } from '../../notices';
import type { Notices } from '../../notices';
import { readSettings } from '../../settings';
import { orUndefined } from '../../tools';
import type { Tools } from '../../tools';
import { needText } from '../call';
import type { Op } from '../call';
import { ownUser, roomOf } from '../places';
import type { Posted } from '../posted';
import { permissionMissing, Refused } from '../refused';

/** Says something in a room: lastingly, or to its agent alone (setting `notices`); lastingly when nobody serves it. */
export function createNotifyAgent(posted: Posted, notices: Notices): Op {
	return async (call, tools) => {
		const text = needText(call, 'text');
		const name = needText(call, 'messageId');
		const messageId = await posted.once(name, tools, async () => {
			const room = await roomOf(needText(call, 'roomId'), tools);
			const settings = await readSettings(tools.read);
			const agent = settings.notices === 'agent' ? await servingAgent(room, tools) : undefined;
			if (agent === undefined) return written(await notices.post(room, text, tools));
			await notices.whisper(agent, room, text, tools);
			return name;
		});
		return { messageId };
	};
}

/** Writes to a user directly. */
export function createTellUser(posted: Posted, notices: Notices, appUser: AppUser): Op {
	return async (call, tools) => {
		const text = needText(call, 'text');
		const messageId = await posted.once(needText(call, 'messageId'), tools, async () => {
			const userId = needText(call, 'userId');
			const user = await orUndefined(() => tools.read.getUserReader().getById(userId));
			const own = await ownUser(appUser, tools);
			if (user === undefined) throw await unknownUser(own, tools);
			return written(await notices.post(await directRoom(own, user, tools), text, tools));
		});
		return { messageId };
	};
}

/** The app's own user surely exists: when not even that can be read, a permission is missing. */
async function unknownUser(own: IUser, { read }: Tools): Promise<Refused> {
	const self = await orUndefined(() => read.getUserReader().getById(own.id));
	if (self === undefined) return permissionMissing('user.read');
	return new Refused('bad-call', 'There is no such user.');
}

function written(messageId: string | undefined): string {
	if (messageId === undefined) throw permissionMissing('message.write');
	return messageId;
}

async function servingAgent(room: IRoom, { read }: Tools): Promise<IUser | undefined> {
	const id = textOf(fieldsOf(fieldsOf(room)['servedBy'])['id']);
	return id === '' ? undefined : orUndefined(() => read.getUserReader().getById(id));
}

async function directRoom(own: IUser, user: IUser, { read, modify }: Tools): Promise<IRoom> {
	const usernames = [own.username, user.username];
	const there = await orUndefined(() => read.getRoomReader().getDirectByUsernames(usernames));
	if (there !== undefined) return there;
	const creator = modify.getCreator();
	const room = creator
		.startRoom()
		.setType(RoomType.DIRECT_MESSAGE)
		.setCreator(own)
		.setMembersToBeAddedByUsernames(usernames);
	const id = idOf(await creator.finish(room));
	if (id === undefined) throw permissionMissing('room.write');
	const made = await read.getRoomReader().getById(id);
	if (made == null) throw permissionMissing('room.read');
	return made;
}
