import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import { NO_LANE } from '../domain/ledger.js';
import type { Direction, LedgerMessage, MessageState } from '../domain/ledger.js';
import { toMessage } from './message-row.js';
import type { MessageRow } from './message-row.js';

/** SQLite joins at most 500 SELECTs in one statement. */
const LANES_PER_STATEMENT = 200;

const PARKED_RECEIPT = { state: 'waiting', kind: 'receipt' } as const;

export type StateCount = {
	readonly direction: Direction;
	readonly state: MessageState;
	readonly count: number;
};

/** Questions to the ledger. */
export type MessageQueries = {
	find(id: number): Promise<LedgerMessage | undefined>;
	/** The rows that these events made. */
	listByEventKeys(keys: readonly string[]): Promise<readonly LedgerMessage[]>;
	/** The next rows to deliver of each lane, in order, at most `perLane` of each. */
	listPending(laneIds: readonly number[], perLane: number): Promise<readonly LedgerMessage[]>;
	/** Those of the lanes that have something to deliver. */
	lanesWithPending(laneIds: readonly number[]): Promise<readonly number[]>;
	/** Rows that carry this id on either side, in the order in which they were accepted. */
	listByMessageId(id: string): Promise<readonly LedgerMessage[]>;
	/**
	 * Rows that carry this id on either side, in this chat or one that was joined to it, in the order in which they were
	 * accepted: WhatsApp's ids are unique only inside a chat (docs: api/message-id).
	 */
	listInChat(id: string, chatId: number): Promise<readonly LedgerMessage[]>;
	/** Of these ids, the ones that some row was delivered as: they are accounted for. */
	knownTargets(ids: readonly string[]): Promise<ReadonlySet<string>>;
	/** Parked receipts of the message with this id. */
	listWaitingFor(instanceId: InstanceId, messageId: string): Promise<readonly LedgerMessage[]>;
	/** Parked receipts, oldest first. */
	listWaiting(limit: number): Promise<readonly LedgerMessage[]>;
	/** Alerts for owners of instances whose time has come, oldest first: they are in no lane. */
	listDueAlerts(now: number, limit: number): Promise<readonly LedgerMessage[]>;
	/** Rows that are not settled well: pending, waiting, dead. The delivered ones are not counted: that would read them all. */
	countUnsettled(): Promise<readonly StateCount[]>;
	/** When the oldest pending row was accepted; undefined when nothing is pending. */
	oldestPendingAt(): Promise<number | undefined>;
};

export function createMessageQueries(knex: Knex): MessageQueries {
	const table = () => knex<MessageRow>('messages');
	const list = async (query: PromiseLike<unknown>): Promise<LedgerMessage[]> =>
		((await query) as MessageRow[]).map(toMessage);
	return {
		async find(id) {
			const row: MessageRow | undefined = await table().where({ id }).first();
			return row && toMessage(row);
		},
		listByEventKeys: (keys) => list(table().whereIn('event_key', keys)),
		listPending: async (laneIds, perLane) =>
			inOrder(await list(pendingOfLanes(knex, laneIds, perLane))),
		async lanesWithPending(laneIds) {
			const query = table().where({ state: 'pending' }).whereIn('lane_id', laneIds);
			return query.distinct().pluck('lane_id');
		},
		async listByMessageId(id) {
			const either = table()
				.where({ source_id: id })
				.union(table().where({ target_id: id }));
			return inOrder(await list(either));
		},
		async listInChat(id, chatId) {
			const either = inChat(knex, { source_id: id }, chatId).union(
				inChat(knex, { target_id: id }, chatId),
			);
			return inOrder(await list(either));
		},
		async knownTargets(ids) {
			if (ids.length === 0) return new Set();
			const found = await table().whereIn('target_id', ids).pluck('target_id');
			return new Set(found.filter((id): id is string => id !== null));
		},
		listWaitingFor: (instanceId, messageId) =>
			list(
				table()
					.where({ source_id: messageId, instance_id: instanceId })
					.where(PARKED_RECEIPT)
					.orderBy('id'),
			),
		listWaiting: (limit) => list(table().where(PARKED_RECEIPT).orderBy('id').limit(limit)),
		listDueAlerts: (now, limit) =>
			list(
				table()
					.where({ state: 'pending', kind: 'alert', lane_id: NO_LANE })
					.where('run_at', '<=', now)
					.orderBy('id')
					.limit(limit),
			),
		countUnsettled: () => countUnsettled(knex),
		oldestPendingAt: () => oldestPendingAt(knex),
	};
}

function inChat(
	knex: Knex,
	key: Pick<MessageRow, 'source_id'> | Pick<MessageRow, 'target_id'>,
	chatId: number,
): Knex.QueryBuilder {
	return knex('messages')
		.select('messages.*')
		.join('lanes', 'lanes.id', 'messages.lane_id')
		.join('chats', 'chats.id', 'lanes.chat_id')
		.where(key)
		.where((chat) => {
			void chat.where('chats.id', chatId).orWhere('chats.same_as', chatId);
		});
}

/** A union has no order, even of parts that have one: MariaDB mixes rows of different sizes. */
function inOrder(rows: readonly LedgerMessage[]): LedgerMessage[] {
	return rows.toSorted((one, other) => one.id - other.id);
}

/** One head of each lane: a long lane must not use up the limit of the others. */
async function pendingOfLanes(
	knex: Knex,
	laneIds: readonly number[],
	perLane: number,
): Promise<unknown[]> {
	const rows: unknown[] = [];
	for (let from = 0; from < laneIds.length; from += LANES_PER_STATEMENT) {
		const heads = laneIds.slice(from, from + LANES_PER_STATEMENT).map((laneId) => {
			const head = knex('messages').where({ state: 'pending', lane_id: laneId });
			return knex.select('*').from(head.orderBy('id').limit(perLane).as(`lane${laneId}`));
		});
		const [first, ...others] = heads;
		if (first !== undefined) rows.push(...((await first.unionAll(others)) as unknown[]));
	}
	return rows;
}

async function countUnsettled(knex: Knex): Promise<StateCount[]> {
	type Row = { direction: Direction; state: MessageState; count: number | string };
	const rows = (await knex('messages')
		.select('direction', 'state')
		.count({ count: '*' })
		.whereIn('state', ['pending', 'waiting', 'dead'])
		.groupBy('direction', 'state')) as unknown as Row[];
	return rows.map(({ direction, state, count }) => ({ direction, state, count: Number(count) }));
}

async function oldestPendingAt(knex: Knex): Promise<number | undefined> {
	const query = knex('messages').where({ state: 'pending' }).min({ oldest: 'accepted_at' });
	const [row] = (await query) as unknown as { oldest: number | string | null }[];
	return row?.oldest == null ? undefined : Number(row.oldest);
}
