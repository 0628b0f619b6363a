import { statSync } from 'node:fs';
import type { Knex } from 'knex';
import { StorageError } from '../domain/errors.js';
import { engineOf } from './knex-config.js';

/** What compacting did; bytes of the database's files, undefined where the server does not tell. */
export type Compaction = {
	readonly bytesBefore: number | undefined;
	readonly bytesAfter: number | undefined;
};

/** The tables that rows are removed from. */
const TABLES = ['messages', 'lanes', 'chats', 'file_chunks'];

/**
 * SQLite: writes the file anew without its free pages (writers wait meanwhile), and empties the journal, so that nothing
 * removed is in either of them. MySQL, MariaDB: rebuilds the tables, beside running daemons.
 */
export async function compact(knex: Knex, databaseUrl: string): Promise<Compaction> {
	if (engineOf(databaseUrl) === 'mysql') {
		await knex.raw(`OPTIMIZE TABLE ${TABLES.join(', ')}`);
		return { bytesBefore: undefined, bytesAfter: undefined };
	}
	const path = databaseUrl.slice('sqlite:'.length);
	const bytesBefore = sizeOf(path);
	await knex.raw('VACUUM');
	const [checkpoint] = await knex.raw<{ busy: number }[]>('PRAGMA wal_checkpoint(TRUNCATE)');
	if (checkpoint?.busy !== 0) throw journalBusy();
	return { bytesBefore, bytesAfter: sizeOf(path) };
}

function sizeOf(path: string): number {
	return [path, `${path}-wal`].reduce((sum, file) => sum + fileSize(file), 0);
}

function fileSize(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function journalBusy(): StorageError {
	return new StorageError('The journal of the database can not be emptied: somebody is reading.', {
		code: 'STORAGE_BUSY',
		help: 'End what reads the database (a backup, a shell), then run: greenapi-rc prune --compact',
	});
}
