import type { ILivechatUpdater } from '@rocket.chat/apps-engine/definition/accessors';
import type { IVisitor } from '@rocket.chat/apps-engine/definition/livechat';
import { idOf } from '../../notices';
import { orUndefined } from '../../tools';
import type { Tools } from '../../tools';
import { needText, optionalText } from '../call';
import type { Call } from '../call';
import { permissionMissing, Refused } from '../refused';

export async function findVisitor(call: Call, { read }: Tools): Promise<{ exists: boolean }> {
	const token = needText(call, 'token');
	const visitor = await read.getLivechatReader().getLivechatVisitorByToken(token);
	return { exists: visitor != null };
}

/** Makes the visitor or gives the known one that name; answers the token that Rocket.Chat keeps. */
export async function registerVisitor(call: Call, tools: Tools): Promise<{ token: string }> {
	const token = needText(call, 'token');
	const name = needText(call, 'name');
	const department = await departmentId(optionalText(call, 'department'), tools);
	// Without a username Rocket.Chat gives one (guest-10).
	const wanted: IVisitor = { token, name, username: '', ...(department && { department }) };
	const creator = tools.modify.getCreator().getLivechatCreator();
	// eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is missing in engines before 1.48
	const id = idOf(await creator.createVisitor(wanted));
	if (id === undefined) throw permissionMissing('livechat-visitor.write');
	const reader = tools.read.getLivechatReader();
	const visitor =
		(await orUndefined(() => reader.getLivechatVisitorById(id))) ??
		(await reader.getLivechatVisitorByToken(token));
	if (visitor == null) throw permissionMissing('livechat-visitor.read');
	await rememberExternalId(visitor.id, optionalText(call, 'externalId'), tools);
	return { token: visitor.token };
}

/** The id of a department that is named by id or name; undefined when none is named. Throws Refused `department-unknown`. */
export async function departmentId(named: string, { read }: Tools): Promise<string | undefined> {
	if (named === '') return undefined;
	const department = await orUndefined(() =>
		read.getLivechatReader().getLivechatDepartmentByIdOrName(named),
	);
	if (department !== undefined) return department.id;
	// Which of the two it is can't be told: the list of all needs one more permission.
	const why =
		'There is no such department, or the app lacks the permission livechat-department.read.';
	throw new Refused('department-unknown', why);
}

/** Since engine 1.62; a visitor without it is a visitor all the same. */
async function rememberExternalId(
	visitorId: string | undefined,
	entityId: string,
	{ modify }: Tools,
): Promise<void> {
	if (visitorId === undefined || entityId === '') return;
	const updater: Partial<ILivechatUpdater> = modify.getUpdater().getLivechatUpdater();
	await orUndefined(async () => updater.updateVisitorExternalId?.(visitorId, { entityId }));
}
