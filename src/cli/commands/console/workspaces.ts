import { oneLine } from '../../shown.js';
import { OPERATOR, withLedger } from '../../with-ledger.js';
import { BridgeError } from '../../../core/domain/errors.js';
import { agentEntries } from './agents.js';
import type { Desk } from './desk.js';
import { instanceListOf } from './instances.js';
import { action, area, showList } from './menu.js';
import type { Entry, List } from './menu.js';
import { sayFailure } from './perform.js';
import { changePreferences } from './preferences.js';
import type { Text } from './text.js';

const WORDS = {
	title: ['Workspaces', 'Серверы Rocket.Chat'],
	about: ['the Rocket.Chat servers that are connected', 'подключённые серверы Rocket.Chat'],
	choose: ['Choose one…', 'Выбрать…'],
	chooseAbout: [
		'its agents, instances, preferences and tokens',
		'его агенты, инстансы, настройки и токены',
	],
	none: ['No workspace is registered yet.', 'Ещё не зарегистрирован ни один сервер.'],
	setup: ['Set up, step by step', 'Настроить шаг за шагом'],
	setupAbout: [
		'from the address of Rocket.Chat to the first message',
		'от адреса Rocket.Chat до первого сообщения',
	],
	register: ['Register a workspace', 'Зарегистрировать сервер'],
	registerAbout: [
		'asks for its address and an administrator’s token; prints its two tokens',
		'спросит адрес и токен администратора; напечатает два токена сервера',
	],
	rotate: ['New tokens, or another administrator', 'Новые токены или другой администратор'],
	rotateAbout: ['the old tokens are void at once', 'прежние токены сразу перестают действовать'],
	agents: ['Agents', 'Агенты'],
	agentsAbout: ['who answers customers there', 'кто там отвечает клиентам'],
	instances: ['Instances', 'Инстансы'],
	instancesAbout: ['the WhatsApp numbers there', 'номера WhatsApp там'],
	address: ['Tell a new address of the daemon', 'Сообщить новый адрес демона'],
	addressAbout: ['to all its instances at GREEN-API', 'всем его инстансам в GREEN-API'],
	list: ['Preferences as a table', 'Настройки поведения таблицей'],
	listAbout: ['what counts, and where it comes from', 'что действует и откуда взято'],
	app: ['Where the app for Rocket.Chat lies', 'Где лежит приложение для Rocket.Chat'],
	appAbout: ['the zip that is uploaded there', 'архив, который туда загружают'],
} as const satisfies Record<string, Text>;

/** The way of a newcomer. */
export const SETUP: Entry = action({
	title: WORDS.setup,
	describe: WORDS.setupAbout,
	args: ['setup'],
});

export const REGISTER_WORKSPACE: Entry = action({
	title: WORDS.register,
	describe: WORDS.registerAbout,
	args: ['register-workspace'],
});

export function workspacesArea(count: number | undefined): Entry {
	return area(
		{
			title: WORDS.title,
			describe: WORDS.about,
			note: count === undefined ? undefined : String(count),
		},
		[
			{
				title: WORDS.choose,
				describe: WORDS.chooseAbout,
				run: (desk) => showList(desk, WORKSPACES),
			},
			SETUP,
			REGISTER_WORKSPACE,
			action({
				title: WORDS.app,
				describe: WORDS.appAbout,
				args: ['app', 'path'],
			}),
		],
	);
}

const WORKSPACES: List<string> = {
	title: WORDS.title,
	none: WORDS.none,
	load: readWorkspaces,
	cells: (url) => [url],
	open: (url) => ({ title: oneLine(url), entries: workspaceEntries(url) }),
};

/** The addresses; undefined when they could not be read, which was said. */
export async function readWorkspaces({ io }: Desk): Promise<readonly string[] | undefined> {
	try {
		const found = await withLedger(io, (operations) => operations.situation(OPERATOR));
		return found.workspaces;
	} catch (error) {
		if (!(error instanceof BridgeError)) throw error;
		await sayFailure(io, error);
		return undefined;
	}
}

/** What can be done with a workspace. */
export function workspaceEntries(url: string): readonly Entry[] {
	return [
		area({ title: WORDS.agents, describe: WORDS.agentsAbout }, agentEntries(url)),
		{
			title: WORDS.instances,
			describe: WORDS.instancesAbout,
			run: (desk) => showList(desk, instanceListOf(url)),
		},
		changePreferences({ workspace: url }),
		action({
			title: WORDS.list,
			describe: WORDS.listAbout,
			args: ['list-preferences', '--workspace', url],
		}),
		action({
			title: WORDS.address,
			describe: WORDS.addressAbout,
			args: ['sync-app-url', '--workspace', url],
		}),
		action({
			title: WORDS.rotate,
			describe: WORDS.rotateAbout,
			args: ['register-workspace', '--rotate', '--url', url],
		}),
	];
}
