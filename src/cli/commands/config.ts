import type { Command } from 'commander';
import { configurationPage } from '../../core/config/document.js';
import { fields } from '../../core/config/fields.js';
import type { Field } from '../../core/config/fields.js';
import type { Source } from '../../core/config/load-config.js';
import { shownValue } from '../../core/config/shown-value.js';
import { printJson } from '../answer.js';
import { readConfig } from '../io.js';
import type { Io } from '../io.js';
import { wordsOf } from '../words.js';
import type { SayWord, Words } from '../words.js';

/** How the settings are printed; all but `table` and `json` are references, without values. */
export type ConfigForm = 'table' | 'json' | 'markdown' | 'texts' | 'capabilities' | 'cli' | 'man';

type Setting = {
	readonly variable: string;
	/** '' when it is not set and has no default; `***` for a secret. */
	readonly value: string;
	readonly source: Source;
	readonly meaning: string;
};

const WORDS = {
	variable: ['variable', 'переменная'],
	value: ['value', 'значение'],
	source: ['source', 'источник'],
	meaning: ['meaning', 'смысл'],
	unset: ['(not set)', '(не задано)'],
	default: ['default', 'умолчание'],
	environment: ['environment', 'окружение'],
	'.env': ['.env', '.env'],
} as const satisfies Words;

type Say = SayWord<typeof WORDS>;

/** `greenapi-rc config`. Throws ConfigError, which names every wrong setting, instead of printing some of them. */
export async function configCommand(
	io: Io,
	form: ConfigForm,
	program: () => Command,
): Promise<void> {
	const page = await pageOf(form, program);
	if (page !== undefined) {
		io.out(page.trimEnd());
		return;
	}
	const settings = readSettings(io);
	if (form === 'json') printJson(io, { items: settings });
	else io.out(await table(await inLanguage(io, settings), io));
}

/** The pages of docs/ and man/ that are made from tables. */
async function pageOf(form: ConfigForm, program: () => Command): Promise<string | undefined> {
	if (form === 'markdown') return configurationPage();
	if (form === 'texts') return (await import('../../core/texts/document.js')).textsPage();
	if (form === 'cli' || form === 'man')
		return (await import('../reference/pages.js'))[form](program());
	if (form !== 'capabilities') return undefined;
	return (await import('../../core/capabilities/document.js')).capabilitiesPage();
}

function readSettings(io: Io): Setting[] {
	const { sources } = readConfig(io);
	return Object.values(fields).map((field: Field<unknown>) => {
		const { text, source } = sources[field.env] ?? { text: '', source: 'default' };
		const { env, meaning } = field;
		return { variable: env, value: shownValue(field, text), source, meaning };
	});
}

async function inLanguage(io: Io, settings: readonly Setting[]): Promise<readonly Setting[]> {
	if (io.language() !== 'ru') return settings;
	const { SETTINGS } = await import('../russian/settings.js');
	return settings.map((one) => ({ ...one, meaning: SETTINGS[one.variable] ?? one.meaning }));
}

/** As wide as a terminal, the meaning folded; in a file or a pipe one line a setting. */
async function table(settings: readonly Setting[], io: Io): Promise<string> {
	const [{ default: Table }, { Chalk }] = await Promise.all([
		import('cli-table3'),
		import('chalk'),
	]);
	const say = wordsOf(io, WORDS);
	const chalk = new Chalk({ level: io.columns === undefined || io.env['NO_COLOR'] ? 0 : 1 });
	const rows = settings.map(({ variable, value, source, meaning }) => [
		chalk.bold(variable),
		value === '' ? chalk.dim(say('unset')) : value,
		source === 'default' ? chalk.dim(say(source)) : say(source),
		meaning,
	]);
	const printed = new Table({
		head: [say('variable'), say('value'), say('source'), say('meaning')],
		chars: PLAIN,
		style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
		...(io.columns === undefined ? {} : folded(io.columns, settings, say)),
	});
	printed.push(...rows);
	return printed.toString().replaceAll(/[ \t]+$/gm, '');
}

const PLAIN = Object.fromEntries(
	[
		['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'],
		['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
	]
		.flat()
		.map((place) => [place, '']),
);

const MIN_MEANING = 30;

function folded(columns: number, settings: readonly Setting[], say: Say): object {
	const widest = (texts: readonly string[]): number =>
		Math.max(...texts.map((text) => text.length)) + 3;
	const used = [
		widest([say('variable'), ...settings.map(({ variable }) => variable)]),
		widest(settings.map(({ value }) => (value === '' ? say('unset') : value))),
		widest([say('source'), ...settings.map(({ source }) => say(source))]),
	];
	const left = columns - used.reduce((sum, width) => sum + width, 0);
	return { colWidths: [...used, Math.max(MIN_MEANING, left)], wordWrap: true };
}
