import type { Knex } from 'knex';
import { StorageError } from '../domain/errors.js';
import { toStorageError } from './db-errors.js';
import type { Engine } from './knex-config.js';
import { listMigrationNames } from './migration-source.js';

/** Named locks belong to the whole server: one a database, at most 64 characters. */
const LOCK = `CONCAT('greenapi-rc.', SHA1(DATABASE()))`;
const LOCK_SECONDS = 120;

/** Names of the migrations that were applied now, oldest first; empty when the database was up to date. */
export type MigrationReport = { readonly applied: readonly string[] };

/** Names of migrations, oldest first. */
export type MigrationStatus = {
	readonly applied: readonly string[];
	/** This version has them, the database has not. */
	readonly missing: readonly string[];
	/** The database has them, this version does not know them. */
	readonly unknown: readonly string[];
};

/**
 * Brings the schema up to date. Safe when several processes start at once: one migrates, the others wait for it.
 * Throws StorageError `STORAGE_NEWER` when the database was migrated by a newer version; then nothing is changed.
 */
export async function migrate(knex: Knex, engine: Engine): Promise<MigrationReport> {
	try {
		return { applied: await alone(knex, engine, latest) };
	} catch (error) {
		throw toStorageError(error, 'Migrating the database');
	}
}

/**
 * Undoes the newest batch of migrations; for developers and for going back one version. What was cut off can be repeated, and
 * nobody migrates meanwhile. Throws StorageError `STORAGE_NEWER` when the database was migrated by a newer version.
 */
export async function rollback(knex: Knex, engine: Engine): Promise<readonly string[]> {
	try {
		return await alone(knex, engine, async (held) => {
			// What this version does not know it can't undo.
			refuseNewer((await readMigrationStatus(held)).unknown);
			const [, names] = (await held.migrate.rollback()) as [number, string[]];
			return names;
		});
	} catch (error) {
		throw toStorageError(error, 'Undoing migrations');
	}
}

/** What `rollback` would undo, newest first; changes nothing. Of a database that one version has made it is everything. */
export async function readNewestBatch(knex: Knex): Promise<readonly string[]> {
	if (!(await knex.schema.hasTable('knex_migrations'))) return [];
	const table = () => knex<{ name: string; batch: number }>('knex_migrations');
	const [newest] = await table().max({ batch: 'batch' });
	const names = await table()
		.where({ batch: newest?.batch ?? 0 })
		.pluck('name');
	return names.sort().reverse();
}

/** Throws StorageError when the schema is older or newer than this version of the program. */
export async function checkSchema(knex: Knex): Promise<void> {
	const { missing, unknown } = await readMigrationStatus(knex);
	refuseNewer(unknown);
	if (missing.length === 0) return;
	throw new StorageError(`The database lacks ${missing.length} migrations of this version.`, {
		code: 'STORAGE_OLDER',
		help: 'Run: greenapi-rc migrate',
	});
}

/** What the database has of this version's migrations; changes nothing. */
export async function readMigrationStatus(knex: Knex): Promise<MigrationStatus> {
	const known = listMigrationNames();
	const hasTable = await knex.schema.hasTable('knex_migrations');
	const names = hasTable ? await knex<{ name: string }>('knex_migrations').pluck('name') : [];
	const done = names.sort();
	return {
		applied: done.filter((name) => known.includes(name)),
		missing: known.filter((name) => !done.includes(name)),
		unknown: done.filter((name) => !known.includes(name)),
	};
}

function refuseNewer(unknown: readonly string[]): void {
	const newest = unknown.at(-1);
	if (newest === undefined) return;
	throw new StorageError(`The database was migrated by a newer version (it has ${newest}).`, {
		code: 'STORAGE_NEWER',
		help: 'Install that version of greenapi-rc again, or restore a backup from before the upgrade.',
	});
}

type Change = (knex: Knex) => Promise<readonly string[]>;

/** Changes the schema while nobody else does. */
function alone(knex: Knex, engine: Engine, change: Change): Promise<readonly string[]> {
	return engine === 'sqlite' ? aloneInSqlite(knex, change) : aloneInMysql(knex, change);
}

/** SQLite can undo DDL: all migrations are one transaction, and a second starter waits for its write lock. */
async function aloneInSqlite(knex: Knex, change: Change): Promise<readonly string[]> {
	return knex.transaction(async (transaction) => {
		await freeLock(transaction);
		return change(transaction);
	});
}

/** MySQL can't undo DDL: a named lock, held by one connection, keeps the others waiting and dies with its holder. */
async function aloneInMysql(knex: Knex, change: Change): Promise<readonly string[]> {
	return knex.transaction(async (holder) => {
		const [rows] = (await holder.raw(`SELECT GET_LOCK(${LOCK}, ?) AS locked`, [LOCK_SECONDS])) as [
			{ locked: number | null }[],
		];
		if (rows[0]?.locked !== 1) {
			throw new StorageError(
				`Another process has been migrating for more than ${LOCK_SECONDS} s.`,
				{
					code: 'STORAGE_MIGRATION_LOCKED',
					help: 'Wait for it, or end it; then start again.',
				},
			);
		}
		try {
			await freeLock(knex);
			return await change(knex);
		} finally {
			await holder.raw(`SELECT RELEASE_LOCK(${LOCK})`);
		}
	});
}

/** Whoever held knex's own lock is dead: only one process at a time comes to this point. */
async function freeLock(knex: Knex): Promise<void> {
	if (await knex.schema.hasTable('knex_migrations_lock'))
		await knex.migrate.forceFreeMigrationsLock();
}

async function latest(knex: Knex): Promise<readonly string[]> {
	const { missing, unknown } = await readMigrationStatus(knex);
	refuseNewer(unknown);
	if (missing.length === 0) return [];
	const [, applied] = (await knex.migrate.latest()) as [number, string[]];
	return applied;
}
