import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import { refused } from '../answers/answer';
import type { Answer } from '../answers/answer';
import { askDaemon, messageOf } from '../answers/ask-daemon';
import { textOf } from '../fields';
import { siteUrl } from '../site-url';
import type { Turn } from '../answers/turn';
import { digitsOf } from '../forms/checks';
import type { Values } from '../forms/fields';
import { refusalOf } from '../gateway/refused';
import { idOf } from '../notices';
import type { TextKey } from '../texts';
import type { Command } from './command';

/**
 * The id of a chat; or a number as people write it, up to the text: `+7 900 111-22-33 Hello`. A word of ten digits is a whole
 * number, so that "79001112233 10 minutes, please" goes to nobody else.
 */
const TYPED =
	/^(?:--instance\s+(?<idInstance>\S+)\s+)?(?<phone>\S+@\S+|\+?(?:[().-]*\d){10,15}|\+?[\d(][\d\s().-]*\d)\s+(?<text>\S.*)$/s;

/** Opens a chat with a customer and writes there in the name of the person who typed. */
export const send: Command = {
	name: 'send',
	fields: [{ name: 'phone' }, { name: 'text' }, { name: 'idInstance', isOptional: true }],
	form: { name: 'send', start: () => ({}), isPrivate: true },
	isBetterAsForm: true,
	parse: parseSend,
	run,
};

/** A number in several words ends before the first word that is none of its parts; a text that begins with digits needs the form then. */
export function parseSend(typed: string): Values | undefined {
	const groups = TYPED.exec(typed)?.groups;
	if (groups === undefined) return undefined;
	const { idInstance = '', phone = '', text = '' } = groups;
	return { idInstance, phone, text };
}

async function run(
	turn: Turn,
	{ phone = '', text = '', idInstance = '' }: Values,
): Promise<Answer> {
	const { say } = turn;
	const reply = await askDaemon(turn, 'open-chat', {
		phone: phone.includes('@') ? phone : digitsOf(phone),
		...(idInstance === '' ? {} : { idInstance }),
	});
	if (!reply.isDone) return refused(reply.text);
	const roomId = textOf(reply.body['roomId']);
	const link = `${await siteUrl(turn.engine.read)}/live/${roomId}`;
	const room: IRoom | null | undefined = await turn.engine.read.getRoomReader().getById(roomId);
	if (room == null) return { text: say('error_room_not_found', { link }) };
	const problem = await write(turn, room, text);
	if (problem !== undefined) return { text: say(problem, { link }) };
	return { text: say('answer_sent', { message: messageOf(reply.body), link }) };
}

/** From here on it is a message of an agent like any other, and crosses as such. Answers why it could not be written. */
async function write(turn: Turn, room: IRoom, text: string): Promise<TextKey | undefined> {
	const creator = turn.engine.modify.getCreator();
	try {
		const message = creator.startMessage().setSender(turn.user).setRoom(room).setText(text);
		return idOf(await creator.finish(message)) === undefined ? 'error_not_written' : undefined;
	} catch (error) {
		// Otherwise Rocket.Chat does not let this person write there: the room is another agent's.
		const isTooLong = refusalOf(error)?.code === 'text-too-long';
		return isTooLong ? 'error_text_too_long' : 'error_not_written';
	}
}
