import type { IMessage } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { AppUser } from '../../app-user';
import { isRemoved } from '../../events/filter';
import { timeOf } from '../../fields';
import type { Reactions } from '../../reactions';
import { orUndefined } from '../../tools';
import type { Tools } from '../../tools';
import { needText, texts } from '../call';
import type { Call, Op } from '../call';
import { messageOf, ownUser } from '../places';
import { permissionMissing, Refused, refusalOf } from '../refused';

export function createEditMessage(appUser: AppUser): Op {
	return async (call, tools) => {
		const { message, id } = await theMessage(call, tools);
		const wanted = needText(call, 'text');
		if (message.text !== wanted)
			await setText({ ...message, id }, wanted, await ownUser(appUser, tools), tools);
		return {};
	};
}

export function createDeleteMessage(appUser: AppUser): Op {
	return async (call, tools) => {
		const { message } = await theMessage(call, tools).catch(goneAlready);
		if (message === undefined) return {};
		await tools.modify.getDeleter().deleteMessage(message, await ownUser(appUser, tools));
		// Nothing is said where the permission is missing.
		const left = await orUndefined(() => tools.read.getMessageReader().getById(message.id ?? ''));
		if (left !== undefined && !isRemoved(left)) throw permissionMissing('message.write');
		return {};
	};
}

/** The customer's reactions, as far as Rocket.Chat lets the app react there. */
export function createReact(reactions: Reactions): Op {
	return async (call, tools) => {
		if (!reactions.areThere(tools.modify))
			throw new Refused('unsupported', 'This Rocket.Chat has no reactions for apps.');
		const { message } = await theMessage(call, tools);
		for (const name of texts(call, 'remove'))
			await reactions.remove(message, name, tools, 'own user');
		for (const name of texts(call, 'add'))
			if (!(await reactions.add(message, name, tools, 'own user')))
				throw new Refused('unsupported', 'Rocket.Chat did not take the reaction.');
		return {};
	};
}

/** Changes the text of a message as it was read before. Throws Refused `permission-missing` when nothing changed. */
export async function setText(
	{ id, editedAt }: Pick<IMessage, 'editedAt'> & { readonly id: string },
	text: string,
	editor: IUser,
	{ modify, read }: Tools,
): Promise<void> {
	const updater = modify.getUpdater();
	const message = await updater.message(id, editor);
	// The engine hands on only what was set, and not every Rocket.Chat finds the room by itself.
	await updater.finish(message.setEditor(editor).setRoom(message.getRoom()).setText(text));
	const now = await orUndefined(() => read.getMessageReader().getById(id));
	// Without the permission the engine does nothing and says nothing; filters may change what is stored.
	if (now !== undefined && timeOf(now.editedAt) === timeOf(editedAt) && now.text !== text)
		throw permissionMissing('message.write');
}

async function theMessage(call: Call, tools: Tools) {
	const message = await messageOf(needText(call, 'messageId'), needText(call, 'roomId'), tools);
	return { message, id: message.id ?? needText(call, 'messageId') };
}

function goneAlready(error: unknown): { message?: undefined } {
	if (refusalOf(error)?.code === 'message-unknown') return {};
	throw error;
}
