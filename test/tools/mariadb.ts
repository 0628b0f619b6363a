import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { freePort } from '../support/free-port.js';

const run = promisify(execFile);

const START_TIMEOUT_MS = 30_000;

/** Distributions put the server outside the PATH of ordinary users. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/libexec', '/opt/homebrew/bin'];

/** The two programs that a throw-away server needs, as absolute paths. */
export type MariadbPrograms = { readonly server: string; readonly installer: string };

export type ThrowAwayServer = {
	/** `mysql://test:<password>@127.0.0.1:<port>/`; the user may create databases. */
	readonly url: string;
	/** `kill -9`: what was committed is in the folder, connections are gone. */
	down(): Promise<void>;
	/** The same server again, on the same port; resolves when it answers. */
	up(): Promise<void>;
	/** Kills the server and removes its folder. Safe to call twice. */
	stop(): Promise<void>;
};

/** MariaDB's server and installer, or undefined where the machine lacks one of them. */
export function findMariadb(): MariadbPrograms | undefined {
	const server = findProgram(['mariadbd', 'mysqld']);
	const installer = findProgram(['mariadb-install-db', 'mysql_install_db']);
	return server === undefined || installer === undefined ? undefined : { server, installer };
}

/**
 * Starts a MariaDB of our own in a temporary folder, on a free port of 127.0.0.1, with durable commits as in production.
 * Also when this process is killed, the server dies and its folder goes. Rejects when it does not answer within 30 s.
 */
export async function startMariadb(programs: MariadbPrograms): Promise<ThrowAwayServer> {
	const folder = await mkdtemp(join(tmpdir(), 'greenapi-rc-mariadb-'));
	const running: ChildProcess[] = [];
	const down = async () => {
		// The guardian first: it would clean up when it sees the end of its input.
		for (const child of running.splice(0).reverse()) await kill(child);
	};
	const stop = async () => {
		await down();
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	try {
		await install(programs.installer, folder);
		const port = await freePort();
		const start = () => {
			const server = spawn(programs.server, serverArguments(folder, port), {
				// A Ctrl+C in the terminal is for the tests; the server outlives them.
				detached: true,
				stdio: 'ignore',
			});
			running.push(server, watchOver(server, folder));
			return server;
		};
		const password = randomBytes(12).toString('hex');
		await createUser(start(), join(folder, 'socket'), password);
		const up = async () => {
			const connection = await connectAsRoot(start(), join(folder, 'socket'));
			await connection.end();
		};
		return { url: `mysql://test:${password}@127.0.0.1:${port}/`, down, up, stop };
	} catch (error) {
		const log = await tailOfLog(folder);
		await stop();
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`The throw-away MariaDB did not start: ${reason}\n${log}`, { cause: error });
	}
}

function findProgram(names: readonly string[]): string | undefined {
	const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SERVER_FOLDERS];
	return names
		.flatMap((name) => folders.map((folder) => join(folder, name)))
		.find((path) => isExecutable(path));
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

async function install(installer: string, folder: string): Promise<void> {
	await run(installer, [
		'--no-defaults',
		`--datadir=${join(folder, 'data')}`,
		'--auth-root-authentication-method=normal',
		'--skip-test-db',
		`--user=${userInfo().username}`,
		`--tmpdir=${folder}`,
	]);
}

function serverArguments(folder: string, port: number): string[] {
	return [
		'--no-defaults',
		`--user=${userInfo().username}`,
		`--datadir=${join(folder, 'data')}`,
		`--socket=${join(folder, 'socket')}`,
		`--pid-file=${join(folder, 'pid')}`,
		`--tmpdir=${folder}`,
		`--log-error=${logPath(folder)}`,
		'--bind-address=127.0.0.1',
		`--port=${port}`,
		'--skip-name-resolve',
		'--skip-log-bin',
		'--innodb-flush-log-at-trx-commit=1',
		'--character-set-server=utf8mb4',
		'--max-connections=500',
	];
}

/** A shell that waits for the end of our process, whatever ends it, and then cleans up behind it. */
function watchOver(server: ChildProcess, folder: string): ChildProcess {
	const script = 'read _; kill -9 "$1" 2>/dev/null; sleep 0.2; rm -rf "$2"';
	return spawn('sh', ['-c', script, 'sh', String(server.pid), folder], {
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
}

async function createUser(server: ChildProcess, socket: string, password: string): Promise<void> {
	const connection = await connectAsRoot(server, socket);
	try {
		await connection.query(`CREATE USER 'test'@'%' IDENTIFIED BY '${password}'`);
		await connection.query(`GRANT ALL ON *.* TO 'test'@'%' WITH GRANT OPTION`);
	} finally {
		await connection.end();
	}
}

async function connectAsRoot(server: ChildProcess, socketPath: string) {
	const deadline = Date.now() + START_TIMEOUT_MS;
	for (;;) {
		try {
			return await createConnection({ socketPath, user: 'root' });
		} catch (error) {
			if (hasEnded(server) || Date.now() > deadline) throw error;
			await sleep(50);
		}
	}
}

async function kill(child: ChildProcess): Promise<void> {
	if (child.pid === undefined || hasEnded(child)) return;
	const ended = once(child, 'exit');
	child.kill('SIGKILL');
	await ended;
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

function logPath(folder: string): string {
	return join(folder, 'error.log');
}

async function tailOfLog(folder: string): Promise<string> {
	try {
		const lines = (await readFile(logPath(folder), 'utf8')).trimEnd().split('\n');
		return ['The last lines of its log:', ...lines.slice(-15)].join('\n');
	} catch {
		return 'It wrote no log.';
	}
}
