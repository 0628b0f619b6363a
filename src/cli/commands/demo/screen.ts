import { Chalk } from 'chalk';
import Table from 'cli-table3';
import type { Io } from '../../io.js';
import type { Tally } from './tally.js';
import { transcript } from './transcript.js';
import type { Translate } from './transcript.js';
import type { Line } from './views.js';

const COLUMNS = 80;

/** What the demo prints: colours and borders on a terminal, plain lines in a file or a pipe. */
export type Screen = {
	say(line: string): void;
	title(line: string): void;
	passed(what: string): void;
	failed(what: string): void;
	transcript(customerSees: readonly Line[], agentSees: readonly Line[]): void;
	table(tallies: readonly Tally[]): void;
};

/** Shows nothing. */
export const silentScreen: Screen = {
	say: () => undefined,
	title: () => undefined,
	passed: () => undefined,
	failed: () => undefined,
	transcript: () => undefined,
	table: () => undefined,
};

/** Writes to `io.out`, in the reader's language. Colours are off in a pipe and with NO_COLOR. */
export async function createScreen(io: Io): Promise<Screen> {
	const translated = await translator(io);
	const isTerminal = io.columns !== undefined;
	const chalk = new Chalk({ level: !isTerminal || io.env['NO_COLOR'] ? 0 : 1 });
	return {
		say: io.out,
		title: (line) => {
			io.out(chalk.bold(line));
		},
		passed: (what) => {
			io.out(`  ${chalk.green('✔')} ${translated(what)}`);
		},
		failed: (what) => {
			io.out(`  ${chalk.red('✘')} ${translated(what)}`);
		},
		transcript(customerSees, agentSees) {
			const [head = '', rule = '', ...rows] = transcript(
				customerSees,
				agentSees,
				io.columns ?? COLUMNS,
				translated,
			);
			[chalk.bold(head), chalk.dim(rule), ...rows].forEach(io.out);
		},
		table: (tallies) => {
			printTable(io, tallies, translated);
		},
	};
}

async function translator({ language }: Io): Promise<Translate> {
	if (language() !== 'ru') return (text) => text;
	const { DEMO } = await import('../../russian/demo.js');
	return (text) => DEMO[text] ?? text;
}

function printTable(io: Io, tallies: readonly Tally[], translated: Translate): void {
	const hasBorders = io.columns !== undefined;
	const head = ['direction', 'written', 'accepted', 'delivered', 'repeated', 'lost'].map(
		translated,
	);
	const table = new Table({
		head,
		colAligns: ['left', ...head.slice(1).map(() => 'right' as const)],
		style: {
			head: [],
			border: [],
			...(hasBorders ? {} : { 'padding-left': 0, 'padding-right': 2 }),
		},
		...(hasBorders ? {} : { chars: NO_BORDERS }),
	});
	for (const { direction, written, accepted, delivered, repeated, lost } of tallies)
		table.push([translated(direction), written, accepted, delivered, repeated, lost]);
	for (const line of table.toString().split('\n')) io.out(`  ${line}`.trimEnd());
}

const NO_BORDERS = Object.fromEntries(
	[
		['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left'],
		['bottom-right', 'left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
	]
		.flat()
		.map((place) => [place, '']),
);
