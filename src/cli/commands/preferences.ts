import { preferencesPage } from '../../core/preferences/document.js';
import type { PreferenceRow } from '../../core/operations/preferences.js';
import { printJson } from '../answer.js';
import type { Io } from '../io.js';
import { oneLine } from '../shown.js';
import { tableText } from '../table.js';
import { operatorOf, withLedger } from '../with-ledger.js';
import { wordsOf } from '../words.js';
import type { Words } from '../words.js';

type Target = { readonly instance?: string; readonly workspace?: string };
type Setting = Target & { readonly name: string; readonly value: string; readonly json?: true };

const WORDS = {
	name: ['preference', 'настройка'],
	value: ['value', 'значение'],
	from: ['from', 'откуда'],
	meaning: ['meaning', 'смысл'],
	none: ['(none)', '(нет)'],
	instance: ['instance', 'инстанс'],
	workspace: ['workspace', 'пространство'],
	default: ['default', 'умолчание'],
} as const satisfies Words;

/** `greenapi-rc set-preference`: takes effect in a running daemon within a second or two. */
export async function setPreferenceCommand(
	io: Io,
	{ name, value, json, ...target }: Setting,
): Promise<void> {
	const operator = operatorOf(io);
	const place = targetOf(target);
	const { message, row } = await withLedger(io, async (operations) => {
		const said = await operations.setPreference(operator, { name, value, ...place });
		const rows = json ? await operations.listPreferences(operator, place) : [];
		return { ...said, row: rows.find((one) => isSame(one.name, name)) };
	});
	if (row === undefined) io.out(message);
	else printJson(io, { name: row.name, value: row.value, from: row.from, ...targetFields(target) });
}

/** `greenapi-rc list-preferences`: what counts, and where it comes from. */
export async function listPreferencesCommand(
	io: Io,
	options: Target & { readonly json?: true; readonly markdown?: true },
): Promise<void> {
	if (options.markdown) {
		io.out(preferencesPage().trimEnd());
		return;
	}
	const rows = await withLedger(io, (operations) =>
		operations.listPreferences(operatorOf(io), targetOf(options)),
	);
	if (options.json) {
		printJson(io, { items: rows });
		return;
	}
	const say = wordsOf(io, WORDS);
	const cells = (await preferencesInLanguage(io, rows)).map(({ name, value, from, meaning }) => [
		name,
		value === '' ? say('none') : oneLine(value),
		say(from),
		meaning,
	]);
	io.out(await tableText(io, [say('name'), say('value'), say('from'), say('meaning')], cells));
}

/** The same rows, what they mean in the language of the terminal. */
export async function preferencesInLanguage(
	io: Io,
	rows: readonly PreferenceRow[],
): Promise<readonly PreferenceRow[]> {
	if (io.language() !== 'ru') return rows;
	const { PREFERENCES } = await import('../russian/preferences.js');
	return rows.map((row) => ({ ...row, meaning: PREFERENCES[row.name] ?? row.meaning }));
}

/** Names are taken as they are typed. */
function isSame(name: string, typed: string): boolean {
	return name === typed.trim().toLowerCase();
}

function targetFields({ instance, workspace }: Target): object {
	return { instance: instance ?? null, workspace: workspace ?? null };
}

function targetOf({ instance, workspace }: Target): { idInstance?: string; workspaceUrl?: string } {
	return {
		...(instance === undefined ? {} : { idInstance: instance }),
		...(workspace === undefined ? {} : { workspaceUrl: workspace }),
	};
}
