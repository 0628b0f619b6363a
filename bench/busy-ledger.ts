import { createHash, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import knexModule from 'knex';
import { asInstanceId } from '../src/core/domain/ids.js';
import type { EventKind, MessageState } from '../src/core/domain/ledger.js';
import { openDatabase } from '../src/core/storage/database.js';
import type { Database } from '../src/core/storage/database.js';
import { createKnexConfig, engineOf } from '../src/core/storage/knex-config.js';
import { createTokenCipher, hashToken } from '../src/core/storage/token-cipher.js';
import { chatRow, insertAll, settleDown } from './full-ledger.js';
import { createWebhooks } from './webhooks.js';

/** Chats with a lane each way; the first half belongs to one instance, the last hundred to one that was removed long ago. */
const CHATS = 10_000;
const INSTANCES = 40;
const REMOVED = INSTANCES - 1;
/** Rows that are made one by one: two of each chat. All others are copies of them, made by the database itself. */
const PATTERN = 2 * CHATS;
/** The removed instance is in the first copies alone. */
const OLD_COPIES = 3;
const DAYS_MS = 30 * 86_400_000;
/** Of the newest rows. */
const OPEN_ROWS = 400;

/** What a busy ledger has something of, for questions to it. */
export const BUSY = {
	largest: instanceOf(0),
	small: instanceOf(5001),
	removed: instanceOf(CHATS - 1),
	chat: chatOf(17),
	phone: `+${chatOf(17).replace('@c.us', '')}`,
	smallWorkspace: 'https://chat2.example.org',
} as const;

/** Ids of a row in the middle. */
export type Known = { readonly id: number; readonly sourceId: string; readonly targetId: string };

/**
 * Migrates an empty database and fills its ledger with about `rows` rows of all kinds and states, of 40 instances in two
 * workspaces, over 30 days. Answers the ids of one of them.
 */
export async function fillBusyLedger(databaseUrl: string, rows: number): Promise<Known> {
	const database = openDatabase(databaseUrl, createTokenCipher(randomBytes(32)));
	await database.migrate();
	await register(database);
	await database.close();
	const knex = knexModule(createKnexConfig(databaseUrl));
	try {
		await insertAll(knex, 'chats', CHATS, (n) => ({ ...chatRow(n), ...placeOf(n) }));
		await insertAll(knex, 'lanes', 2 * CHATS, laneRow);
		const start = Date.now() - DAYS_MS;
		const stepMs = Math.floor(DAYS_MS / rows);
		const webhooks = createWebhooks(instanceOf(0), 'busy');
		await insertAll(knex, 'messages', PATTERN, (n) =>
			patternRow(n, start + n * stepMs, webhooks(n).body),
		);
		for (let copy = 1; copy * PATTERN < rows; copy += 1)
			await copyPattern(knex, databaseUrl, { copy, stepMs });
		await openNewest(knex);
		await settleDown(knex, databaseUrl);
		return await middleOf(knex);
	} finally {
		await knex.destroy();
	}
}

async function register({ stores }: Database): Promise<void> {
	const createdAt = Date.now() - DAYS_MS;
	for (const n of [1, 2])
		await stores.workspaces.insert({
			...{ url: `https://chat${n}.example.org`, adminEmail: 'admin@example.org' },
			...{ userId: 'admin', authToken: 'token', createdAt },
			...{ commandTokenHash: hashToken(`c${n}`), webhookTokenHash: hashToken(`w${n}`) },
		});
	for (let n = 0; n < REMOVED; n += 1)
		await stores.instances.insert({
			...{ id: asInstanceId(idOf(n)), workspaceId: workspaceOf(n), agentId: null },
			...{ apiToken: 'token', webhookToken: `webhook ${n}`, state: 'authorized', wid: '' },
			...{ apiUrl: 'http://127.0.0.1:9', mediaUrl: 'http://127.0.0.1:9', createdAt },
		});
}

function idOf(instance: number): string {
	return String(1_101_000_001 + instance);
}

/** The last two share a workspace of their own. */
function workspaceOf(instance: number): number {
	return instance < INSTANCES - 2 ? 1 : 2;
}

function numberOf(chat: number): number {
	if (chat < CHATS / 2) return 0;
	return chat >= CHATS - 100 ? REMOVED : 1 + (chat % (INSTANCES - 2));
}

function instanceOf(chat: number): string {
	return idOf(numberOf(chat));
}

function chatOf(chat: number): string {
	return `7900${String(chat).padStart(7, '0')}@c.us`;
}

function placeOf(chat: number): { readonly workspace_id: number; readonly instance_id: string } {
	return { workspace_id: workspaceOf(numberOf(chat)), instance_id: instanceOf(chat) };
}

function laneRow(n: number): object {
	const chat = Math.floor(n / 2);
	return { id: n + 1, chat_id: chat + 1, ...placeOf(chat), direction: directionOf(n), fence: 0 };
}

function directionOf(n: number): string {
	return n % 2 === 0 ? 'inbound' : 'outbound';
}

/** Of ten thousand rows so many are of a kind, and so many of a state. */
const KINDS: readonly (readonly [EventKind, number])[] = [
	...([['edit', 200] as const, ['reaction', 300] as const, ['deletion', 50] as const] as const),
	...([['votes', 20] as const, ['call', 30] as const, ['auto', 50] as const] as const),
	...([['notice', 500] as const, ['receipt', 900] as const, ['event', 490] as const] as const),
	['alert', 10],
];
const STATES: readonly (readonly [MessageState, number])[] = [
	['skipped', 250],
	['dead', 20],
];
const NO_LANE: readonly EventKind[] = ['receipt', 'event', 'alert'];

function share<Word>(list: readonly (readonly [Word, number])[], n: number, rest: Word): Word {
	let left = n % 10_000;
	for (const [word, count] of list) {
		if (left < count) return word;
		left -= count;
	}
	return rest;
}

function patternRow(n: number, at: number, payload: string): object {
	const key = createHash('sha256').update(`busy ${n}`).digest('hex');
	const kind = share(KINDS, n * 7919, 'message');
	const state = share(STATES, n * 6007, 'done');
	return {
		...placeOf(Math.floor(n / 2)),
		event_key: key.slice(0, 32),
		direction: directionOf(n),
		lane_id: NO_LANE.includes(kind) ? 0 : n + 1,
		kind,
		source_id: key.slice(32).toUpperCase(),
		part: 0,
		payload,
		state,
		attempts: state === 'dead' ? 19 : 0,
		run_at: at,
		target_id: state === 'done' ? `wa-${key.slice(0, 32)}` : null,
		receipt: n % 2 === 1 && state === 'done' ? 'read' : null,
		last_error: state === 'dead' ? 'GREEN_API_TOKEN_REFUSED: answered 401' : null,
		accepted_at: at,
		settled_at: at + 5,
	};
}

/** The first rows once more, later, with ids of their own. */
async function copyPattern(
	knex: Knex,
	databaseUrl: string,
	{ copy, stepMs }: { readonly copy: number; readonly stepMs: number },
): Promise<void> {
	const [rows, ms] = [copy * PATTERN, copy * PATTERN * stepMs];
	const key =
		engineOf(databaseUrl) === 'mysql'
			? `LPAD(HEX(id * 2654435761 + ${rows}), 32, '0')`
			: `printf('%032X', id * 2654435761 + ${rows})`;
	const same = ['workspace_id', 'instance_id', 'direction', 'lane_id', 'kind', 'part', 'payload'];
	const rest = ['state', 'attempts', 'receipt', 'last_error'];
	const columns = [...same, ...rest].join(', ');
	const without = copy < OLD_COPIES ? '' : `AND instance_id <> '${idOf(REMOVED)}'`;
	const target = engineOf(databaseUrl) === 'mysql' ? `CONCAT('wa-', ${key})` : `'wa-' || ${key}`;
	await knex.raw(
		`INSERT INTO messages (${columns}, event_key, source_id, target_id, run_at, accepted_at, settled_at)
		SELECT ${columns}, ${key}, ${key}, CASE WHEN target_id IS NULL THEN NULL ELSE ${target} END,
			run_at + ${ms}, accepted_at + ${ms}, settled_at + ${ms}
		FROM messages WHERE id <= ${PATTERN} ${without} ORDER BY id`,
	);
}

/** Something is always on its way. */
async function openNewest(knex: Knex): Promise<void> {
	const newest = (await knex('messages')
		.where('lane_id', '>', 0)
		.orderBy('id', 'desc')
		.limit(OPEN_ROWS)
		.pluck('id')) as number[];
	const open = { settled_at: null, target_id: null, receipt: null };
	await knex('messages')
		.whereIn('id', newest)
		.update({ state: 'pending', ...open });
	await knex('messages')
		.whereIn('id', newest.slice(0, OPEN_ROWS / 4))
		.update({ state: 'waiting' });
}

async function middleOf(knex: Knex): Promise<Known> {
	type Row = { id: number; source_id: string; target_id: string; kind: string; state: string };
	const last = await knex<Row>('messages').orderBy('id', 'desc').first('id');
	const query = knex<Row>('messages').where('id', '>=', Math.floor((last?.id ?? 0) / 2));
	const found = await query.where({ kind: 'message', state: 'done' }).orderBy('id').first();
	return {
		id: found?.id ?? 0,
		sourceId: found?.source_id ?? '',
		targetId: found?.target_id ?? '',
	};
}
