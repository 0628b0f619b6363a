import type { Knex } from 'knex';
import { ASIDE_KINDS, isFailure, RECEIPTS } from '../domain/ledger.js';
import type { Direction } from '../domain/ledger.js';

/** How many messages were accepted in one minute, one way, and what went wrong with them so far. */
export type MinuteCount = {
	readonly direction: Direction;
	/** When the minute began, epoch milliseconds. */
	readonly minute: number;
	readonly count: number;
	/** Those of them that had a failed attempt and another try, made or to be made: not those given up at the first. */
	readonly retried: number;
	/** Those of them that were sent, and of which WhatsApp says that they did not arrive. */
	readonly notArrived: number;
};

/** What came in lately. The ledger has no index by time: the newest rows have the highest ids, and are found by these. */
export type TrafficQueries = {
	/** 0 in an empty ledger. */
	newestId(): Promise<number>;
	/** All rows that were accepted at `since` or later have a higher id; found in some twenty short looks. */
	idBefore(since: number): Promise<number>;
	/** When the first row behind this id was accepted; undefined when there is none. */
	acceptedAfter(id: number): Promise<number | undefined>;
	/** Messages and what was said of them, without the bridge's own notices; of rows behind `afterId` accepted since `since`. */
	perMinute(afterId: number, since: number, workspaceId?: number): Promise<readonly MinuteCount[]>;
};

export const MINUTE_MS = 60_000;

/** Rows of one moment may be numbered in another order, and daemons' clocks differ a little. */
const SLACK_MS = 30_000;

const RETRIED = `CASE WHEN attempts > CASE WHEN state = 'dead' THEN 1 ELSE 0 END THEN 1 ELSE 0 END`;

export function createTrafficQueries(knex: Knex): TrafficQueries {
	async function firstFrom(id: number): Promise<Row | undefined> {
		const query = knex('messages').where('id', '>=', id).orderBy('id');
		return query.first<Row | undefined>('id', 'accepted_at');
	}
	async function newestId(): Promise<number> {
		const row: unknown = await knex('messages').orderBy('id', 'desc').first('id');
		return (row as { id: number } | undefined)?.id ?? 0;
	}
	return {
		newestId,
		async idBefore(since) {
			let low = (await firstFrom(0))?.id ?? 1;
			let high = (await newestId()) + 1;
			while (low < high) {
				const middle = Math.floor((low + high) / 2);
				const row = await firstFrom(middle);
				if (row !== undefined && row.accepted_at < since - SLACK_MS) low = row.id + 1;
				else high = middle;
			}
			return low - 1;
		},
		acceptedAfter: async (id) => (await firstFrom(id + 1))?.accepted_at,
		async perMinute(afterId, since, workspaceId) {
			const query = knex('messages').where('id', '>', afterId).where('accepted_at', '>=', since);
			if (workspaceId !== undefined) void query.where({ workspace_id: workspaceId });
			const rows: unknown = await query
				.whereNotIn('kind', [...ASIDE_KINDS])
				.groupBy('direction', 'minute')
				.select('direction', { minute: knex.raw(`accepted_at - accepted_at % ${MINUTE_MS}`) })
				.count({ count: '*' })
				.sum({ retried: knex.raw(RETRIED) })
				.sum({ notArrived: notArrived(knex) });
			return (rows as Record<keyof MinuteCount, string>[]).map((row) => ({
				direction: row.direction as Direction,
				minute: Number(row.minute),
				count: Number(row.count),
				retried: Number(row.retried),
				notArrived: Number(row.notArrived),
			}));
		},
	};
}

type Row = { readonly id: number; readonly accepted_at: number };

function notArrived(knex: Knex): Knex.Raw {
	const failures = RECEIPTS.filter((one) => isFailure(one) && one !== 'suspended');
	const places = failures.map(() => '?').join(', ');
	return knex.raw(`CASE WHEN receipt IN (${places}) THEN 1 ELSE 0 END`, failures);
}
