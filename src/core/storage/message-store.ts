import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import type {
	LedgerMessage,
	MessageState,
	NewLedgerMessage,
	Receipt,
	TargetKind,
} from '../domain/ledger.js';
import { RECEIPTS } from '../domain/ledger.js';
import { createMessageQueries } from './message-queries.js';
import type { MessageQueries } from './message-queries.js';
import { createParkedQueries } from './parked-queries.js';
import type { ParkedQueries } from './parked-queries.js';
import { changedColumns, shortId, shortRemark, toColumns, toMessage } from './message-row.js';
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

/** The ledger's table. */
export type MessageStore = MessageQueries &
	ParkedQueries & {
		/** One statement. Rejects with a duplicate (see isDuplicate) when any of the events is there already; then none is added. */
		insert(messages: readonly NewLedgerMessage[], now: number): Promise<void>;
		/**
		 * Delivered: one statement for all of them. `targets` maps row id to the id on the other side, `kinds` to what it is
		 * shown as there.
		 */
		complete(
			targets: ReadonlyMap<number, string | null>,
			now: number,
			kinds?: ReadonlyMap<number, TargetKind>,
		): Promise<void>;
		/** Records that calls which can't be repeated blindly begin now (an earlier doubt has been settled before). */
		beginCalls(ids: readonly number[], now: number): Promise<void>;
		update(id: number, change: MessageChange): Promise<void>;
		/**
		 * Dead letters are to be delivered again, as if they had never been tried; answers how many of the rows were dead.
		 * `lastError` stays, and so does `callStartedAt`: whether that call had an effect must be settled first. Their lanes
		 * are to be woken in the same transaction.
		 */
		revive(ids: readonly number[], now: number): Promise<number>;
		/** Those of the rows that are in that state are given up; answers how many. Whether an earlier call had an effect stays open. */
		drop(ids: readonly number[], state: MessageState, note: string, now: number): Promise<number>;
		/**
		 * Moves the receipt of an outbound message forward, never back; `note` goes with it. Undefined when no row was delivered
		 * as that message. Of several who report the same at once, `isRaised` is true for one.
		 */
		raiseReceipt(
			instanceId: InstanceId,
			targetId: string,
			receipt: Receipt,
			note: string | null,
		): Promise<{ readonly row: LedgerMessage; readonly isRaised: boolean } | undefined>;
	};

export function createMessageStore(knex: Knex): MessageStore {
	const table = () => knex<MessageRow>('messages');
	return {
		...createMessageQueries(knex),
		...createParkedQueries(knex),
		async insert(messages, now) {
			await table().insert(messages.map((message) => toColumns(message, now)));
		},
		async complete(targets, now, kinds = new Map()) {
			const shortened = [...targets].map(([id, target]) => [id, shortId(target)] as const);
			await knex('messages')
				.whereIn('id', [...targets.keys()])
				.update({
					...{ state: 'done', settled_at: now, call_started_at: null, note: null },
					target_id: caseOfId(knex, shortened),
					...(kinds.size === 0 ? {} : { target_kind: caseOfId(knex, [...kinds]) }),
				});
		},
		async beginCalls(ids, now) {
			await table().whereIn('id', ids).update({ call_started_at: now });
		},
		async update(id, change) {
			await table().where({ id }).update(changedColumns(change));
		},
		revive(ids, now) {
			const fresh = { state: 'pending', attempts: 0, run_at: now, settled_at: null, note: null };
			return knex('messages').whereIn('id', ids).where({ state: 'dead' }).update(fresh);
		},
		drop(ids, state, note, now) {
			const dropped = { state: 'skipped', note: shortRemark(note), settled_at: now };
			return knex('messages').whereIn('id', ids).where({ state }).update(dropped);
		},
		raiseReceipt: (...raise) => raiseReceipt(knex, ...raise),
	};
}

/** For each row its own value, NULL for others. */
function caseOfId(knex: Knex, values: readonly (readonly [number, string | null])[]): Knex.Raw {
	return knex.raw(`CASE id ${'WHEN ? THEN ? '.repeat(values.length)}END`, values.flat());
}

async function raiseReceipt(
	knex: Knex,
	...[instanceId, targetId, receipt, note]: Parameters<MessageStore['raiseReceipt']>
): ReturnType<MessageStore['raiseReceipt']> {
	const table = () => knex<MessageRow>('messages');
	const key = { target_id: shortId(targetId), instance_id: instanceId as string };
	const row: MessageRow | undefined = await table()
		.where(key)
		.where({ direction: 'outbound' })
		.first();
	if (row === undefined) return undefined;
	// The condition is part of the update: two webhooks may arrive at the same time, in either order.
	const lower = RECEIPTS.slice(0, RECEIPTS.indexOf(receipt));
	const count = await table()
		.where({ id: row.id })
		.where((behind) => {
			void behind.whereNull('receipt').orWhereIn('receipt', lower);
		})
		.update({ receipt, note: shortRemark(note) });
	return { row: toMessage(row), isRaised: count > 0 };
}
