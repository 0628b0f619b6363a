import { randomBytes } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import knexModule from 'knex';
import type { Knex } from 'knex';
import { openDatabase } from '../../src/core/storage/database.js';
import type { Database } from '../../src/core/storage/database.js';
import { createKnexConfig } from '../../src/core/storage/knex-config.js';
import { createTokenCipher } from '../../src/core/storage/token-cipher.js';
import { createTestDatabase } from './databases.js';
import type { Engine } from './databases.js';
import { applySchema } from './schema-copy.js';

/** A migrated database of the test's own. Everything opened here is closed when the test ends. */
export type TestStorage = {
	readonly url: string;
	readonly database: Database;
	/**
	 * The product's connections once more. On SQLite never write with two of them at the same time in one process:
	 * a waiting writer blocks the event loop, and so the writer it waits for.
	 */
	another(key?: Buffer): Database;
	/** Straight to the tables, past the product. */
	raw(): Knex;
};

/** A new database as all migrations leave it. */
export async function openTestStorage(t: ExecutionContext, engine: Engine): Promise<TestStorage> {
	const { url } = await createTestDatabase(t, engine);
	await applySchema(engine, url);
	const ownKey = randomBytes(32);
	const another = (key = ownKey): Database => {
		const database = openDatabase(url, createTokenCipher(key));
		t.teardown(() => database.close());
		return database;
	};
	return { url, database: another(), another, raw: () => openRaw(t, url) };
}

/** Connections past the product to a database, migrated or not. */
export function openRaw(t: ExecutionContext, url: string): Knex {
	const raw = knexModule(createKnexConfig(url));
	t.teardown(() => raw.destroy());
	return raw;
}

/** MySQL: ends all connections to this database but one of `raw`, as a restart of the server does; answers how many. */
export async function killConnections(raw: Knex): Promise<number> {
	type Process = { ID: number };
	const [rows] = (await raw.raw(
		'SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()',
	)) as [Process[]];
	for (const { ID: id } of rows) await raw.raw(`KILL ${id}`).catch(() => undefined);
	return rows.length;
}
