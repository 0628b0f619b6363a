import { oneLine } from '../../shown.js';
import { action, area, showList } from './menu.js';
import type { Entry, List } from './menu.js';
import type { Text } from './text.js';

/** An agent, as `list-users --json` says it. */
type Agent = {
	readonly email: string;
	readonly userId: string;
	readonly workspace: string;
};

const WORDS = {
	title: ['Agents', 'Агенты'],
	about: ['who answers customers', 'кто отвечает клиентам'],
	choose: ['Choose one…', 'Выбрать…'],
	chooseAbout: ['by e-mail address; then: a new token', 'по адресу почты; затем: новый токен'],
	none: ['No agent is registered yet.', 'Ещё не зарегистрирован ни один агент.'],
	table: ['As a table', 'Таблицей'],
	tableAbout: ['all of them, oldest first', 'все, начиная с первых'],
	register: ['Register an agent', 'Зарегистрировать агента'],
	registerAbout: [
		'asks for the user id and a personal access token',
		'спросит id пользователя и персональный токен',
	],
	token: ['Store a new token', 'Сохранить новый токен'],
	tokenAbout: [
		'when the personal access token was renewed in Rocket.Chat',
		'если персональный токен обновлён в Rocket.Chat',
	],
	connect: ['Connect an instance for them', 'Подключить ему инстанс'],
	connectAbout: ['a WhatsApp number that they own', 'номер WhatsApp, которым он владеет'],
} as const satisfies Record<string, Text>;

export const AGENTS: Entry = area({ title: WORDS.title, describe: WORDS.about }, agentEntries());

/** What can be done with agents, of one workspace or of all. */
export function agentEntries(workspace?: string): readonly Entry[] {
	const options = workspace === undefined ? [] : ['--workspace', workspace];
	return [
		{
			title: WORDS.choose,
			describe: WORDS.chooseAbout,
			run: (desk) => showList(desk, agentList(options)),
		},
		action({
			title: WORDS.table,
			describe: WORDS.tableAbout,
			args: ['list-users', ...options],
		}),
		action({
			title: WORDS.register,
			describe: WORDS.registerAbout,
			args: ['register-agent', ...options],
		}),
	];
}

function agentList(options: readonly string[]): List<Agent> {
	return {
		title: WORDS.title,
		none: WORDS.none,
		async load(desk) {
			const answer = await desk.read(['list-users', ...options]);
			return (answer as { items: readonly Agent[] } | undefined)?.items;
		},
		cells: ({ email, userId, workspace }) => [email, userId, workspace],
		open: (agent) => ({ title: oneLine(agent.email), entries: entriesOf(agent) }),
	};
}

function entriesOf({ email, userId, workspace }: Agent): readonly Entry[] {
	const place = ['--workspace', workspace];
	return [
		action({
			title: WORDS.token,
			describe: WORDS.tokenAbout,
			args: ['update-token', '--user-id', userId, ...place],
		}),
		action({
			title: WORDS.connect,
			describe: WORDS.connectAbout,
			args: ['create-instance', '--owner', email, ...place],
		}),
	];
}
