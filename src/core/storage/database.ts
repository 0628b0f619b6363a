import knexModule from 'knex';
import { BridgeError } from '../domain/errors.js';
import { compact } from './compaction.js';
import type { Compaction } from './compaction.js';
import { isConflict, toStorageError } from './db-errors.js';
import { createKnexConfig, engineOf } from './knex-config.js';
import type { Engine } from './knex-config.js';
import { checkSchema, migrate, readMigrationStatus, readNewestBatch, rollback } from './migrate.js';
import type { MigrationReport, MigrationStatus } from './migrate.js';
import { keyIds, reseal } from './resealing.js';
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
	/** Names of the migrations that `rollback` would undo, newest first; changes nothing. */
	newestBatch(): Promise<readonly string[]>;
	/** Which migrations it has and which it lacks; changes nothing. */
	migrationStatus(): Promise<MigrationStatus>;
	checkSchema(): Promise<void>;
	/** Rejects when the database can't be reached. */
	ping(): Promise<void>;
	/** Gives the space of removed rows back, and leaves nothing of them in the files. */
	compact(): Promise<Compaction>;
	/**
	 * Seals every stored token anew, in one transaction, and opens them all once more. Rejects with StorageError
	 * `STORAGE_KEY_WRONG`, and changes nothing, when one can't be opened. Answers how many there are.
	 */
	reseal(next: TokenCipher): Promise<number>;
	/** Names of the keys that stored tokens are sealed with. */
	keyIds(): Promise<ReadonlySet<string>>;
	close(): Promise<void>;
};

/** Opens lazily: nothing is connected before the first query. */
export function openDatabase(databaseUrl: string, cipher: TokenCipher): Database {
	const knex = knexModule(createKnexConfig(databaseUrl));
	const engine = engineOf(databaseUrl);
	return {
		engine,
		stores: guardStores(createStores(knex, cipher)),
		transaction: (work) =>
			repeatConflicts('Writing to the database', () =>
				knex.transaction((transaction) => work(createStores(transaction, cipher))),
			),
		migrate: () => migrate(knex, engine),
		rollback: () => rollback(knex, engine),
		newestBatch: () => guarded('Reading the schema', readNewestBatch(knex)),
		migrationStatus: () => guarded('Reading the schema', readMigrationStatus(knex)),
		checkSchema: () => guarded('Reading the schema', checkSchema(knex)),
		ping: async () => {
			await guarded('Asking the database', Promise.resolve(knex.raw('SELECT 1')));
		},
		compact: () => guarded('Compacting the database', compact(knex, databaseUrl)),
		reseal: (next) =>
			repeatConflicts('Sealing the tokens anew', () =>
				knex.transaction((transaction) => reseal(transaction, cipher, next)),
			),
		keyIds: () => guarded('Reading the tokens', keyIds(knex)),
		close: () => knex.destroy(),
	};
}

/** Runs `work` again when another transaction was faster: the database has undone it then. */
async function repeatConflicts<T>(doing: string, work: () => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await work();
		} catch (error) {
			// What the caller throws to give a transaction up is the caller's.
			if (error instanceof BridgeError) throw error;
			if (attempt === CONFLICT_TRIES || !isConflict(error)) throw toStorageError(error, doing);
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

/** Outside a transaction every query is one: repeated after a conflict, and what fails is said as a StorageError. */
function guardStores(stores: Stores): Stores {
	const guardedStores = Object.entries(stores).map(([name, store]) => [name, guardStore(store)]);
	return Object.fromEntries(guardedStores) as Stores;
}

function guardStore(store: object): object {
	type Method = (...args: unknown[]) => Promise<unknown>;
	const methods = Object.entries(store).map(([name, method]: [string, Method]) => {
		const guardedMethod: Method = (...args) =>
			repeatConflicts('Asking the database', () => method(...args));
		return [name, guardedMethod];
	});
	return Object.fromEntries(methods) as object;
}
