import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';

type Step = (knex: Knex) => Promise<unknown>;
export type Migration = { readonly up: Step; readonly down: Step };
type MigrationFile = { readonly file: string };

/** `migrations/` beside `src/`: TypeScript under tsx, JavaScript in the built package. */
const FOLDER = new URL('../../../migrations/', import.meta.url);

const ALREADY_THERE = ['ER_TABLE_EXISTS_ERROR', 'ER_DUP_KEYNAME', 'ER_DUP_FIELDNAME'];
const ALREADY_GONE = ['ER_BAD_TABLE_ERROR', 'ER_CANT_DROP_FIELD_OR_KEY'];

/** Names without extension: a database migrated from the built files must not look foreign to the sources. */
export function listMigrationNames(): readonly string[] {
	const names = readdirSync(fileURLToPath(FOLDER))
		.filter((file) => /^\d{14}_\w+\.(ts|js)$/.test(file))
		.map((file) => file.replace(/\.(ts|js)$/, ''));
	return [...new Set(names)].sort();
}

/** knex's source of migrations; works from TypeScript and from the built files alike. */
export function createMigrationSource(): Knex.MigrationSource<MigrationFile> {
	return {
		getMigrations: () => Promise.resolve(listMigrationNames().map((file) => ({ file }))),
		getMigrationName: ({ file }) => file,
		getMigration: async ({ file }) => {
			const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
			const migration = (await import(new URL(`${file}.${extension}`, FOLDER).href)) as Migration;
			return {
				up: tolerant(migration.up, ALREADY_THERE),
				down: tolerant(migration.down, ALREADY_GONE),
			};
		},
	};
}

/**
 * Each migration is one DDL statement, and MySQL can't undo DDL: when what it makes is there already, or what it takes
 * away is gone, it was done by a run that ended before it could write that down.
 */
function tolerant(step: Step, done: readonly string[]): Step {
	return async (knex) => {
		try {
			await step(knex);
		} catch (error) {
			if (!done.includes(String((error as { code?: unknown }).code))) throw error;
		}
	};
}
