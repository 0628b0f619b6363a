import type { Question } from '../../form.js';
import type { Io } from '../../io.js';
import { wordsOf } from '../../words.js';
import type { Words } from '../../words.js';

/** What options say of somebody's id and personal access token in Rocket.Chat. */
export type CredentialOptions = { readonly userId?: string; readonly tokenFile?: string };

const WORDS = {
	agentId: ['User id of the agent', 'Идентификатор пользователя-агента'],
	agentToken: ['Personal access token of the agent', 'Персональный токен доступа агента'],
	administratorId: ['User id of the administrator', 'Идентификатор пользователя-администратора'],
	administratorToken: [
		'Personal access token of the administrator',
		'Персональный токен доступа администратора',
	],
} as const satisfies Words;

/** Asks for both. */
export function credentialQuestions(
	io: Io,
	{ userId, tokenFile }: CredentialOptions,
	whose: 'agent' | 'administrator',
): Readonly<Record<'userId' | 'token', Question>> {
	const say = wordsOf(io, WORDS);
	return {
		userId: { flag: '--user-id', message: say(`${whose}Id`), given: userId },
		token: {
			flag: '--token-file',
			message: say(`${whose}Token`),
			given: tokenFile,
			isSecret: true,
		},
	};
}
