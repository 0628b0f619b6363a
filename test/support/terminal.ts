import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import xterm from '@xterm/headless';
import type { ExecutionContext } from 'ava';
import { repositoryRoot } from './repository.js';
import { waitFor } from './wait-for.js';

// eslint-disable-next-line no-control-regex -- that is what terminals obey
const STYLE = /\u001b\[[\d;]+m/u;

/** The program at a terminal of its own. */
export type AtTerminal = {
	/** All that came on the screen so far, without colours and movements: a line that is redrawn is there several times. */
	screen(): string;
	/** What a person sees once it matches: the rows of the window, without the empty ones at its end. */
	window(pattern: RegExp): Promise<string>;
	/** The same with colours and movements. */
	raw(): string;
	/** Whether anything of it had a colour, or was bold. */
	hasStyles(): boolean;
	/**
	 * Types a text once `label` is on the screen, behind what was there at the call before. The label must be of the question
	 * itself, not of a line above it: what is typed before a question stands is dropped.
	 */
	type(label: string, text: string): Promise<void>;
	/** Resolves once `label` is on the screen, behind what was there at the last `type`. */
	see(label: string): Promise<void>;
	/** Resolves with the exit code. */
	readonly exited: Promise<number | null>;
};

/** Whether this machine can give a program a terminal: util-linux's `script` does. */
export function hasTerminals(): boolean {
	const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
	return stdout.includes('util-linux');
}

export type TerminalOptions = {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string>>;
	/** 80 and 24 unless told. */
	readonly columns?: number;
	readonly rows?: number;
	/** What is started in place of the repository's own program. */
	readonly program?: readonly string[];
	/** How long `type` and `see` wait for their label, milliseconds; 15,000 unless told. */
	readonly patienceMs?: number;
};

const OWN_PROGRAM = [process.execPath, join(repositoryRoot, 'bin', 'greenapi-rc.js')];

/** Starts `greenapi-rc <args>` at a terminal; killed when the test ends, if it still runs then. */
export function startAtTerminal(
	t: ExecutionContext,
	args: readonly string[],
	{
		cwd,
		env,
		columns = 80,
		rows = 24,
		program: own = OWN_PROGRAM,
		patienceMs = 15_000,
	}: TerminalOptions,
): AtTerminal {
	const program = [...own, ...args];
	const command = program.map((word) => `'${word.replaceAll(`'`, `'\\''`)}'`).join(' ');
	const { PATH = '', HOME = '' } = process.env;
	const child = spawn(
		'script',
		[
			'--quiet',
			'--return',
			'--command',
			`stty cols ${columns} rows ${rows}; exec ${command}`,
			'/dev/null',
		],
		{
			...{ cwd, env: { PATH, HOME, SHELL: '/bin/sh', TERM: 'xterm', ...env } },
			stdio: ['pipe', 'pipe', 'ignore'],
		},
	);
	let shown = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
	const screen = (): string => stripVTControlCharacters(shown);
	const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
	t.teardown(async () => {
		child.kill('SIGKILL');
		await exited;
	});
	let seen = 0;
	const windowNow = (): Promise<string> => windowOf(shown, columns, rows);
	const until = async (label: string, condition: () => string | Promise<string>) => {
		try {
			return await waitFor(condition, { label, everyMs: 25, timeoutMs: patienceMs });
		} catch (error) {
			throw new Error(`No ${label} in the window:\n${await windowNow()}`, { cause: error });
		}
	};
	const see = async (label: string): Promise<void> => {
		await until(label, () => (screen().slice(seen).includes(label) ? label : ''));
	};
	return {
		screen,
		see,
		window: (pattern) =>
			until(String(pattern), async () => {
				const now = await windowNow();
				return pattern.test(now) ? now : '';
			}),
		raw: () => shown,
		hasStyles: () => STYLE.test(shown),
		exited,
		async type(label, text) {
			await see(label);
			seen = screen().length;
			child.stdin.write(text);
		},
	};
}

async function windowOf(shown: string, cols: number, rows: number): Promise<string> {
	const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true });
	await new Promise<void>((resolve) => {
		terminal.write(shown, resolve);
	});
	const { active } = terminal.buffer;
	const lines = Array.from({ length: rows }, (_, row) =>
		(active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
	);
	terminal.dispose();
	return lines.join('\n').trimEnd();
}
