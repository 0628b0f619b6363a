import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { openDatabase } from '../../../src/core/storage/database.js';
import type { Stores } from '../../../src/core/storage/stores.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';

/** The tables of a running daemon, opened with its own key. */
export function storesOf(t: ExecutionContext, env: Readonly<Record<string, string>>): Stores {
	const { DATA_DIR = '', DATABASE_URL = '' } = env;
	const key = Buffer.from(readFileSync(join(DATA_DIR, 'secret.key'), 'utf8').trim(), 'base64');
	const database = openDatabase(DATABASE_URL, createTokenCipher(key));
	t.teardown(() => database.close());
	return database.stores;
}
