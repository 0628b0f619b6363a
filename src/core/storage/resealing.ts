import type { Knex } from 'knex';
import { sealedWith } from './token-cipher.js';
import type { TokenCipher } from './token-cipher.js';

/** Every column that holds a sealed token, and the key of its table. */
const SEALED = [
	['workspaces', 'auth_token'],
	['workspaces', 'app_key'],
	['agents', 'auth_token'],
	['instances', 'api_token'],
	['instances', 'webhook_token'],
] as const;

type Sealed = { readonly id: number | string; readonly sealed: string };

/** Seals all tokens anew. Call it in a transaction; answers how many there are. Throws StorageError `STORAGE_KEY_WRONG`. */
export async function reseal(knex: Knex, current: TokenCipher, next: TokenCipher): Promise<number> {
	let count = 0;
	for (const [table, column] of SEALED) {
		for (const { id, sealed } of await read(knex, table, column)) {
			await knex(table)
				.where({ id })
				.update({ [column]: next.seal(current.open(sealed)) });
			count += 1;
		}
		for (const { sealed } of await read(knex, table, column)) next.open(sealed);
	}
	return count;
}

/** Names of the keys that tokens are sealed with. */
export async function keyIds(knex: Knex): Promise<ReadonlySet<string>> {
	const ids = new Set<string>();
	for (const [table, column] of SEALED)
		for (const { sealed } of await read(knex, table, column)) ids.add(sealedWith(sealed));
	return ids;
}

async function read(knex: Knex, table: string, column: string): Promise<readonly Sealed[]> {
	const query = knex(table).whereNotNull(column).orderBy('id');
	const rows = knex.isTransaction ? query.forUpdate() : query;
	return rows.select<Sealed[]>({ id: 'id', sealed: column });
}
