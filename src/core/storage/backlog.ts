import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import { FOLLOW_UPS } from '../domain/ledger.js';
import type { Direction } from '../domain/ledger.js';

/** Whose messages are counted: of a workspace, or of some of its instances; without either of all. */
export type BacklogScope = {
	readonly workspaceId?: number | undefined;
	readonly instanceIds?: readonly InstanceId[] | undefined;
};

export type Waiting = {
	readonly count: number;
	/** When the oldest of them was accepted, epoch milliseconds; undefined when there are none. */
	readonly oldestAt: number | undefined;
	/** The number of the one that was accepted first. */
	readonly oldestId: number | undefined;
};

/** How much is not delivered. Reads what is unsettled or dead, not what was delivered. */
export type Backlog = {
	/** What waits to be delivered, by direction. */
	waiting(scope: BacklogScope): Promise<Readonly<Record<Direction, Waiting>>>;
	/** Edits, deletions, reactions and votes whose message is not here yet. */
	countParked(scope: BacklogScope): Promise<number>;
	/** Dead letters that were given up since then. */
	countDead(scope: BacklogScope, since: number): Promise<number>;
	/** The same for two moments at once, of rows with a higher id than `behind`: others are not even read. */
	countDeadSince(
		scope: BacklogScope,
		since: { readonly hour: number; readonly day: number; readonly behind: number },
	): Promise<{ readonly lastHour: number; readonly lastDay: number }>;
	/** Lanes with something to deliver that wait for a reason, by that reason. */
	listHeld(
		scope: BacklogScope,
	): Promise<readonly { readonly reason: string; readonly count: number }[]>;
};

/** What stands in `lanes.wait` besides reasons: see lane-store.ts. */
const NO_REASONS = ['woken', 'taken-over'];

const NONE: Waiting = { count: 0, oldestAt: undefined, oldestId: undefined };

export function createBacklog(knex: Knex): Backlog {
	/** The index by state and lane; what is in no lane (alerts, receipts) is no message. */
	const rows = (state: string, { workspaceId, instanceIds }: BacklogScope) => {
		const query = knex('messages').where('messages.state', state).where('lane_id', '>', 0);
		if (workspaceId !== undefined) void query.where('messages.workspace_id', workspaceId);
		if (instanceIds !== undefined) void query.whereIn('messages.instance_id', instanceIds);
		return query;
	};
	const count = async (query: Knex.QueryBuilder): Promise<number> => {
		const counted: unknown = await query.count({ count: '*' });
		const [row] = counted as readonly { readonly count: number | string }[];
		return Number(row?.count ?? 0);
	};
	return {
		async waiting(scope) {
			const query = rows('pending', scope).groupBy('direction').select('direction');
			const counts: unknown = await query
				.count({ count: '*' })
				.min({ oldest: 'accepted_at', oldestId: 'messages.id' });
			const found = counts as readonly Row[];
			const of = (direction: Direction): Waiting => {
				const row = found.find((one) => one.direction === direction);
				if (row === undefined) return NONE;
				const { count: waiting, oldest, oldestId } = row;
				return {
					count: Number(waiting),
					oldestAt: Number(oldest),
					oldestId: Number(oldestId),
				};
			};
			return { inbound: of('inbound'), outbound: of('outbound') };
		},
		countParked: (scope) => count(rows('waiting', scope).whereIn('kind', FOLLOW_UPS)),
		countDead: (scope, since) => count(rows('dead', scope).where('settled_at', '>=', since)),
		async countDeadSince(scope, { hour, day, behind }) {
			const inHour = knex.raw('CASE WHEN settled_at >= ? THEN 1 ELSE 0 END', [hour]);
			const query = rows('dead', scope).where('messages.id', '>', behind);
			void query.where('settled_at', '>=', day);
			const found: unknown = await query.count({ lastDay: '*' }).sum({ lastHour: inHour });
			const [row] = found as readonly Record<'lastDay' | 'lastHour', number | string | null>[];
			return { lastHour: Number(row?.lastHour ?? 0), lastDay: Number(row?.lastDay ?? 0) };
		},
		async listHeld(scope) {
			const query = rows('pending', scope).join('lanes', 'lanes.id', 'messages.lane_id');
			const found = await query
				.whereNotIn('lanes.wait', NO_REASONS)
				.groupBy('lanes.wait')
				.orderBy('lanes.wait')
				.select({ reason: 'lanes.wait' })
				.countDistinct({ count: 'messages.lane_id' });
			const held = found as unknown as { reason: string; count: number | string }[];
			return held.map(({ reason, count: lanes }) => ({ reason, count: Number(lanes) }));
		},
	};
}

type Row = {
	readonly direction: Direction;
	readonly count: number | string;
	readonly oldest: number | string;
	readonly oldestId: number | string;
};
