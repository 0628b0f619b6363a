import type { Question } from '../../form.js';

/** What options say of somebody's id and personal access token in Rocket.Chat. */
export type CredentialOptions = { readonly userId?: string; readonly tokenFile?: string };

/** Asks for both. @param whose Whose they are, for the questions. */
export function credentialQuestions(
	{ userId, tokenFile }: CredentialOptions,
	whose: string,
): Readonly<Record<'userId' | 'token', Question>> {
	return {
		userId: { flag: '--user-id', message: `User id of ${whose}`, given: userId },
		token: {
			flag: '--token-file',
			message: `Personal access token of ${whose}`,
			given: tokenFile,
			isSecret: true,
		},
	};
}
