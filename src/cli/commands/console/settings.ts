import { oneLine } from '../../shown.js';
import type { Desk } from './desk.js';
import { action, area } from './menu.js';
import type { Entry } from './menu.js';
import { changePreferences, scopeOptions } from './preferences.js';
import type { Scope } from './preferences.js';
import type { Text } from './text.js';
import { readWorkspaces } from './workspaces.js';

const WORDS = {
	title: ['Settings', 'Настройки'],
	about: ['how it behaves, and how it is configured', 'как себя ведёт и как настроен'],
	config: ['Configuration', 'Конфигурация'],
	configAbout: [
		'each setting, its value and where it came from; secrets stay hidden',
		'каждый параметр, значение и откуда взято; секреты скрыты',
	],
	behaviour: ['Preferences: change one…', 'Настройки поведения: изменить…'],
	behaviourAbout: [
		'of all instances of a workspace; of one: see «Instances»',
		'для всех инстансов сервера; для одного — в разделе «Инстансы»',
	],
	table: ['Preferences as a table', 'Настройки поведения таблицей'],
	tableAbout: ['what counts, and where it comes from', 'что действует и откуда взято'],
	which: ['Which workspace?', 'Какой сервер?'],
} as const satisfies Record<string, Text>;

export const CONFIG: Entry = action({
	title: WORDS.config,
	describe: WORDS.configAbout,
	args: ['config'],
});

export const SETTINGS: Entry = area({ title: WORDS.title, describe: WORDS.about }, [
	{
		title: WORDS.behaviour,
		describe: WORDS.behaviourAbout,
		async run(desk) {
			const scope = await chooseScope(desk);
			return scope === undefined ? 'stay' : changePreferences(scope).run(desk);
		},
	},
	action({
		title: WORDS.table,
		describe: WORDS.tableAbout,
		async args(desk) {
			const scope = await chooseScope(desk);
			return scope && ['list-preferences', ...scopeOptions(scope)];
		},
	}),
	CONFIG,
]);

/** The workspace, where there are several; undefined when that was left. */
async function chooseScope(desk: Desk): Promise<Scope | undefined> {
	const workspaces = await readWorkspaces(desk);
	if (workspaces === undefined || workspaces.length < 2) return workspaces && {};
	const choices = workspaces.map((url) => ({ value: url, name: oneLine(url) }));
	const workspace = await desk.pick(desk.say(WORDS.which), choices);
	return workspace === undefined ? undefined : { workspace };
}
