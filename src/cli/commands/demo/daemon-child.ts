import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { daemonEnded } from './failures.js';

/** The package, seen from src/ under tsx and from dist/src/ in the built package. */
const PACKAGE = new URL(
	import.meta.url.endsWith('.ts') ? '../../../../' : '../../../../../',
	import.meta.url,
);
const PROGRAM = fileURLToPath(new URL('bin/greenapi-rc.js', PACKAGE));
const PRELOAD = new URL('dist/src/cli/commands/demo/end-with-parent.js', PACKAGE);
const LISTENING = 'Listening on ';
const STOP_MS = 5000;
const TAIL_LINES = 15;

/** The real daemon in a process of its own. */
export type DaemonChild = {
	readonly pid: number;
	/** Resolves when the process is gone, to its exit code or signal. */
	readonly ended: Promise<string>;
	/** The last lines of its log, oldest first. */
	logTail(): string[];
	/** Asks it to stop, and ends it after five seconds; resolves when it is gone. */
	stop(): Promise<void>;
	/** Ends it at once; for the end of our own process, where nothing can be waited for. */
	kill(): void;
};

/**
 * Runs `greenapi-rc daemon` with exactly this environment, in `folder`, where its log is kept too. `started` gets it as
 * soon as there is a process. Resolves when it listens, rejects with DEMO_DAEMON_ENDED when it ends before that. The
 * process ends with ours, whatever happens to ours.
 */
export async function startDaemonChild(
	folder: string,
	env: Readonly<Record<string, string>>,
	started: (child: DaemonChild) => void,
): Promise<DaemonChild> {
	const logFile = join(folder, 'daemon.log');
	const log = openSync(logFile, 'a', 0o600);
	const child = spawn(process.execPath, ['--import', PRELOAD.href, PROGRAM, 'daemon'], {
		cwd: folder,
		env,
		stdio: ['ignore', 'pipe', log, 'ipc'],
	});
	closeSync(log);
	const daemon = describe(child, logFile);
	started(daemon);
	const how = await Promise.race([listening(child), daemon.ended]);
	if (how !== undefined) throw daemonEnded(how);
	return daemon;
}

function describe(child: ChildProcess, logFile: string): DaemonChild {
	const ended = ending(child);
	const kill = (): void => void child.kill('SIGKILL');
	return {
		pid: child.pid ?? -1,
		ended,
		kill,
		logTail: () => tailOf(logFile),
		async stop() {
			child.kill('SIGTERM');
			const late = setTimeout(kill, STOP_MS);
			await ended;
			clearTimeout(late);
		},
	};
}

function tailOf(logFile: string): string[] {
	const lines = readFileSync(logFile, 'utf8').split('\n');
	return lines.filter((line) => line !== '').slice(-TAIL_LINES);
}

function ending(child: ChildProcess): Promise<string> {
	return new Promise((resolve) => {
		child.once('error', (error) => {
			resolve(error.message);
		});
		child.once('exit', (code, signal) => {
			resolve(signal ?? `exit code ${code ?? 'unknown'}`);
		});
	});
}

/** Resolves when the daemon says that it listens. What it says later is read too, so that it never has to wait. */
function listening(child: ChildProcess): Promise<undefined> {
	return new Promise((resolve) => {
		if (child.stdout === null) return;
		createInterface({ input: child.stdout }).on('line', (line) => {
			if (line.startsWith(LISTENING)) resolve(undefined);
		});
	});
}
