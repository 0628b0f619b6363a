import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import type {
	Direction,
	LedgerMessage,
	MessageState,
	NewLedgerMessage,
	Receipt,
} from '../domain/ledger.js';
import { RECEIPTS } from '../domain/ledger.js';
import { toColumns, toMessage } from './message-row.js';
import type { MessageRow } from './message-row.js';

/** What a settle writes to a row that was not simply delivered. */
export type MessageChange = Partial<
	Pick<
		LedgerMessage,
		| 'state'
		| 'attempts'
		| 'runAt'
		| 'callStartedAt'
		| 'targetId'
		| 'note'
		| 'lastError'
		| 'payload'
		| 'settledAt'
	>
>;

export type StateCount = {
	readonly direction: Direction;
	readonly state: MessageState;
	readonly count: number;
};

export type MessageStore = {
	/** One statement. Rejects with a duplicate (see isDuplicate) when any of the events is there already; then none is added. */
	insert(messages: readonly NewLedgerMessage[], now: number): Promise<void>;
	/** The rows that these events made. */
	listByEventKeys(keys: readonly string[]): Promise<readonly LedgerMessage[]>;
	/** The next rows to deliver of each lane, in order, at most `perLane` of each. */
	listPending(laneIds: readonly number[], perLane: number): Promise<readonly LedgerMessage[]>;
	/** Those of the lanes that have something to deliver. */
	lanesWithPending(laneIds: readonly number[]): Promise<readonly number[]>;
	/** Delivered: one statement for all of them. `targets` maps row id to the id on the other side. */
	complete(targets: ReadonlyMap<number, string | null>, now: number): Promise<void>;
	/** Records that calls which can't be repeated blindly begin now; an earlier doubt keeps its time. */
	beginCalls(ids: readonly number[], now: number): Promise<void>;
	update(id: number, change: MessageChange): Promise<void>;
	find(id: number): Promise<LedgerMessage | undefined>;
	/** Rows that carry this id on either side. */
	listByMessageId(id: string): Promise<readonly LedgerMessage[]>;
	/** Of these ids, the ones that some row was delivered as: they are accounted for. */
	knownTargets(ids: readonly string[]): Promise<ReadonlySet<string>>;
	/** Moves the receipt of an outbound message forward, never back. False when no row was delivered as that message. */
	raiseReceipt(
		instanceId: InstanceId,
		targetId: string,
		receipt: Receipt,
		note: string | null,
	): Promise<boolean>;
	/** Parked rows that wait for the message with this id. */
	listWaitingFor(instanceId: InstanceId, messageId: string): Promise<readonly LedgerMessage[]>;
	countByState(): Promise<readonly StateCount[]>;
	/** When the oldest pending row was accepted; undefined when nothing is pending. */
	oldestPendingAt(): Promise<number | undefined>;
};

export function createMessageStore(knex: Knex): MessageStore {
	const table = () => knex<MessageRow>('messages');
	const list = async (query: PromiseLike<unknown>): Promise<LedgerMessage[]> =>
		((await query) as MessageRow[]).map(toMessage);
	return {
		async insert(messages, now) {
			await table().insert(messages.map((message) => toColumns(message, now)));
		},
		listByEventKeys: (keys) => list(table().whereIn('event_key', keys)),
		async listPending(laneIds, perLane) {
			const heads = laneIds.map((laneId) =>
				knex.from(
					table()
						.where({ state: 'pending', lane_id: laneId })
						.orderBy('id')
						.limit(perLane)
						.as(`lane${laneId}`),
				),
			);
			const [first, ...others] = heads;
			return first === undefined
				? []
				: list(first.select('*').unionAll(others.map((head) => head.select('*'))));
		},
		async lanesWithPending(laneIds) {
			return table()
				.where({ state: 'pending' })
				.whereIn('lane_id', laneIds)
				.distinct()
				.pluck('lane_id');
		},
		async complete(targets, now) {
			const pairs = [...targets].flat();
			const cases = 'WHEN ? THEN ? '.repeat(targets.size);
			await table()
				.whereIn('id', [...targets.keys()])
				.update({
					state: 'done',
					settled_at: now,
					call_started_at: null,
					note: null,
					target_id: knex.raw(`CASE id ${cases}END`, pairs as Knex.RawBinding[]) as never,
				});
		},
		async beginCalls(ids, now) {
			await table()
				.whereIn('id', ids)
				.whereNull('call_started_at')
				.update({ call_started_at: now });
		},
		async update(id, change) {
			await table().where({ id }).update(changedColumns(change));
		},
		async find(id) {
			const row: MessageRow | undefined = await table().where({ id }).first();
			return row && toMessage(row);
		},
		listByMessageId: (id) =>
			list(
				table()
					.where({ source_id: id })
					.union(table().where({ target_id: id })),
			),
		async knownTargets(ids) {
			if (ids.length === 0) return new Set();
			const found = await table().whereIn('target_id', ids).pluck('target_id');
			return new Set(found.filter((id): id is string => id !== null));
		},
		async raiseReceipt(instanceId, targetId, receipt, note) {
			const row: MessageRow | undefined = await table()
				.where({ target_id: targetId, instance_id: instanceId, direction: 'outbound' })
				.first();
			if (row === undefined) return false;
			const isForward =
				RECEIPTS.indexOf(receipt) > (row.receipt === null ? -1 : RECEIPTS.indexOf(row.receipt));
			if (isForward)
				await table()
					.where({ id: row.id })
					.update({ receipt, ...(note === null ? {} : { note }) });
			return true;
		},
		listWaitingFor: (instanceId, messageId) =>
			list(
				table()
					.where({ source_id: messageId, instance_id: instanceId, state: 'waiting' })
					.orderBy('id'),
			),
		async countByState() {
			const rows = await table()
				.select('direction', 'state')
				.count({ count: '*' })
				.groupBy('direction', 'state');
			return rows.map((row) => ({
				direction: row['direction'] as Direction,
				state: row['state'] as MessageState,
				count: Number(row['count']),
			}));
		},
		async oldestPendingAt() {
			const row = await table().where({ state: 'pending' }).min({ oldest: 'accepted_at' }).first();
			const oldest = row?.['oldest'] as unknown;
			return oldest === null || oldest === undefined ? undefined : Number(oldest);
		},
	};
}

function changedColumns(change: MessageChange): Partial<MessageRow> {
	return {
		...(change.state === undefined ? {} : { state: change.state }),
		...(change.attempts === undefined ? {} : { attempts: change.attempts }),
		...(change.runAt === undefined ? {} : { run_at: change.runAt }),
		...(change.callStartedAt === undefined ? {} : { call_started_at: change.callStartedAt }),
		...(change.targetId === undefined ? {} : { target_id: change.targetId }),
		...(change.note === undefined ? {} : { note: change.note }),
		...(change.lastError === undefined ? {} : { last_error: change.lastError }),
		...(change.payload === undefined ? {} : { payload: change.payload }),
		...(change.settledAt === undefined ? {} : { settled_at: change.settledAt }),
	};
}
