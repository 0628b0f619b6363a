import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { repositoryRoot } from '../support/repository.js';
import { findMariadb, startMariadb } from './mariadb.js';

/*
 * node dist/test/tools/with-test-database.js <command> [arguments…]
 *
 * Runs a command with TEST_DATABASE_URL set: to what the environment says, else to a throw-away MariaDB where the machine
 * has one. Without both the command runs on SQLite alone, and that is said loudly. Ends with the command's own code.
 */

const BANNER = `
########################################################################
#  NO MYSQL OR MARIADB: every test of that engine is SKIPPED.          #
#  SQLite alone is tested. Install mariadb-server (Debian, Ubuntu:     #
#  apt-get install mariadb-server), or set TEST_DATABASE_URL to        #
#  mysql://user:password@host:port/ of a server for tests.             #
########################################################################
`;

/** How long the command may take to end after a signal, milliseconds. */
const PATIENCE_MS = 15_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
	process.stderr.write('Usage: with-test-database <command> [arguments…]\n');
	process.exitCode = 2;
} else {
	process.exitCode = await runWithDatabase(command, args);
}

async function runWithDatabase(program: string, programArgs: readonly string[]): Promise<number> {
	const stopSignal = listenForSignals();
	if ((process.env['TEST_DATABASE_URL'] ?? '') !== '')
		return runCommand(program, programArgs, {}, stopSignal);
	const mariadb = findMariadb();
	if (mariadb === undefined) {
		process.stderr.write(BANNER);
		const code = await runCommand(program, programArgs, {}, stopSignal);
		process.stderr.write(BANNER);
		return code;
	}
	try {
		const server = await startMariadb(mariadb);
		try {
			const env = { TEST_DATABASE_URL: server.url };
			return await runCommand(program, programArgs, env, stopSignal);
		} finally {
			await server.stop();
		}
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.stderr.write('Mend it, or set TEST_DATABASE_URL to a server for tests.\n');
		return 1;
	}
}

/** Keeps the signals that would end this process, so that the command ends first and the server after it. */
function listenForSignals(): AbortSignal {
	const stop = new AbortController();
	for (const signal of SIGNALS)
		process.on(signal, () => {
			stop.abort(signal);
		});
	return stop.signal;
}

async function runCommand(
	program: string,
	programArgs: readonly string[],
	env: Record<string, string>,
	stop: AbortSignal,
): Promise<number> {
	if (stop.aborted) return exitCodeOf(stop.reason as NodeJS.Signals);
	const child = spawn(program, programArgs, {
		stdio: 'inherit',
		env: { ...process.env, ...env, PATH: pathWithPackages() },
	});
	stop.addEventListener('abort', () => {
		child.kill(stop.reason as NodeJS.Signals);
		setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref();
	});
	return new Promise((resolve) => {
		child.once('error', (error) => {
			process.stderr.write(`Cannot start ${program}: ${error.message}\n`);
			resolve(127);
		});
		child.once('exit', (code, signal) => {
			resolve(signal === null ? (code ?? 1) : exitCodeOf(signal));
		});
	});
}

/** So that `ava` is found without npm, too. */
function pathWithPackages(): string {
	const packages = join(repositoryRoot, 'node_modules', '.bin');
	return [packages, process.env['PATH'] ?? ''].join(delimiter);
}

/** As shells report the end by a signal. */
function exitCodeOf(signal: NodeJS.Signals): number {
	return 128 + constants.signals[signal];
}
