import { findPreference } from '../../../core/preferences/fields.js';
import { checkOf } from '../../form.js';
import type { Choice } from '../../prompter.js';
import type { PreferenceRow } from '../../../core/operations/preferences.js';
import { preferencesInLanguage } from '../preferences.js';
import { lineOf } from './command-line.js';
import { action, showList } from './menu.js';
import type { Entry, List } from './menu.js';
import type { Text } from './text.js';

/** Whose behaviour is meant: of all instances of a workspace, or of one. */
export type Scope = { readonly workspace?: string | undefined; readonly instance?: string };

/** Longer values are cut in the list. */
const WIDEST = 40;

const WORDS = {
	behaviour: ['Preferences: change one…', 'Настройки поведения: изменить…'],
	behaviourAbout: [
		'how it behaves; takes effect within two seconds',
		'как себя вести; действует через две секунды',
	],
	pick: ['Preference', 'Настройка'],
	none: ['There are no preferences.', 'Настроек нет.'],
	other: ['another value…', 'другое значение…'],
	otherAbout: ['is typed; checked before it is set', 'вводится; проверяется до установки'],
	back: ['as before it was set', 'как до установки'],
	backAbout: [
		'takes the value back: then the workspace’s counts, or the default',
		'снимает значение: тогда действует значение сервера или исходное',
	],
	value: ['Value', 'Значение'],
	unset: ['(none)', '(нет)'],
	instance: ['instance', 'инстанс'],
	workspace: ['workspace', 'сервер'],
	default: ['default', 'умолчание'],
} as const satisfies Record<string, Text>;

/** The options that say the scope. */
export function scopeOptions({ workspace, instance }: Scope): readonly string[] {
	return [
		...(instance === undefined ? [] : ['--instance', instance]),
		...(instance !== undefined || workspace === undefined ? [] : ['--workspace', workspace]),
	];
}

/** The entry that changes how instances behave. */
export function changePreferences(scope: Scope): Entry {
	return {
		title: WORDS.behaviour,
		describe: WORDS.behaviourAbout,
		run: (desk) => showList(desk, preferenceList(scope)),
	};
}

function preferenceList(scope: Scope): List<PreferenceRow> {
	return {
		title: WORDS.pick,
		none: WORDS.none,
		async load(desk) {
			const answer = await desk.read(['list-preferences', ...scopeOptions(scope)]);
			const rows = (answer as { items: readonly PreferenceRow[] } | undefined)?.items;
			return rows && preferencesInLanguage(desk.io, rows);
		},
		cells: ({ name, value, from }, { say }) => [
			...[name, value === '' ? say(WORDS.unset) : value.slice(0, WIDEST), say(WORDS[from])],
		],
		describe: ({ meaning }) => meaning,
		keywords: ({ meaning }) => [meaning],
		open: (row) => ({
			title: row.name,
			entries: valueEntries(row, scope),
		}),
	};
}

/** What it may be, to choose from; a value of its own is typed. */
function valueEntries({ name, value, meaning }: PreferenceRow, scope: Scope): readonly Entry[] {
	const { words, isClosed } = findPreference(name)?.choices ?? { words: [], isClosed: false };
	const options = scopeOptions(scope);
	const known = words
		.filter((word) => word !== value)
		.map((word) => {
			const args = lineOf('set-preference', [name, word], options);
			return action({ title: [word, word], describe: [meaning, meaning], args, after: 'back' });
		});
	const args = ['set-preference', name, ...options];
	const unset = action({ title: WORDS.back, describe: WORDS.backAbout, args, after: 'back' });
	return [...known, ...(isClosed ? [] : [typedValue(name, options)]), unset];
}

function typedValue(name: string, options: readonly string[]): Entry {
	const example = findPreference(name)?.example ?? '';
	return action({
		title: WORDS.other,
		note: example,
		describe: WORDS.otherAbout,
		after: 'back',
		async args(desk) {
			const typed = await (name === TIME_ZONE
				? desk.search(name, zonesLike)
				: desk.text(
						WORDS.value,
						checkOf(desk.io, findPreference(name)?.parse ?? (() => undefined)),
					));
			return typed === undefined ? undefined : lineOf('set-preference', [name, typed], options);
		},
	});
}

const TIME_ZONE = 'time-zone';

function zonesLike(typed: string): readonly Choice[] {
	const zones = Intl.supportedValuesOf('timeZone');
	const wanted = typed.toLowerCase();
	return zones
		.filter((zone) => zone.toLowerCase().includes(wanted))
		.map((zone) => ({ value: zone, name: zone }));
}
