import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import knexModule from 'knex';
import { createKnexConfig, engineOf } from '../src/core/storage/knex-config.js';
import { openDatabase } from '../src/core/storage/database.js';
import { createTokenCipher } from '../src/core/storage/token-cipher.js';
import { createWebhooks } from './webhooks.js';

/** The instance of all rows. */
export const INSTANCE = '1101000001';

const ROWS_PER_STATEMENT = 500;
const STATEMENTS_PER_COMMIT = 20;
const DAY_MS = 86_400_000;

/**
 * Migrates an empty database and fills its ledger: `chats` chats with a lane for each, ids from 1, and `rows` delivered
 * rows spread over them and over the last days, as the daemon would have written them.
 */
export async function fillLedger(
	databaseUrl: string,
	size: { readonly rows: number; readonly chats: number },
): Promise<void> {
	const database = openDatabase(databaseUrl, createTokenCipher(randomBytes(32)));
	await database.migrate();
	await database.close();
	const knex = knexModule(createKnexConfig(databaseUrl));
	try {
		await insertAll(knex, 'chats', size.chats, chatRow);
		await insertAll(knex, 'lanes', size.chats, laneRow);
		const now = Date.now();
		const webhooks = createWebhooks(INSTANCE, 'filled');
		await insertAll(knex, 'messages', size.rows, (n) =>
			messageRow(n, size.chats, now, webhooks(n).body),
		);
		await settleDown(knex, databaseUrl);
	} finally {
		await knex.destroy();
	}
}

/** What the engines do by themselves, sooner or later, in a database that grew slowly. */
export async function settleDown(knex: Knex, databaseUrl: string): Promise<void> {
	const isMysql = engineOf(databaseUrl) === 'mysql';
	await knex.raw(
		isMysql ? 'ANALYZE TABLE chats, lanes, messages' : 'PRAGMA wal_checkpoint(TRUNCATE)',
	);
}

export async function insertAll(
	knex: Knex,
	table: string,
	count: number,
	rowOf: (n: number) => object,
): Promise<void> {
	let done = 0;
	while (done < count) {
		await knex.transaction(async (transaction) => {
			for (let i = 0; i < STATEMENTS_PER_COMMIT && done < count; i += 1) {
				const length = Math.min(ROWS_PER_STATEMENT, count - done);
				const from = done;
				await transaction(table).insert(Array.from({ length }, (_, n) => rowOf(from + n)));
				done += length;
			}
		});
	}
}

export function chatRow(n: number): object {
	return {
		id: n + 1,
		workspace_id: 1,
		instance_id: INSTANCE,
		wa_chat_id: `7900${String(n).padStart(7, '0')}@c.us`,
		visitor_token: `greenapi:${randomBytes(16).toString('hex')}`,
		is_registered: true,
		room_id: randomBytes(8).toString('hex'),
		name: 'Mary',
		created_at: Date.now(),
	};
}

function laneRow(n: number): object {
	const lane = { workspace_id: 1, instance_id: INSTANCE, direction: 'inbound', fence: 0 };
	return { id: n + 1, chat_id: n + 1, ...lane };
}

function messageRow(n: number, chats: number, now: number, payload: string): object {
	const key = createHash('sha256').update(`filled ${n}`).digest('hex');
	const at = now - 30 * DAY_MS + n;
	return {
		event_key: key.slice(0, 32),
		direction: 'inbound',
		workspace_id: 1,
		instance_id: INSTANCE,
		lane_id: (n % chats) + 1,
		kind: 'message',
		source_id: key.slice(32).toUpperCase(),
		part: 0,
		payload,
		state: 'done',
		attempts: 0,
		run_at: at,
		target_id: `wa-${key.slice(0, 32)}`,
		accepted_at: at,
		settled_at: at + 5,
	};
}
