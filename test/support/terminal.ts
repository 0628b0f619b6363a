import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ExecutionContext } from 'ava';
import { repositoryRoot } from './repository.js';
import { waitFor } from './wait-for.js';

// eslint-disable-next-line no-control-regex -- that is what terminals obey
const STYLE = /\u001b\[[\d;]+m/u;

/** The program at a terminal of its own. */
export type AtTerminal = {
	/** All that came on the screen so far, without colours and movements: a line that is redrawn is there several times. */
	screen(): string;
	/** Whether anything of it had a colour, or was bold. */
	hasStyles(): boolean;
	/** Types a text once `label` is on the screen, behind what was there at the call before. */
	type(label: string, text: string): Promise<void>;
	/** Resolves with the exit code. */
	readonly exited: Promise<number | null>;
};

export type TerminalOptions = {
	readonly cwd: string;
	readonly env: Readonly<Record<string, string>>;
	/** Lines of the terminal, 24 unless told; it has 80 columns. */
	readonly rows?: number;
	/** What is started in place of the repository's own program. */
	readonly program?: readonly string[];
	/** How long `type` waits for its label, milliseconds; 15,000 unless told. */
	readonly patienceMs?: number;
};

const OWN_PROGRAM = [process.execPath, join(repositoryRoot, 'bin', 'greenapi-rc.js')];

/** Whether this machine can give a program a terminal: util-linux's `script` does. */
export function hasTerminals(): boolean {
	const { stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' });
	return stdout.includes('util-linux');
}

/** Starts `greenapi-rc <args>` at a terminal; killed when the test ends, if it still runs then. */
export function startAtTerminal(
	t: ExecutionContext,
	args: readonly string[],
	{ cwd, env, rows = 24, program: own = OWN_PROGRAM, patienceMs = 15_000 }: TerminalOptions,
): AtTerminal {
	const program = [...own, ...args];
	const command = program.map((word) => `'${word.replaceAll(`'`, `'\\''`)}'`).join(' ');
	const { PATH = '', HOME = '' } = process.env;
	const child = spawn(
		'script',
		['--quiet', '--return', '--command', `stty cols 80 rows ${rows}; ${command}`, '/dev/null'],
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
	return {
		screen,
		hasStyles: () => STYLE.test(shown),
		exited,
		async type(label, text) {
			await waitFor(() => screen().slice(seen).includes(label), {
				timeoutMs: patienceMs,
				label: `${label} on the screen:\n${screen()}`,
			});
			seen = screen().length;
			child.stdin.write(text);
		},
	};
}
