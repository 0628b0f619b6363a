import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { Notices } from '../notices';
import { languageOf, say } from '../texts';
import type { Say } from '../texts';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import type { Waiting } from './event';

/** Says something about an event in its author's language: to the author alone, or lastingly for everybody in the room. */
export type Speak = (
	event: Waiting,
	tools: Tools,
	isLasting: boolean,
	text: (say: Say) => string,
) => Promise<void>;

/** Never throws: where one way is closed the other is tried. */
export function createSpeak(notices: Notices): Speak {
	return async ({ author, roomId }, tools, isLasting, text) => {
		const { user, room } = await placeOf(author?.userId, roomId, tools);
		if (room === undefined) return;
		const words = text(say(await languageOf(tools.read, user)));
		const post = async (): Promise<string | undefined> =>
			orUndefined(() => notices.post(room, words, tools));
		if (isLasting && (await post()) !== undefined) return;
		if (user !== undefined) await orUndefined(() => notices.whisper(user, room, words, tools));
		else if (!isLasting) await post();
	};
}

async function placeOf(
	userId: string | undefined,
	roomId: string,
	{ read }: Tools,
): Promise<{ user: IUser | undefined; room: IRoom | undefined }> {
	const user =
		userId === undefined
			? undefined
			: await orUndefined(() => read.getUserReader().getById(userId));
	const room = await orUndefined(() => read.getRoomReader().getById(roomId));
	return { user, room };
}
