import type { ILivechatRoom, IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { fieldsOf, textOf, timeOf } from '../../fields';
import type { Fields } from '../../fields';
import { orUndefined } from '../../tools';
import type { Tools } from '../../tools';
import { needText, optionalText } from '../call';
import type { Call } from '../call';
import { openRooms, visitorOf, visitorRoom } from '../places';
import { permissionMissing, refusalOf } from '../refused';
import { departmentId } from './visitors';

type Opened = {
	readonly roomId: string;
	readonly isNew: boolean;
	/** The user name of the agent; '' while nobody serves it. */
	readonly servedBy: string;
};

/** The visitor's newest open room, or a new one: with the preferred agent when online, else with whoever gets it. */
export async function openRoom(call: Call, tools: Tools): Promise<Opened> {
	const visitor = await visitorOf(needText(call, 'visitorToken'), tools);
	const [open] = [...(await openRooms(visitor, tools))].sort(newestFirst);
	if (open !== undefined) return { roomId: open.id, isNew: false, servedBy: servedBy(open) };
	const department = await departmentId(optionalText(call, 'department'), tools);
	const guest = department === undefined ? visitor : { ...visitor, department };
	const agent = await preferredAgent(optionalText(call, 'agentUserId'), tools);
	const room = await createRoom(guest, agent, tools);
	return { roomId: textOf(room['id']), isNew: true, servedBy: servedBy(room) };
}

export async function closeRoom(call: Call, tools: Tools): Promise<object> {
	const room = await visitorRoom(call, tools);
	const updater = tools.modify.getUpdater().getLivechatUpdater();
	const isClosed: unknown = await updater.closeRoom(room, optionalText(call, 'comment'));
	if (isClosed == null) throw permissionMissing('livechat-room.write');
	return {};
}

async function createRoom(
	visitor: IVisitor,
	agent: IUser | undefined,
	tools: Tools,
): Promise<Fields> {
	// The engine's type demands an agent, Rocket.Chat's bridge takes none for "whoever is next".
	const creator: CreatesRooms = tools.modify.getCreator().getLivechatCreator();
	const create = async (preferred: IUser | undefined): Promise<unknown> =>
		creator.createRoom(visitor, preferred, { source: SOURCE });
	const room = agent === undefined ? await create(undefined) : await orWithout(agent);
	if (textOf(fieldsOf(room)['id']) === '') throw permissionMissing('livechat-room.write');
	return fieldsOf(room);

	async function orWithout(preferred: IUser): Promise<unknown> {
		try {
			return await create(preferred);
		} catch (error) {
			const code = refusalOf(error)?.code;
			// Whoever is no agent any more has no code of their own.
			if (code !== undefined && code !== 'no-agent-online') throw error;
			return create(undefined);
		}
	}
}

type CreatesRooms = {
	createRoom(
		visitor: IVisitor,
		agent: IUser | undefined,
		extra: { source: ILivechatRoom['source'] },
	): Promise<unknown>;
};

/** Shown at the room; Rocket.Chat's bridge takes rooms of apps from no other type. */
const SOURCE = { type: 'app', label: 'WhatsApp' } as ILivechatRoom['source'];

async function preferredAgent(userId: string, { read }: Tools): Promise<IUser | undefined> {
	if (userId === '') return undefined;
	const user = await orUndefined(() => read.getUserReader().getById(userId));
	return user?.status === 'offline' ? undefined : user;
}

function servedBy(room: object): string {
	return textOf(fieldsOf(fieldsOf(room)['servedBy'])['username']);
}

function newestFirst(one: ILivechatRoom, other: ILivechatRoom): number {
	return (timeOf(other.createdAt) ?? 0) - (timeOf(one.createdAt) ?? 0);
}
