import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RefusedError } from '../../../core/domain/errors.js';
import { refusal } from '../../../core/operations/refusals.js';
import type { Io } from '../../io.js';

/** The package, seen from src/ under tsx and from dist/src/ in the built package. */
const PACKAGE = new URL(
	import.meta.url.endsWith('.ts') ? '../../../../' : '../../../../../',
	import.meta.url,
);
const PROGRAM = fileURLToPath(new URL('bin/greenapi-rc.js', PACKAGE));
const PRELOAD = new URL('dist/src/cli/commands/demo/end-with-parent.js', PACKAGE);
/** The app for Rocket.Chat in this package. */
export const APP_FOLDER = fileURLToPath(new URL('rc-app', PACKAGE));
/** Where the files for systemd and nginx are. */
export const DEPLOY_FOLDER = fileURLToPath(new URL('deploy', PACKAGE));
const STOP_MS = 15_000;
const TAIL_LINES = 5;

/** A daemon that setup has started. */
export type DaemonProcess = {
	readonly pid: number;
	readonly logFile: string;
	/** Undefined while it runs; then how it ended. */
	ended(): string | undefined;
	/** The last lines of its log. */
	logTail(): readonly string[];
	/** Asks it to stop, and resolves when it is gone. */
	stop(): Promise<void>;
	/** Lets it run on when this process ends. */
	release(): void;
};

/**
 * Starts `greenapi-rc daemon` in the working folder, with this process's environment; its log goes to setup-daemon.log in
 * `logFolder`. Unless `keepsRunning` it ends with this process, whatever happens to that. Does not wait until it listens.
 */
export function startDaemonProcess(
	io: Io,
	{ logFolder, keepsRunning }: { readonly logFolder: string; readonly keepsRunning: boolean },
): DaemonProcess {
	const logFile = join(logFolder, 'setup-daemon.log');
	const log = openSync(logFile, 'a', 0o600);
	const preload = keepsRunning ? [] : ['--import', PRELOAD.href];
	const child = spawn(process.execPath, [...preload, PROGRAM, 'daemon'], {
		...{ cwd: io.cwd, env: io.process.env },
		// A session of its own: Ctrl+C at a question is not for it.
		detached: true,
		stdio: keepsRunning ? ['ignore', log, log] : ['ignore', log, log, 'ipc'],
	});
	closeSync(log);
	return describe(child, logFile);
}

function describe(child: ChildProcess, logFile: string): DaemonProcess {
	let how: string | undefined;
	const ending = new Promise<void>((resolve) => {
		const end = (text: string): void => {
			how = text;
			resolve();
		};
		child.once('error', (error) => {
			end(error.message);
		});
		child.once('exit', (code, signal) => {
			end(signal ?? `exit code ${code ?? 'unknown'}`);
		});
	});
	return {
		pid: child.pid ?? -1,
		logFile,
		ended: () => how,
		logTail: () => readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES),
		async stop() {
			child.kill('SIGTERM');
			const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
			await ending;
			clearTimeout(late);
		},
		release: () => {
			child.unref();
		},
	};
}

/** The refusal when it ended instead of listening. */
export function daemonEnded({ logFile, ended, logTail }: DaemonProcess): RefusedError {
	const lines = logTail().join('\n');
	return refusal({
		code: 'daemon-ended',
		status: 500,
		message: 'refusal.daemon-ended',
		help: 'help.daemon-ended',
		values: { how: ended() ?? '?', lines, file: logFile },
	});
}
