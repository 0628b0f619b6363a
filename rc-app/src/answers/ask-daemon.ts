import { createDaemon, wasGet } from '../daemon';
import type { DaemonAnswer } from '../daemon';
import { textOf } from '../fields';
import type { Say } from '../texts';
import { siteUrl } from '../site-url';
import type { Turn } from './turn';

/** What became of a command: the daemon's fields, or a text for the person who gave it. */
export type Reply =
	| { readonly isDone: true; readonly body: Readonly<Record<string, unknown>> }
	| {
			readonly isDone: false;
			readonly text: string;
			/** The daemon's short name. */ readonly code?: string;
	  };

/** Where and as whom a command is asked, when it is not the usual. */
export type Asking = {
	/** Instead of the setting: before it is saved. */
	readonly appUrl?: string;
	/** The first command of all has no command token yet. */
	readonly isFirst?: boolean;
};

/**
 * Gives a command to the daemon in the name of the person who typed it. Never throws; every reason why it was not done
 * is a text in their language that says what to do.
 */
export async function askDaemon(
	turn: Turn,
	command: string,
	fields: Readonly<Record<string, unknown>>,
	{ appUrl = turn.settings.appUrl, isFirst = false }: Asking = {},
): Promise<Reply> {
	const { say, settings } = turn;
	const rocketChatUrl = await siteUrl(turn.engine.read);
	const email = emailOf(turn);
	if (appUrl === '') return not(say('error_no_app_url'));
	if (!isFirst && settings.commandToken === '') return not(say('error_no_command_token'));
	if (email === '') return not(say('error_no_email'));
	if (rocketChatUrl === '') return not(say('error_no_site_url'));
	const answer = await createDaemon(turn.engine.http, { ...settings, appUrl }).command(command, {
		...fields,
		rocketChatUrl,
		email,
		roles: rolesOf(turn),
		language: turn.language,
		...(isFirst ? { commandToken: undefined } : {}),
	});
	return understand(say, answer, appUrl);
}

/** The daemon's `message`, or '' when it sent none. */
export function messageOf(body: Readonly<Record<string, unknown>>): string {
	return textOf(body['message']);
}

/** What an answer of the daemon, or of whoever answered in its place, means to a person. */
export function understand(say: Say, answer: DaemonAnswer, appUrl: string): Reply {
	const { status, body } = answer;
	if (wasGet(answer)) return not(say('check_redirect', { appUrl }));
	const [error, message] = [textOf(body['error']), messageOf(body)];
	if (error !== '' && message !== '')
		return { isDone: false, text: say('error_refused', { message, error }), code: error };
	if (status === 0) return not(say('error_unreachable', { url: appUrl }));
	if (status >= 500) return not(say('error_daemon_failed', { status }));
	if (status === 429) return not(say('error_too_many'));
	if (status === 404 || status === 405) return not(say('error_not_the_daemon', { url: appUrl }));
	if (status >= 400) return not(say('error_unexpected_answer', { status, url: appUrl }));
	// Something that answers 200 with a page of its own is no daemon.
	if (status >= 300 || Object.keys(body).length === 0)
		return not(say('error_not_the_daemon', { url: appUrl }));
	return { isDone: true, body };
}

function not(text: string): Reply {
	return { isDone: false, text };
}

/** Empty when Rocket.Chat hands over a person without roles. */
export function rolesOf({ user }: Turn): readonly string[] {
	const roles: unknown = user.roles;
	return Array.isArray(roles) ? roles.filter((one) => typeof one === 'string') : [];
}

function emailOf({ user }: Turn): string {
	const emails: unknown = user.emails;
	const first: unknown = Array.isArray(emails) ? emails[0] : undefined;
	if (typeof first !== 'object' || first === null || !('address' in first)) return '';
	return textOf(first.address);
}
