import knexModule from 'knex';
import type { Knex } from 'knex';
import { isConflict, toStorageError } from './db-errors.js';
import { createKnexConfig, engineOf } from './knex-config.js';
import type { Engine } from './knex-config.js';
import { migrate, checkSchema, rollback } from './migrate.js';
import type { MigrationReport } from './migrate.js';
import { createStores } from './stores.js';
import type { Stores } from './stores.js';
import type { TokenCipher } from './token-cipher.js';

const CONFLICT_TRIES = 8;

/** An open database. Every failure is a StorageError. */
export type Database = {
	readonly engine: Engine;
	readonly stores: Stores;
	/**
	 * Runs `work` with stores that are bound to one transaction and commits; nothing of another connection can leak in.
	 * Repeats the whole of it when another transaction was faster (deadlock, busy): `work` must have no other effects.
	 */
	transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
	migrate(): Promise<MigrationReport>;
	rollback(): Promise<readonly string[]>;
	checkSchema(): Promise<void>;
	/** Rejects when the database can't be reached. */
	ping(): Promise<void>;
	close(): Promise<void>;
};

/** Opens lazily: nothing is connected before the first query. */
export function openDatabase(databaseUrl: string, cipher: TokenCipher): Database {
	const knex = knexModule(createKnexConfig(databaseUrl));
	const engine = engineOf(databaseUrl);
	return {
		engine,
		stores: createStores(knex, cipher),
		transaction: (work) =>
			runTransaction(knex, (transaction) => work(createStores(transaction, cipher))),
		migrate: () => migrate(knex, engine),
		rollback: () => rollback(knex),
		checkSchema: () => guarded('Reading the schema', checkSchema(knex)),
		ping: async () => {
			await guarded('Asking the database', Promise.resolve(knex.raw('SELECT 1')));
		},
		close: () => knex.destroy(),
	};
}

async function runTransaction<T>(knex: Knex, work: (transaction: Knex) => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await knex.transaction(work);
		} catch (error) {
			const isLast = attempt === CONFLICT_TRIES;
			if (isLast || !isConflict(error)) throw toStorageError(error, 'Writing to the database');
		}
	}
}

async function guarded<T>(doing: string, query: Promise<T>): Promise<T> {
	try {
		return await query;
	} catch (error) {
		throw toStorageError(error, doing);
	}
}
