import { refused } from '../answers/answer';
import type { Answer } from '../answers/answer';
import { askDaemon } from '../answers/ask-daemon';
import { textOf } from '../fields';
import type { Reply } from '../answers/ask-daemon';
import type { Turn } from '../answers/turn';
import { createDaemon } from '../daemon';
import type { Values } from '../forms/fields';
import { readSettings, SETTING } from '../settings';
import type { Settings } from '../settings';
import { completeAddress } from '../setting-checks';
import type { Command } from './command';

/** The engine writes a setting a moment after the call for it has returned. */
const SAVED_WITHIN_MS = 3000;
const LOOK_EVERY_MS = 50;
const ROTATE = '--rotate';

/** Two tokens come back; they go into the app's settings and are shown to nobody. */
export const registerWorkspace: Command = {
	name: 'register-workspace',
	fields: [
		{ name: 'rocketChatId' },
		{ name: 'rocketChatToken' },
		{ name: 'tokens', isOptional: true },
		{ name: 'appUrl', isOptional: true },
	],
	form: {
		name: 'register-workspace',
		start: ({ user, settings, say }) => ({
			initial: {
				rocketChatId: user.id,
				tokens: settings.commandToken === '' ? 'first' : 'new',
			},
			...(settings.appUrl === '' ? {} : { without: ['appUrl'] }),
			...(settings.commandToken === '' ? {} : { intro: say('form_intro_register_again') }),
		}),
	},
	isBetterAsForm: true,
	parse(typed) {
		const words = typed.split(/\s+/).filter((word) => word !== ROTATE);
		const [rocketChatId = '', rocketChatToken = ''] = words;
		if (words.length !== 2) return undefined;
		return { rocketChatId, rocketChatToken, tokens: typed.includes(ROTATE) ? 'new' : 'first' };
	},
	run: register,
};

async function register(turn: Turn, values: Values): Promise<Answer> {
	const { say, settings } = turn;
	const appUrl = completeAddress(values.appUrl ?? '') ?? settings.appUrl;
	if (appUrl === '') return aboutAddress(turn, say('error_no_app_url'));
	// A personal access token goes to nobody who does not answer as the daemon does.
	const hello = await createDaemon(turn.engine.http, { ...settings, appUrl }).hello();
	if (hello.status === 0) return aboutAddress(turn, say('error_unreachable', { url: appUrl }));
	if (hello.body['name'] !== 'greenapi-rc')
		return aboutAddress(turn, say('error_not_the_daemon', { url: appUrl }));
	const { rocketChatId, rocketChatToken } = values;
	const rotate = values.tokens === 'new' ? { rotate: true } : {};
	const fields = { rocketChatId, rocketChatToken, ...rotate };
	const reply = await askDaemon(turn, 'register-workspace', fields, { appUrl, isFirst: true });
	if (!reply.isDone) return refused(withWayOut(turn, reply));
	const isSaved = await save(turn, {
		appUrl,
		commandToken: textOf(reply.body['commandToken']),
		webhookToken: textOf(reply.body['webhookToken']),
	});
	if (!isSaved) return { text: say('error_tokens_not_saved') };
	return {
		text: say(values.tokens === 'new' ? 'answer_new_tokens' : 'answer_workspace_registered'),
	};
}

/** The daemon speaks of the field `rotate`, which nobody sees here. */
function withWayOut({ say }: Turn, { text, code }: Extract<Reply, { isDone: false }>): string {
	return code === 'already-registered' ? `${text}\n${say('answer_choose_new_tokens')}` : text;
}

/** Below the address where the form asks for it. */
function aboutAddress({ settings }: Turn, text: string): Answer {
	return { ...refused(text), ...(settings.appUrl === '' ? { field: 'appUrl' } : {}) };
}

type Access = Pick<Settings, 'appUrl' | 'commandToken' | 'webhookToken'>;

/** One after the other, the address first: saving the last one makes the app announce itself. */
async function save(turn: Turn, access: Access): Promise<boolean> {
	if (access.commandToken === '' || access.webhookToken === '') return false;
	for (const name of ['appUrl', 'commandToken', 'webhookToken'] as const)
		if (turn.settings[name] !== access[name] && !(await saveOne(turn, name, access[name])))
			return false;
	return true;
}

async function saveOne(turn: Turn, name: keyof Access, value: string): Promise<boolean> {
	try {
		await turn.app.saveSetting(SETTING[name], value);
		for (let waited = 0; waited < SAVED_WITHIN_MS; waited += LOOK_EVERY_MS) {
			if ((await readSettings(turn.engine.read))[name] === value) return true;
			await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
		}
	} catch {
		// An engine that does not let apps change their settings says so by throwing.
	}
	return false;
}
