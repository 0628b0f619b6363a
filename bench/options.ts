import { parseArgs } from 'node:util';

export const HELP = `npm run bench -- [options]

Measures the daemon and a bare loop (Express, one insert, one POST, one update) in one run, with the same stand-ins, on
SQLite and, where there is one, MariaDB or MySQL; and how much memory a file of 100 MB takes each way. Takes some minutes;
other programs on the machine falsify it.

  --engine <sqlite|mysql>  this engine alone
  --rounds <n>             rounds, both systems by turns; the best of each figure counts (default 3)
  --only <part>            load, files, commands, ledger, lists or ways
  --ledger-rows <n>        also compare a ledger of n rows and 10,000 chats with an empty one, e.g. 1000000, and
                           time list-messages and trace on one of so many rows (--only lists: 1000000 unless told)
  --messages <n>           for --only ways: so many by either way; by REST about 10 a minute
  --full                   100,000 messages more, instead of 20,000, to see whether memory grows; for --only ways
                           1,000 by REST, too, which takes two hours
  --profile <folder>       write CPU profiles of the daemon there (they slow it down)
  --json <file>            write all figures there, too
  --help                   this text

--only ways, and nothing else, sends messages through the app (the packed one, in the real Apps-Engine) and through REST,
with Rocket.Chat's rate limiter as it is by default: 1,000 by the app, 30 by REST, which takes some minutes.
`;

/** `ways` is left out unless it is asked for: a rate limiter takes its time. */
export const PARTS = ['load', 'files', 'commands', 'ledger', 'lists', 'ways'] as const;
export type Part = (typeof PARTS)[number];

export type WayMessages = { readonly app: number; readonly rest: number };

const MANY = 1000;
const FEW = 30;

export type Options = {
	readonly engine: 'sqlite' | 'mysql' | undefined;
	readonly rounds: number;
	readonly parts: readonly Part[];
	/** 0: no comparison of ledgers. */
	readonly ledgerRows: number;
	readonly growthMessages: number;
	/** How many messages go by each way. */
	readonly wayMessages: WayMessages;
	readonly profileFolder: string | undefined;
	readonly jsonFile: string | undefined;
	readonly help: boolean;
};

/** Throws a TypeError that says what is wrong. */
export function readOptions(args: readonly string[]): Options {
	const { values } = parseArgs({
		args: [...args],
		options: {
			engine: { type: 'string' },
			rounds: { type: 'string', default: '3' },
			only: { type: 'string' },
			'ledger-rows': { type: 'string' },
			messages: { type: 'string' },
			full: { type: 'boolean', default: false },
			profile: { type: 'string' },
			json: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const { engine, only } = values;
	if (engine !== undefined && engine !== 'sqlite' && engine !== 'mysql')
		throw new TypeError('--engine must be sqlite or mysql');
	return {
		engine,
		rounds: wholeNumber('--rounds', values.rounds, 1, 20),
		parts: only === undefined ? PARTS.filter((part) => part !== 'ways') : [partOf(only)],
		ledgerRows: wholeNumber(
			'--ledger-rows',
			values['ledger-rows'] ?? (only === 'lists' ? '1000000' : '0'),
			0,
			10_000_000,
		),
		growthMessages: values.full ? 100_000 : 20_000,
		wayMessages: wayMessages(values),
		profileFolder: values.profile,
		jsonFile: values.json,
		help: values.help,
	};
}

function wayMessages({ messages, full }: { messages?: string; full: boolean }): WayMessages {
	if (messages === undefined) return { app: MANY, rest: full ? MANY : FEW };
	const count = wholeNumber('--messages', messages, 10, 10_000);
	return { app: count, rest: count };
}

function partOf(text: string): Part {
	const found = PARTS.find((part) => part === text);
	if (found === undefined) throw new TypeError(`--only must be one of ${PARTS.join(', ')}`);
	return found;
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
	const value = Number(text);
	if (/^\d+$/u.test(text) && value >= min && value <= max) return value;
	throw new TypeError(`${name} must be a whole number from ${min} to ${max}`);
}
