import { existsSync } from 'node:fs';
import { StorageError } from '../domain/errors.js';
import { engineOf } from './knex-config.js';

/**
 * Throws StorageError `STORAGE_MISSING` when the file of an embedded database is not there: opening it would make an
 * empty one, where somebody only forgot DATA_DIR. A server is asked when it is connected to.
 */
export function requireDatabase(databaseUrl: string): void {
	if (hasDatabase(databaseUrl)) return;
	throw new StorageError(`There is no database at ${pathOf(databaseUrl)}.`, {
		code: 'STORAGE_MISSING',
		help: 'Set DATA_DIR or DATABASE_URL as the daemon has them; a new database is made by greenapi-rc migrate, or when the daemon starts.',
	});
}

/** False when the file of an embedded database is not there; a server is taken for granted. */
export function hasDatabase(databaseUrl: string): boolean {
	return engineOf(databaseUrl) !== 'sqlite' || existsSync(pathOf(databaseUrl));
}

function pathOf(databaseUrl: string): string {
	return databaseUrl.slice('sqlite:'.length);
}
