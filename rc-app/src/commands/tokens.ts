import { messageOf, askDaemon } from '../answers/ask-daemon';
import { refused } from '../answers/answer';
import type { Answer } from '../answers/answer';
import type { Turn } from '../answers/turn';
import type { Values } from '../forms/fields';
import { inOrder } from './command';
import type { Command } from './command';

const CREDENTIALS = ['rocketChatId', 'rocketChatToken'] as const;

export const registerAgent: Command = withOwnToken('register-agent');
export const updateToken: Command = withOwnToken('update-token');

function withOwnToken(name: 'register-agent' | 'update-token'): Command {
	return {
		name,
		fields: CREDENTIALS.map((field) => ({ name: field })),
		form: { name, start: ({ user }) => ({ initial: { rocketChatId: user.id } }) },
		isBetterAsForm: true,
		parse: inOrder(CREDENTIALS, 2),
		run: (turn, { rocketChatId, rocketChatToken }) =>
			askAndShow(turn, name, { rocketChatId, rocketChatToken }),
	};
}

/** Gives a command whose answer is a text, and shows that. */
export async function askAndShow(
	turn: Turn,
	name: Command['name'],
	fields: Values,
): Promise<Answer> {
	const reply = await askDaemon(turn, name, fields);
	if (!reply.isDone) return refused(reply.text);
	const message = messageOf(reply.body);
	return { text: message === '' ? turn.say('answer_done') : message };
}
