import type { Knex } from 'knex';

/** Which rows are new, and which are not at their end: asked again and again, so every one is a look into an index. */
export type ChangeQueries = {
	/** The ids behind this one, in order. */
	idsAfter(id: number, limit: number): Promise<readonly number[]>;
	/** Those of the ids that there are now. */
	existing(ids: readonly number[]): Promise<readonly number[]>;
	/** Rows that are to be delivered, or wait for their message: ids alone, in no order that means anything. */
	unsettled(limit: number): Promise<readonly number[]>;
	/** What changes of a row, of those of the ids that there are. */
	marks(ids: readonly number[]): Promise<readonly RowMark[]>;
};

/** What tells whether something happened to a row. */
export type RowMark = {
	readonly id: number;
	readonly state: string;
	readonly attempts: number;
	readonly receipt: string | null;
};

/** SQLite binds some thousand values at most. */
const IDS_PER_STATEMENT = 500;

export function createChangeQueries(knex: Knex): ChangeQueries {
	return {
		idsAfter: (id, limit) =>
			knex('messages').where('id', '>', id).orderBy('id').limit(limit).pluck('id'),
		existing: (ids) => inParts(ids, (part) => knex('messages').whereIn('id', part).pluck('id')),
		async unsettled(limit) {
			const states = ['pending', 'waiting'].map(
				async (state) =>
					(await knex('messages').where({ state }).limit(limit).pluck('id')) as number[],
			);
			return (await Promise.all(states)).flat();
		},
		marks: (ids) =>
			inParts(ids, (part) =>
				knex('messages').whereIn('id', part).select('id', 'state', 'attempts', 'receipt'),
			),
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
