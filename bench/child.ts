import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../test/support/repository.js';
import { type PeakWatch, residentMb, watchPeak } from './resident.js';

const ANSWER_MS = 30_000;
const KEPT_LINES = 20;
const STOP_MS = 15_000;

export type ChildOptions = {
	/** For messages. */
	readonly label: string;
	/** Arguments of node. */
	readonly args: readonly string[];
	/** Added to an environment that holds PATH and HOME and nothing else. */
	readonly env: Readonly<Record<string, string>>;
	/** A line of standard output that says that it is ready. */
	readonly ready: RegExp;
};

/** A process of the benchmark that is ready. */
export type Child = {
	/** What `ready` matched. */
	readonly matched: RegExpMatchArray;
	/** Resident megabytes; NaN where the system has no /proc. */
	memoryMb(): Promise<number>;
	/** Watches its highest resident memory from now on. */
	watchPeak(): Promise<PeakWatch>;
	/** Sends a signal; resolves with the first line after it that matches, rejects after 30 s. */
	ask(signal: NodeJS.Signals, answer: RegExp): Promise<RegExpMatchArray>;
	/** SIGTERM, and SIGKILL when that does not help; resolves when it has ended. */
	stop(): Promise<void>;
};

const running = new Set<ChildProcess>();

/** Starts `node <args>` and waits until it is ready. Rejects with its last lines when it does not become ready. */
export async function startChild(options: ChildOptions): Promise<Child> {
	const { PATH = '', HOME = '' } = process.env;
	const env = { PATH, HOME, ...options.env };
	const child = spawn(process.execPath, options.args, { cwd: repositoryRoot, env });
	running.add(child);
	const guardian = watchOver(child);
	const ended = new Promise<void>((resolve) => {
		child.once('close', () => {
			guardian.kill('SIGKILL');
			running.delete(child);
			resolve();
		});
		child.once('error', () => {
			resolve();
		});
	});
	const output = readLines(child);
	const lineLike = (pattern: RegExp) => lineOf(child, options.label, output, pattern, ended);
	const matched = await lineLike(options.ready);
	return {
		matched,
		memoryMb: () => residentMb(child.pid ?? 0),
		watchPeak: () => watchPeak(child.pid ?? 0),
		ask(signal, answer) {
			const answered = lineLike(answer);
			child.kill(signal);
			return answered;
		},
		stop: () => stopChild(child, ended),
	};
}

/** Kills what still runs; for the end of this process, whatever ends it. */
export function killChildren(): void {
	for (const child of running) child.kill('SIGKILL');
}

/** A shell that waits for the end of our process, whatever ends it, and then ends the child. */
function watchOver(child: ChildProcess): ChildProcess {
	const script = 'read _; kill -9 "$1" 2>/dev/null';
	return spawn('sh', ['-c', script, 'sh', String(child.pid)], {
		// A Ctrl+C in the terminal must not end it before its time.
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
}

type Output = { readonly last: readonly string[]; onLine: (line: string) => void };

/** Reads all output, so that the child is never held up by a full pipe. */
function readLines(child: ChildProcess): Output {
	const last: string[] = [];
	const output: Output = { last, onLine: () => undefined };
	for (const stream of [child.stdout, child.stderr]) {
		if (stream === null) continue;
		createInterface({ input: stream }).on('line', (line) => {
			last.push(line);
			if (last.length > KEPT_LINES) last.shift();
			output.onLine(line);
		});
	}
	return output;
}

/** The next line that matches. One caller at a time. */
async function lineOf(
	child: ChildProcess,
	label: string,
	output: Output,
	pattern: RegExp,
	ended: Promise<void>,
): Promise<RegExpMatchArray> {
	const matched = new Promise<RegExpMatchArray>((resolve) => {
		output.onLine = (line) => {
			const found = pattern.exec(line);
			if (found !== null) resolve(found);
		};
	});
	const late = new Promise<void>((resolve) => setTimeout(resolve, ANSWER_MS).unref());
	const first = await Promise.race([matched, ended, late]);
	if (Array.isArray(first)) return first;
	child.kill('SIGKILL');
	const lines = output.last.join('\n');
	throw new Error(`The ${label} did not say ${String(pattern)}. Its last lines:\n${lines}`);
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
	child.kill();
	const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
	await ended;
	clearTimeout(impatience);
}
