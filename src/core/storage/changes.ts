import type { Knex } from 'knex';
import type { Direction, EventKind, MessageState, Receipt } from '../domain/ledger.js';

/** Which rows are new, and what changed of others: asked again and again, so every one is a look into an index. */
export type ChangeQueries = {
	/** The ids behind this one, in order. */
	idsAfter(id: number, limit: number): Promise<readonly number[]>;
	/** Those of the ids that there are now. */
	existing(ids: readonly number[]): Promise<readonly number[]>;
	/** The ids of rows in this state, in no order that means anything; at most `limit`. Reads the index alone. */
	idsIn(state: MessageState, limit: number): Promise<readonly number[]>;
	/** What changes of a row, of those of the ids that there are. */
	marks(ids: readonly number[]): Promise<readonly RowMark[]>;
};

/** What tells whether something happened to a row, and whether something can happen to it yet. */
export type RowMark = {
	readonly id: number;
	readonly direction: Direction;
	readonly kind: EventKind;
	readonly state: MessageState;
	readonly attempts: number;
	readonly receipt: Receipt | null;
};

/** SQLite binds some thousand values at most. */
const IDS_PER_STATEMENT = 500;

export function createChangeQueries(knex: Knex): ChangeQueries {
	const columns = ['id', 'direction', 'kind', 'state', 'attempts', 'receipt'];
	return {
		idsAfter: (id, limit) =>
			knex('messages').where('id', '>', id).orderBy('id').limit(limit).pluck('id'),
		existing: (ids) => inParts(ids, (part) => knex('messages').whereIn('id', part).pluck('id')),
		idsIn: (state, limit) => knex('messages').where({ state }).limit(limit).pluck('id'),
		marks: (ids) => inParts(ids, (part) => knex('messages').whereIn('id', part).select(columns)),
	};
}

async function inParts<Found>(
	ids: readonly number[],
	read: (part: readonly number[]) => PromiseLike<unknown>,
): Promise<Found[]> {
	const found: Found[] = [];
	for (let from = 0; from < ids.length; from += IDS_PER_STATEMENT)
		found.push(...((await read(ids.slice(from, from + IDS_PER_STATEMENT))) as Found[]));
	return found;
}
