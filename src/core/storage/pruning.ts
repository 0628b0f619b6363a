import type { Knex } from 'knex';
import type { Direction, EventKind, MessageState } from '../domain/ledger.js';
import type { MessageRow } from './message-row.js';

/** A row as far as pruning looks at it. Times are epoch milliseconds. */
export type OldRow = {
	readonly id: number;
	readonly workspaceId: number;
	readonly state: MessageState;
	readonly acceptedAt: number;
	readonly settledAt: number | null;
	readonly sourceId: string;
	readonly targetId: string | null;
};

/** Which rows a removal may touch: what changed meanwhile (a dead letter that was revived) is left alone. */
export type Removable = {
	readonly states: readonly MessageState[];
	/** Settled before that, epoch milliseconds. */
	readonly before: number;
};

/** What removes old rows from the ledger. Each method is one statement, or two: nobody waits long for it. */
export type Pruning = {
	/** Rows behind `after` in the order in which they were accepted, without what they carry. */
	rowsAfter(after: number, limit: number): Promise<readonly OldRow[]>;
	/** Of these ids of messages, those that something undelivered is about, or is a part of. */
	neededIds(ids: readonly string[]): Promise<ReadonlySet<string>>;
	/** Removes rows; answers how many. */
	remove(ids: readonly number[], which: Removable): Promise<number>;
	/** What rows carry, by their ids. */
	payloads(ids: readonly number[]): Promise<readonly Carried[]>;
	/** Puts other payloads in place of these; answers how many rows changed. */
	replacePayloads(payloads: ReadonlyMap<number, string>, which: Removable): Promise<number>;
};

export type Carried = {
	readonly id: number;
	readonly direction: Direction;
	readonly kind: EventKind;
	readonly payload: string;
};

const COLUMNS = {
	...{ id: 'id', workspaceId: 'workspace_id', state: 'state' },
	...{ acceptedAt: 'accepted_at', settledAt: 'settled_at' },
	...{ sourceId: 'source_id', targetId: 'target_id' },
};

/** What is not delivered, or not given up for good. */
const UNDELIVERED: readonly MessageState[] = ['pending', 'waiting', 'dead'];

export function createPruning(knex: Knex): Pruning {
	const table = () => knex<MessageRow>('messages');
	const removable = (ids: readonly number[], { states, before }: Removable) =>
		table().whereIn('id', ids).whereIn('state', states).where('settled_at', '<', before);
	return {
		async rowsAfter(after, limit) {
			const query = knex('messages').where('id', '>', after).orderBy('id').limit(limit);
			return query.select<OldRow[]>(COLUMNS);
		},
		async neededIds(ids) {
			if (ids.length === 0) return new Set();
			const query = table().whereIn('source_id', ids).whereIn('state', UNDELIVERED);
			return new Set(await query.distinct().pluck('source_id'));
		},
		remove: (ids, which) => removable(ids, which).delete(),
		async payloads(ids) {
			const columns = ['id', 'direction', 'kind', 'payload'] as const;
			return table().whereIn('id', ids).orderBy('id').select(columns);
		},
		async replacePayloads(payloads, which) {
			if (payloads.size === 0) return 0;
			const cases = 'WHEN ? THEN ? '.repeat(payloads.size);
			const payload = knex.raw(`CASE id ${cases}ELSE payload END`, [...payloads].flat());
			return removable([...payloads.keys()], which).update({ payload: payload as never });
		},
	};
}
