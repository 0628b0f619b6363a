import type { Knex } from 'knex';
import type { LedgerMessage, MessageState } from '../domain/ledger.js';
import { toMessage } from './message-row.js';
import type { MessageRow } from './message-row.js';

/** A conversation of the ledger, row by row. */
export type ConversationRows = {
	/** Lanes of these chats and of those that are joined to them, in registered instances and removed ones. */
	lanesOf(chatIds: readonly number[]): Promise<readonly number[]>;
	/** Rows of the lanes behind the row `after`, in the order in which they were accepted. */
	rowsAfter(
		laneIds: readonly number[],
		states: readonly MessageState[],
		after: number,
		limit: number,
	): Promise<readonly LedgerMessage[]>;
	/** Rows with this id on either side, in one of the lanes. */
	withId(id: string, laneIds: readonly number[]): Promise<readonly LedgerMessage[]>;
};

export function createConversationRows(knex: Knex): ConversationRows {
	return {
		lanesOf: (chatIds) => knex('lanes').whereIn('chat_id', chatIds).orderBy('id').pluck('id'),
		async rowsAfter(laneIds, states, after, limit) {
			// The index has state and lane in front of the id: the head of each, then the first of those.
			const heads = states.flatMap((state) =>
				laneIds.map((laneId) => {
					const head = knex('messages').where({ state, lane_id: laneId }).where('id', '>', after);
					const name = `${state}${laneId}`;
					return knex.select('id').from(head.orderBy('id').limit(limit).select('id').as(name));
				}),
			);
			const [first, ...others] = heads;
			if (first === undefined) return [];
			const found = (await first.unionAll(others)) as { id: number }[];
			const ids = found.map(({ id }) => id).sort((one, other) => one - other);
			const query = knex<MessageRow>('messages').whereIn('id', ids.slice(0, limit));
			const rows: MessageRow[] = await query.orderBy('id');
			return rows.map(toMessage);
		},
		async withId(id, laneIds) {
			const of = (side: string) => knex<MessageRow>('messages').where(side, id);
			const rows: MessageRow[] = await of('source_id').union(of('target_id'));
			return rows.filter((row) => laneIds.includes(row.lane_id)).map(toMessage);
		},
	};
}
