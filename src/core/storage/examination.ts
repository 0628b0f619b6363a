import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import { BRIDGE_KINDS, FOLLOW_UPS } from '../domain/ledger.js';
import type { Scope } from './inspection.js';

/** What a database server says of itself. */
export type ServerFacts = {
	/** As it says it, e.g. `10.11.6-MariaDB`. */
	readonly version: string;
	readonly charset: string;
	/** Its clock, epoch milliseconds. */
	readonly now: number;
	/** `innodb_flush_log_at_trx_commit`. */
	readonly flushLog: string;
	/** `max_allowed_packet`, bytes: no statement may be longer. */
	readonly maxPacket: number;
};

/** Rows that have been waiting for too long. */
export type Overdue = {
	readonly count: number;
	readonly oldest: { readonly id: number; readonly at: number } | undefined;
};

/** Questions of somebody who looks whether all is well. They read no payload and no token, and need no key. */
export type Examination = {
	/** MySQL and MariaDB only. */
	serverFacts(): Promise<ServerFacts>;
	/** SQLite only: what its quick check finds; empty when nothing is wrong. Reads the whole file. */
	damage(): Promise<readonly string[]>;
	/** Writes a row in a transaction and takes it back. */
	tryWriting(): Promise<void>;
	/** What is to be delivered. */
	pending(scope: Scope): Promise<Overdue>;
	/** Calls that began before `before`, whose effect is not known. */
	doubts(scope: Scope, before: number): Promise<Overdue>;
	/** Edits, deletions, reactions and votes that have been waiting for their message since before `before`. */
	parked(scope: Scope, before: number): Promise<Overdue>;
	/** Lanes whose lease ran out before `before`: nobody took them over. */
	countStaleLeases(before: number): Promise<number>;
	/** When WhatsApp's side sent something last, by instance, among the newest `limit` rows of the ledger. */
	lastInbound(limit: number): Promise<ReadonlyMap<InstanceId, number>>;
};

export function createExamination(knex: Knex): Examination {
	return {
		serverFacts: () => serverFacts(knex),
		async damage() {
			const rows = await knex.raw<Record<string, unknown>[]>('PRAGMA quick_check(3)');
			return rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
		},
		tryWriting: () => tryWriting(knex),
		pending: (scope) => overdue(rowsOf(knex, 'pending', scope), 'accepted_at'),
		doubts: (scope, before) =>
			overdue(
				rowsOf(knex, 'pending', scope).where('call_started_at', '<', before),
				'call_started_at',
			),
		parked: (scope, before) =>
			overdue(
				rowsOf(knex, 'waiting', scope)
					.where('lane_id', '>', 0)
					.where('accepted_at', '<', before)
					.whereIn('kind', [...FOLLOW_UPS]),
				'accepted_at',
			),
		async countStaleLeases(before) {
			const stale = knex('lanes').whereNotNull('lease_owner').where('run_at', '<', before);
			return countOf(await stale.count({ count: '*' }));
		},
		async lastInbound(limit) {
			const columns = ['instance_id', 'direction', 'kind', 'accepted_at'];
			const newest = knex('messages').select(columns).orderBy('id', 'desc').limit(limit);
			const query = knex.from(newest.as('newest')).where({ direction: 'inbound' });
			// Notices and alerts go the same way, but are the bridge's own.
			void query.whereNotIn('kind', [...BRIDGE_KINDS]);
			const rows = (await query
				.groupBy('instance_id')
				.select({ id: 'instance_id' })
				.max({ at: 'accepted_at' })) as unknown as { id: InstanceId; at: number | string }[];
			return new Map(rows.map(({ id, at }) => [id, Number(at)]));
		},
	};
}

async function serverFacts(knex: Knex): Promise<ServerFacts> {
	const [rows] = (await knex.raw(
		`SELECT VERSION() AS version, @@character_set_database AS charset,
			UNIX_TIMESTAMP(NOW(3)) * 1000 AS now, @@innodb_flush_log_at_trx_commit AS flushLog,
			@@max_allowed_packet AS maxPacket`,
	)) as [Record<string, unknown>[]];
	const [row = {}] = rows;
	return {
		version: String(row['version']),
		charset: String(row['charset']),
		now: Number(row['now']),
		flushLog: String(row['flushLog']),
		maxPacket: Number(row['maxPacket']),
	};
}

class TakenBack extends Error {
	override name = 'TakenBack';
}

async function tryWriting(knex: Knex): Promise<void> {
	const key = { workspace_id: 0, instance_id: '', name: 'doctor' };
	try {
		await knex.transaction(async (transaction) => {
			await transaction('preferences').insert({ ...key, value: '' });
			throw new TakenBack();
		});
	} catch (error) {
		if (!(error instanceof TakenBack)) throw error;
	}
}

function rowsOf(knex: Knex, state: string, { workspaceId, instanceId }: Scope): Knex.QueryBuilder {
	const query = knex('messages').where({ state });
	if (workspaceId !== undefined) void query.where({ workspace_id: workspaceId });
	if (instanceId !== undefined) void query.where({ instance_id: instanceId });
	return query;
}

async function overdue(
	query: Knex.QueryBuilder,
	since: 'accepted_at' | 'call_started_at',
): Promise<Overdue> {
	const counted: unknown = await query.clone().count({ count: '*' });
	const count = countOf(counted as Counted);
	if (count === 0) return { count, oldest: undefined };
	const found: unknown = await query.orderBy(since).limit(1).select({ id: 'id', at: since });
	const [row] = found as readonly { readonly id: number; readonly at: number | string }[];
	return { count, oldest: row && { id: row.id, at: Number(row.at) } };
}

type Counted = readonly { readonly count?: number | string }[];

function countOf([row]: Counted): number {
	return Number(row?.count ?? 0);
}
