import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ExecutionContext } from 'ava';
import { join } from 'node:path';
import { repositoryRoot } from './repository.js';
import { waitFor } from './wait-for.js';

export type ProgramOptions = {
	/** Added to an environment that holds PATH and HOME and nothing else. */
	env?: Record<string, string>;
	/** Working folder; the repository's unless told. */
	cwd?: string;
	/** Written to standard input, which is closed after it. */
	input?: string;
};

export type Ended = {
	/** undefined when a signal ended it. */
	readonly code: number | undefined;
	readonly signal: NodeJS.Signals | undefined;
	/** Everything it wrote, lines joined by \n. */
	readonly stdout: string;
	readonly stderr: string;
};

export type RunningProgram = {
	readonly pid: number;
	/** The lines so far, without their ends. */
	readonly stdout: readonly string[];
	readonly stderr: readonly string[];
	/** Resolves once the process has ended and all its output was read; never rejects. */
	readonly exited: Promise<Ended>;
	/** Sends a signal, SIGTERM unless told. */
	kill(signal?: NodeJS.Signals): void;
	/** The first line of either stream that matches, also one that came earlier; rejects after `timeoutMs` (30,000) or the end. */
	waitForLine(pattern: RegExp, timeoutMs?: number): Promise<string>;
};

/** Starts the product itself, `node bin/greenapi-rc.js <args>`; see `startChild`. */
export function startProgram(
	t: ExecutionContext,
	args: readonly string[],
	options: ProgramOptions = {},
): RunningProgram {
	return startChild(t, [join(repositoryRoot, 'bin', 'greenapi-rc.js'), ...args], options);
}

/** Starts `node <nodeArgs>` with a clean environment; killed (SIGKILL) when the test ends, if it still runs then. */
export function startChild(
	t: ExecutionContext,
	nodeArgs: readonly string[],
	{ env = {}, cwd = repositoryRoot, input = '' }: ProgramOptions = {},
): RunningProgram {
	const child = spawn(process.execPath, nodeArgs, { cwd, env: cleanEnvironment(env) });
	const stdout = collectLines(child.stdout);
	const stderr = collectLines(child.stderr);
	const exited = ending(child, stdout, stderr);
	// A program that ends without reading its input is no failure of the test.
	child.stdin.on('error', () => undefined);
	child.stdin.end(input);
	t.teardown(async () => {
		child.kill('SIGKILL');
		await exited;
	});
	return {
		pid: child.pid ?? -1,
		stdout,
		stderr,
		exited,
		kill: (signal = 'SIGTERM') => void child.kill(signal),
		waitForLine: (pattern, timeoutMs) => lineOf(child, [stdout, stderr], pattern, timeoutMs),
	};
}

function cleanEnvironment(env: Record<string, string>): Record<string, string> {
	const { PATH = '', HOME = '' } = process.env;
	return { PATH, HOME, ...env };
}

function collectLines(stream: Readable): string[] {
	const lines: string[] = [];
	createInterface({ input: stream }).on('line', (line) => lines.push(line));
	return lines;
}

function ending(
	child: ChildProcess,
	stdout: readonly string[],
	stderr: readonly string[],
): Promise<Ended> {
	return new Promise((resolve) => {
		child.once('error', (error) => {
			resolve({ code: undefined, signal: undefined, stdout: '', stderr: error.message });
		});
		child.once('close', (code, signal) => {
			resolve({
				code: code ?? undefined,
				signal: signal ?? undefined,
				stdout: stdout.join('\n'),
				stderr: stderr.join('\n'),
			});
		});
	});
}

async function lineOf(
	child: ChildProcess,
	streams: readonly (readonly string[])[],
	pattern: RegExp,
	timeoutMs = 30_000,
): Promise<string> {
	const find = () => streams.flat().find((line) => pattern.test(line));
	const label = `a line that matches ${String(pattern)}`;
	const line = await waitFor(() => find() ?? hasEnded(child), { timeoutMs, label });
	// The last lines can arrive together with the end.
	const found = typeof line === 'string' ? line : find();
	if (found !== undefined) return found;
	const said = streams.map((lines) => lines.slice(-5).join('\n')).join('\n');
	throw new Error(`The program ended without ${label}; its last lines:\n${said}`);
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}
