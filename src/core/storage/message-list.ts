import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import { EVENT_KINDS, MESSAGE_STATES } from '../domain/ledger.js';
import type { Direction, EventKind, MessageState } from '../domain/ledger.js';
import { lanesOfChat } from './chat-lanes.js';
import type { MessageRow } from './message-row.js';

type Row = Pick<MessageRow, 'id' | 'accepted_at'>;

/** Which rows are meant; a field that is missing leaves none out. Times are epoch milliseconds. */
export type MessageFilter = {
	readonly workspaceId?: number | undefined;
	readonly instanceId?: InstanceId | undefined;
	/** Of this instance, or of all that are registered. */
	readonly chatId?: string | undefined;
	readonly direction?: Direction | undefined;
	/** None: all. */
	readonly kinds: readonly EventKind[];
	/** None: all. */
	readonly states: readonly MessageState[];
	/** Accepted at that time or later. */
	readonly since?: number | undefined;
	/** Accepted before that time. */
	readonly until?: number | undefined;
	/** Rows with a smaller number. */
	readonly before?: number | undefined;
};

/** Lists rows by what operators know of them, however long the ledger is. Reads no payload. */
export type MessageList = {
	/** Numbers of the newest rows, newest first. */
	newest(filter: MessageFilter, limit: number): Promise<readonly number[]>;
};

/** So many of the newest rows are looked through before an index is asked for rare ones. */
const WINDOW = 5000;
/** An instance with fewer rows is read whole. */
const FEW = 5000;
/** Rows are numbered about in the order of their times: several daemons' clocks, and rows that were written together. */
const SLACK_MS = 10 * 60_000;

/** Numbers of rows, both included. */
type Range = { readonly from: number; readonly to: number };

const DIRECTIONS: readonly Direction[] = ['inbound', 'outbound'];

export function createMessageList(knex: Knex): MessageList {
	return {
		async newest(filter, limit) {
			const range = await rangeOf(knex, filter);
			if (filter.chatId !== undefined) return newestOfChat(knex, filter, range, limit);
			const window = await newestRows(knex, range);
			const recent = await newestInWindow(knex, filter, window, limit);
			if (recent.length === limit || window.from === range.from) return recent;
			return (await isBetterByState(knex, filter))
				? newestByState(knex, filter, range, limit)
				: newestByKind(knex, filter, range, limit);
		},
	};
}

/** The rows that can be meant, by their times and by `before`. */
async function rangeOf(knex: Knex, { since, until, before }: MessageFilter): Promise<Range> {
	// Two questions: SQLite answers one for both by reading a whole index.
	const first = await knex<Row>('messages').orderBy('id').first('id');
	const last = await knex<Row>('messages').orderBy('id', 'desc').first('id');
	const all = { from: first?.id ?? 1, to: last?.id ?? 0 };
	const from = since === undefined ? all.from : await firstAt(knex, all, since - SLACK_MS);
	const end = until === undefined ? all.to : (await firstAt(knex, all, until + SLACK_MS)) - 1;
	return { from, to: Math.min(end, (before ?? Number.POSITIVE_INFINITY) - 1) };
}

/** The newest rows of the range, as many as are looked through. Counted, because numbers have gaps. */
async function newestRows(knex: Knex, { from, to }: Range): Promise<Range> {
	const query = knex<Row>('messages').whereBetween('id', [from, to]).orderBy('id', 'desc');
	const edge = await query.offset(WINDOW).first('id');
	return { from: edge?.id ?? from, to };
}

/** The number of the first row that was accepted at that time or later, by halving; behind the last when there is none. */
async function firstAt(knex: Knex, { from, to }: Range, time: number): Promise<number> {
	let [low, high] = [from, to + 1];
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		const query = knex<Row>('messages').where('id', '>=', middle).orderBy('id');
		const row = await query.first('id', 'accepted_at');
		if (row === undefined || row.accepted_at >= time) high = middle;
		else low = row.id + 1;
	}
	return low;
}

const FILTERED_COLUMNS = [
	...['id', 'workspace_id', 'instance_id', 'direction', 'kind', 'state', 'accepted_at'],
];

/** Adds what no index is chosen by. */
function filtered(query: Knex.QueryBuilder, filter: MessageFilter): Knex.QueryBuilder {
	const { workspaceId, instanceId, direction, kinds, states, since, until } = filter;
	if (workspaceId !== undefined) void query.where('workspace_id', workspaceId);
	if (instanceId !== undefined) void query.where('instance_id', instanceId);
	if (direction !== undefined) void query.where('direction', direction);
	if (kinds.length > 0) void query.whereIn('kind', kinds);
	if (states.length > 0) void query.whereIn('state', states);
	if (since !== undefined) void query.where('accepted_at', '>=', since);
	if (until !== undefined) void query.where('accepted_at', '<', until);
	return query;
}

/** The rows of the window first, because either engine would rather take the index of another column, and sort all it finds. */
async function newestInWindow(
	knex: Knex,
	filter: MessageFilter,
	{ from, to }: Range,
	limit: number,
): Promise<number[]> {
	const rows = knex('messages').whereBetween('id', [from, to]).orderBy('id', 'desc');
	const window = rows.limit(WINDOW + 1).select(FILTERED_COLUMNS);
	const query = filtered(knex.from(window.as('newest')), filter);
	return query.orderBy('id', 'desc').limit(limit).pluck('id');
}

/** Nearly all rows are delivered: the others are few, unless the instance has even less. */
async function isBetterByState(knex: Knex, filter: MessageFilter): Promise<boolean> {
	const { states, instanceId, kinds } = filter;
	if (states.length === 0 || states.includes('done')) return false;
	if (instanceId === undefined) return true;
	const rows = knex('messages').where({ instance_id: instanceId });
	void rows
		.whereIn('kind', kinds.length > 0 ? kinds : EVENT_KINDS)
		.whereIn('direction', DIRECTIONS);
	const some: unknown[] = await rows.offset(FEW).limit(1).pluck('id');
	return some.length > 0;
}

/** `id + 0`, because MySQL would rather read the whole table by its key than sort the few that are in these states. */
async function newestByState(
	knex: Knex,
	filter: MessageFilter,
	{ from, to }: Range,
	limit: number,
): Promise<number[]> {
	const query = filtered(knex('messages'), filter).whereRaw('id + 0 BETWEEN ? AND ?', [from, to]);
	return query.orderByRaw('id + 0 DESC').limit(limit).pluck('id');
}

/** The index of kinds has direction, instance and number behind them: the heads of each, then the newest of those. */
async function newestByKind(
	knex: Knex,
	filter: MessageFilter,
	range: Range,
	limit: number,
): Promise<number[]> {
	const kinds = filter.kinds.length > 0 ? filter.kinds : EVENT_KINDS;
	const directions = filter.direction === undefined ? DIRECTIONS : [filter.direction];
	const instances = await instancesOf(knex, filter);
	const rest = { ...filter, workspaceId: undefined, kinds: [], direction: undefined };
	const heads = kinds.flatMap((kind) =>
		directions.map((direction) => {
			const query = filtered(knex('messages'), rest).where({ kind, direction }).select('id');
			if (instances !== undefined) void query.whereIn('instance_id', instances);
			return filter.instanceId === undefined
				? query.whereRaw('id + 0 BETWEEN ? AND ?', [range.from, range.to]).orderByRaw('id + 0 DESC')
				: query.whereBetween('id', [range.from, range.to]).orderBy('id', 'desc');
		}),
	);
	return newestOf(knex, heads, limit);
}

/** All that the workspace has or had; undefined: whichever. */
async function instancesOf(
	knex: Knex,
	{ workspaceId, instanceId }: MessageFilter,
): Promise<string[] | undefined> {
	if (workspaceId === undefined || instanceId !== undefined) return undefined;
	const tables = ['instances.id', 'lanes.instance_id'].map(async (column) => {
		const [table = ''] = column.split('.');
		return knex(table).where({ workspace_id: workspaceId }).distinct().pluck(column);
	});
	const found = (await Promise.all(tables)) as string[][];
	return [...new Set(found.flat())];
}

/** The index of messages has the lane behind the state: the head of each state of each lane. */
async function newestOfChat(
	knex: Knex,
	filter: MessageFilter,
	{ from, to }: Range,
	limit: number,
): Promise<number[]> {
	const laneIds = await lanesOfChat(knex, filter.chatId ?? '', filter);
	const states = filter.states.length > 0 ? filter.states : MESSAGE_STATES;
	const rest = { ...filter, states: [] };
	const found = laneIds.map((laneId) => {
		const heads = states.map((state) => {
			const head = knex('messages').where({ state, lane_id: laneId }).select('id');
			return filtered(head, rest).whereBetween('id', [from, to]).orderBy('id', 'desc');
		});
		return newestOf(knex, heads, limit);
	});
	return newest((await Promise.all(found)).flat(), limit);
}

/** One statement for the newest of several lists. */
async function newestOf(
	knex: Knex,
	lists: readonly Knex.QueryBuilder[],
	limit: number,
): Promise<number[]> {
	const heads = lists.map((list, index) =>
		knex.select('id').from(list.limit(limit).as(`head${index}`)),
	);
	const [first, ...others] = heads;
	if (first === undefined) return [];
	const rows = (await first.unionAll(others)) as { id: number }[];
	return newest(
		rows.map(({ id }) => id),
		limit,
	);
}

function newest(ids: readonly number[], limit: number): number[] {
	return [...ids].sort((one, other) => other - one).slice(0, limit);
}
