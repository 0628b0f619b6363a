import Database from 'libsql';
import { StorageError } from '../domain/errors.js';
import { toStorageError } from './db-errors.js';
import { dumpMysql } from './dump.js';
import { engineOf } from './knex-config.js';

/** Everything that is kept; a copy without one of them is none. */
const KEPT_TABLES = [
	...['workspaces', 'agents', 'instances', 'preferences'],
	...['chats', 'lanes', 'messages', 'file_chunks', 'knex_migrations'],
] as const;

/** What is in a copy: rows by table; of a dump only that the tables are in it. */
export type CopyReport = {
	readonly form: 'sqlite' | 'sql';
	readonly rows: Readonly<Record<string, number>> | undefined;
};

/**
 * Copies the database as it is at one moment into the file `target`, which is there and empty, beside running daemons;
 * then reads the copy and checks it. Rejects with StorageError.
 */
export async function copyDatabase(databaseUrl: string, target: string): Promise<CopyReport> {
	if (engineOf(databaseUrl) === 'mysql') {
		await dumpMysql(databaseUrl, target, KEPT_TABLES);
		return { form: 'sql', rows: undefined };
	}
	try {
		const newest = copySqlite(databaseUrl.slice('sqlite:'.length), target);
		return { form: 'sqlite', rows: checkSqlite(target, newest) };
	} catch (error) {
		throw toStorageError(error, 'Copying the database');
	}
}

/** Answers the number of the newest row before the copy began. */
function copySqlite(path: string, target: string): number {
	const source = new Database(path, { readonly: true });
	try {
		source.exec('PRAGMA busy_timeout = 5000');
		const newest = numberOf(source, 'SELECT COALESCE(MAX(id), 0) AS number FROM messages');
		source.prepare('VACUUM INTO ?').run(target);
		return newest;
	} finally {
		source.close();
	}
}

function checkSqlite(target: string, newest: number): Record<string, number> {
	const copy = new Database(target, { readonly: true });
	try {
		const [check] = copy.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
		if (check?.integrity_check !== 'ok') throw damaged();
		const rows = KEPT_TABLES.map((table): [string, number] => [
			table,
			numberOf(copy, `SELECT COUNT(*) AS number FROM ${table}`),
		]);
		if (numberOf(copy, 'SELECT COALESCE(MAX(id), 0) AS number FROM messages') < newest)
			throw damaged();
		return Object.fromEntries(rows);
	} finally {
		copy.close();
	}
}

function numberOf(database: Database.Database, sql: string): number {
	return (database.prepare(sql).get() as { number: number }).number;
}

function damaged(): StorageError {
	return new StorageError('The copy of the database is damaged.', {
		code: 'STORAGE_COPY_DAMAGED',
		help: 'Check the disk that it was written to, and make another one.',
	});
}
