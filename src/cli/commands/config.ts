import { configurationPage } from '../../core/config/document.js';
import { fields } from '../../core/config/fields.js';
import type { Field } from '../../core/config/fields.js';
import type { Source } from '../../core/config/load-config.js';
import { shownValue } from '../../core/config/shown-value.js';
import { readConfig } from '../io.js';
import type { Io } from '../io.js';

/** How the settings are printed; `markdown` is the reference of docs/configuration.md, without values. */
export type ConfigForm = 'table' | 'json' | 'markdown' | 'texts' | 'capabilities';

type Setting = {
	readonly variable: string;
	/** '' when it is not set and has no default; `***` for a secret. */
	readonly value: string;
	readonly source: Source;
	readonly meaning: string;
};

/** `greenapi-rc config`. Throws ConfigError, which names every wrong setting, instead of printing some of them. */
export async function configCommand(io: Io, form: ConfigForm): Promise<void> {
	const page = await pageOf(form);
	if (page !== undefined) {
		io.out(page.trimEnd());
		return;
	}
	const settings = readSettings(io);
	io.out(form === 'json' ? JSON.stringify(settings, undefined, 2) : await table(settings, io));
}

/** The pages of docs/ that are made from tables. */
async function pageOf(form: ConfigForm): Promise<string | undefined> {
	if (form === 'markdown') return configurationPage();
	if (form === 'texts') return (await import('../../core/texts/document.js')).textsPage();
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

/** As wide as a terminal, the meaning folded; in a file or a pipe one line a setting. */
async function table(settings: readonly Setting[], io: Io): Promise<string> {
	const [{ default: Table }, { Chalk }] = await Promise.all([
		import('cli-table3'),
		import('chalk'),
	]);
	const chalk = new Chalk({ level: io.columns === undefined || io.env['NO_COLOR'] ? 0 : 1 });
	const head = ['variable', 'value', 'source', 'meaning'];
	const rows = settings.map(({ variable, value, source, meaning }) => [
		chalk.bold(variable),
		value === '' ? chalk.dim('(not set)') : value,
		source === 'default' ? chalk.dim(source) : source,
		meaning,
	]);
	const printed = new Table({
		head,
		chars: PLAIN,
		style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
		...(io.columns === undefined ? {} : folded(io.columns, settings)),
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

function folded(columns: number, settings: readonly Setting[]): object {
	const widest = (texts: readonly string[]): number =>
		Math.max(...texts.map((text) => text.length)) + 3;
	const used = [
		widest(settings.map(({ variable }) => variable)),
		widest(settings.map(({ value }) => (value === '' ? '(not set)' : value))),
		widest(settings.map(({ source }) => source)),
	];
	const left = columns - used.reduce((sum, width) => sum + width, 0);
	return { colWidths: [...used, Math.max(MIN_MEANING, left)], wordWrap: true };
}
