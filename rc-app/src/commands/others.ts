import { announcementProblem } from '../announce';
import type { Answer } from '../answers/answer';
import { askDaemon, messageOf, rolesOf } from '../answers/ask-daemon';
import { textOf } from '../fields';
import type { Turn } from '../answers/turn';
import { createDaemon } from '../daemon';
import { recordsOf } from '../records';
import { inOrder, nothing } from './command';
import type { Command } from './command';
import { COMMAND_NAMES, PREFIX } from './names';
import type { CommandName } from './names';
import { completeAddress } from '../setting-checks';
import { askAndShow } from './tokens';

/** What the daemon has not taken yet is kept under this mark. */
const OUTBOX = 'outbox';

export const listUsers: Command = {
	name: 'list-users',
	fields: [],
	parse: nothing,
	run: (turn) => askAndShow(turn, 'list-users', {}),
};

export const syncAppUrl: Command = {
	name: 'sync-app-url',
	fields: [{ name: 'appUrl', isOptional: true }],
	parse: inOrder(['appUrl'], 0),
	run: (turn, { appUrl = turn.settings.appUrl }) =>
		askAndShow(turn, 'sync-app-url', { appUrl: completeAddress(appUrl) ?? appUrl }),
};

export const status: Command = {
	name: 'status',
	fields: [],
	parse: nothing,
	run: showStatus,
};

export const help: Command = {
	name: 'help',
	fields: [],
	parse: nothing,
	run: (turn) => ({ text: helpText(turn) }),
};

async function showStatus(turn: Turn): Promise<Answer> {
	// One after the other: the daemon is told that the app is there before it says which way it goes.
	const lines = await ownLines(turn);
	const reply = await askDaemon(turn, 'status', {});
	const theirs = reply.isDone ? messageOf(reply.body) : reply.text;
	return { text: `${lines.join('\n')}\n\n${theirs}` };
}

async function ownLines({ app, engine, settings, say }: Turn): Promise<string[]> {
	const { appUrl } = settings;
	const hello = appUrl === '' ? undefined : await createDaemon(engine.http, settings).hello();
	const version = textOf(hello?.body['version']);
	const isOurs = hello?.body['name'] === 'greenapi-rc';
	const isConnected = appUrl !== '' && settings.webhookToken !== '';
	const announced = isOurs && isConnected ? await app.announce(engine) : undefined;
	const problem =
		isOurs && isConnected && announced === undefined
			? say('check_no_key')
			: announcementProblem(announced, say);
	const waiting = await recordsOf(engine.read.getPersistenceReader(), OUTBOX);
	return [
		say('answer_status_app', { version: app.version }),
		isOurs
			? say('answer_status_daemon', { url: appUrl, version })
			: appUrl === ''
				? say('error_no_app_url')
				: say('answer_status_no_daemon', { url: appUrl }),
		...pathLines(settings.webhookToken !== '', problem, say),
		say('answer_status_waiting', { count: waiting.length }),
	];
}

function pathLines(hasToken: boolean, problem: string | undefined, say: Turn['say']): string[] {
	if (!hasToken) return [say('answer_status_path_none')];
	const path = say('answer_status_path_app');
	return problem === undefined ? [path] : [path, `⚠️ ${problem}`];
}

function helpText(turn: Turn): string {
	const { say } = turn;
	const roles = rolesOf(turn);
	const [isAdmin, isAgent] = [roles.includes('admin'), roles.includes('livechat-agent')];
	const line = (name: CommandName) =>
		`\`${`/${PREFIX}${name} ${paramsOf(say, name)}`.trim()}\` – ${say(`command_${name}`)}`;
	return [
		say('answer_help_title'),
		...COMMAND_NAMES.everybody.map(line),
		...(isAgent || isAdmin
			? ['', say('answer_help_agents'), ...COMMAND_NAMES.agent.map(line)]
			: []),
		...(isAdmin ? ['', say('answer_help_admins'), ...COMMAND_NAMES.admin.map(line)] : []),
		'',
		say(isAgent || isAdmin ? 'answer_help_forms' : 'answer_help_no_role'),
	].join('\n');
}

/** What may be typed behind a command; '' for nothing. */
export function paramsOf(say: Turn['say'], name: CommandName): string {
	return TAKES_NOTHING.has(name) ? '' : say(`command_params_${name as Parametrized}`);
}

type Parametrized = Exclude<CommandName, 'help' | 'status' | 'list-instances' | 'list-users'>;
export const TAKES_NOTHING: ReadonlySet<CommandName> = new Set([
	'help',
	'status',
	'list-instances',
	'list-users',
]);
