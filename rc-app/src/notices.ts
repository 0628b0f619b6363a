import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { AppUser } from './app-user';
import { orUndefined } from './tools';
import type { Tools } from './tools';

/** The app speaks, in its own name. Customers never see it: the app's own messages are not told to the daemon. */
export type Notices = {
	/** A message that stays in the room. The id; undefined when the app may not write there. */
	post(room: IRoom, text: string, tools: Tools): Promise<string | undefined>;
	/** Only for that user, until the page is loaded again. */
	whisper(user: IUser, room: IRoom, text: string, tools: Tools): Promise<void>;
};

export function createNotices(appUser: AppUser): Notices {
	async function message(room: IRoom, text: string, { read, modify }: Tools) {
		const builder = modify.getCreator().startMessage().setRoom(room).setText(text);
		const sender = await appUser.find(read);
		return sender === undefined ? builder : builder.setSender(sender);
	}

	return {
		async post(room, text, tools) {
			const builder = await message(room, text, tools);
			return idOf(await tools.modify.getCreator().finish(builder));
		},
		async whisper(user, room, text, tools) {
			const builder = await message(room, text, tools);
			await orUndefined(() => tools.modify.getNotifier().notifyUser(user, builder.getMessage()));
		},
	};
}

/** The id that a creator answered; without permission the engine writes the word "undefined". */
export function idOf(answer: unknown): string | undefined {
	return typeof answer === 'string' && answer !== '' && answer !== 'undefined' && answer !== 'null'
		? answer
		: undefined;
}
