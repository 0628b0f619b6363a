import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { open, rm, writeFile } from 'node:fs/promises';
import { StorageError } from '../domain/errors.js';

const PROGRAMS = ['mariadb-dump', 'mysqldump'];
const OPTIONS = [
	// One moment for all tables, and nobody waits.
	...['--single-transaction', '--quick', '--skip-lock-tables', '--no-tablespaces'],
	...['--default-character-set=utf8mb4', '--hex-blob'],
];
const END = 'Dump completed';
const LONGEST_REASON = 300;

/**
 * Writes a dump of a MySQL or MariaDB database into the file `target`, by the program of the database, and checks that it is whole.
 * The password is in no list of processes. Rejects with StorageError `STORAGE_NO_DUMP_PROGRAM`, `STORAGE_DUMP_FAILED` or
 * `STORAGE_COPY_DAMAGED`.
 */
export async function dumpMysql(
	databaseUrl: string,
	target: string,
	tables: readonly string[],
): Promise<void> {
	const url = new URL(databaseUrl);
	const access = `${target}.cnf`;
	await writeFile(access, accessFile(url), { mode: 0o600, flag: 'wx' });
	try {
		await dump([`--defaults-extra-file=${access}`, ...OPTIONS, nameOf(url)], target);
	} finally {
		await rm(access, { force: true });
	}
	await check(target, tables);
}

function nameOf({ pathname }: URL): string {
	return decodeURIComponent(pathname.slice(1));
}

function accessFile(url: URL): string {
	const quoted = (text: string): string =>
		`"${decodeURIComponent(text).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
	const lines = [
		'[client]',
		`host=${quoted(url.hostname.replace(/^\[|\]$/gu, ''))}`,
		`port=${url.port === '' ? '3306' : url.port}`,
		'protocol=tcp',
		`user=${quoted(url.username)}`,
		`password=${quoted(url.password)}`,
		// MySQL's programs name it one way, MariaDB's the other.
		...(url.searchParams.has('ssl') ? ['loose-ssl', 'loose-ssl-mode=REQUIRED'] : []),
	];
	return `${lines.join('\n')}\n`;
}

async function dump(args: readonly string[], target: string): Promise<void> {
	for (const program of PROGRAMS) {
		const ended = await run(program, args, target);
		if (ended === undefined) continue;
		if (ended.code === 0) return;
		throw new StorageError(`${program} failed: ${ended.reason}`, {
			code: 'STORAGE_DUMP_FAILED',
			help: 'Mend what it says: the rights of the user of DATABASE_URL, or the space on the disk.',
		});
	}
	throw new StorageError('Neither mariadb-dump nor mysqldump is installed.', {
		code: 'STORAGE_NO_DUMP_PROGRAM',
		help: 'Install the client programs of the database (Debian, Ubuntu: mariadb-client), or run the backup where they are.',
	});
}

/** Undefined when there is no such program. */
async function run(
	program: string,
	args: readonly string[],
	target: string,
): Promise<{ readonly code: number; readonly reason: string } | undefined> {
	const file = await open(target, 'w');
	try {
		const child = spawn(program, args, { stdio: ['ignore', file.fd, 'pipe'] });
		let said = '';
		child.stderr?.setEncoding('utf8').on('data', (text: string) => {
			if (said.length < LONGEST_REASON) said += text;
		});
		return await new Promise((resolve, reject) => {
			child.once('error', (error: NodeJS.ErrnoException) => {
				if (error.code === 'ENOENT') resolve(undefined);
				else reject(error);
			});
			child.once('close', (code) => {
				const [reason = ''] = said.trim().split('\n');
				resolve({ code: code ?? 1, reason: reason.slice(0, LONGEST_REASON) });
			});
		});
	} finally {
		await file.close();
	}
}

/** Reads it a piece at a time; the last words of a piece are looked at once more with the next. */
async function check(target: string, tables: readonly string[]): Promise<void> {
	const missing = new Set(tables.map((table) => `CREATE TABLE \`${table}\``));
	let tail = '';
	for await (const piece of createReadStream(target, 'latin1')) {
		const text = tail + String(piece);
		for (const mark of missing) if (text.includes(mark)) missing.delete(mark);
		tail = text.slice(-LONGEST_REASON);
	}
	if (missing.size === 0 && tail.includes(END)) return;
	throw new StorageError('The dump of the database is not whole.', {
		code: 'STORAGE_COPY_DAMAGED',
		help: 'Check the disk that it was written to, and make another one.',
	});
}
