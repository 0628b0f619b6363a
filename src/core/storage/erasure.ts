import type { Knex } from 'knex';
import { asChatId, asInstanceId } from '../domain/ids.js';
import type { ChatId, InstanceId } from '../domain/ids.js';
import { NO_LANE } from '../domain/ledger.js';
import type { MessageState } from '../domain/ledger.js';
import type { MessageRow } from './message-row.js';

/** A chat as far as erasing looks at it. */
export type ErasableChat = {
	readonly id: number;
	readonly instanceId: InstanceId;
	readonly chatId: ChatId;
	readonly name: string;
	readonly sameAs: number | null;
};

/** A row that names somebody, and what of it does. */
export type Naming = {
	readonly id: number;
	readonly state: MessageState;
	readonly laneId: number;
	/** Every text of the row, one a line. */
	readonly texts: string;
};

/** What forgets people. Lanes are held like a worker holds them, so that nothing is delivered meanwhile. */
export type Erasure = {
	/** Chats with these ids, of registered instances and removed ones, and those that are joined to them. */
	chatsOf(
		chatIds: readonly ChatId[],
		instanceId: InstanceId | undefined,
	): Promise<readonly ErasableChat[]>;
	/** Instances whose own number this is. */
	instanceOf(wid: string): Promise<InstanceId | undefined>;
	lanesOf(chatIds: readonly number[]): Promise<readonly number[]>;
	/** Takes the lanes, unless a worker holds one: then false, and none is taken. Also renews. Call it in a transaction. */
	hold(laneIds: readonly number[], owner: string, now: number, until: number): Promise<boolean>;
	/** How many rows of the lanes are in each state. */
	countByState(laneIds: readonly number[]): Promise<ReadonlyMap<MessageState, number>>;
	/** Rows of the lanes in one of the states, up to the row `to`, at most `limit`. */
	rowsOf(
		laneIds: readonly number[],
		states: readonly MessageState[],
		to: number,
		limit: number,
	): Promise<readonly { readonly id: number; readonly acceptedAt: number }[]>;
	remove(ids: readonly number[]): Promise<void>;
	/** Leaves the fingerprint of the event, so that its repeat is known, and the times. Unless they may stay, they leave their lane. */
	blank(ids: readonly number[], options: { readonly keepsLane: boolean }): Promise<void>;
	/** The largest number of a row. */
	lastId(): Promise<number>;
	/** Rows from `after` (exclusive) to `to`, in which one of the texts stands somewhere. */
	rowsNaming(
		texts: readonly string[],
		range: {
			readonly after: number;
			readonly to: number;
			readonly instanceId?: InstanceId | undefined;
		},
	): Promise<readonly Naming[]>;
	/** The chats are nobody's from now on; whoever wrote there begins anew. */
	forgetChats(ids: readonly number[], placeholder: (id: number) => string): Promise<void>;
};

const ERASED = { kind: 'event', state: 'skipped', payload: '{"erased":true}' } as const;
const TEXTS = ['payload', 'source_id', 'target_id', 'note', 'last_error'] as const;

export function createErasure(knex: Knex): Erasure {
	const table = () => knex<MessageRow>('messages');
	return {
		chatsOf: (chatIds, instanceId) => chatsOf(knex, chatIds, instanceId),
		async instanceOf(wid) {
			const id = await knex<{ id: string; wid: string }>('instances').where({ wid }).first('id');
			return id === undefined ? undefined : asInstanceId(id.id);
		},
		lanesOf: (chatIds) => knex('lanes').whereIn('chat_id', chatIds).orderBy('id').pluck('id'),
		hold: (...held) => hold(knex, ...held),
		async countByState(laneIds) {
			const query = table().whereIn('lane_id', laneIds).groupBy('state').select('state');
			const rows = (await query.count({ count: '*' })) as unknown as Count[];
			return new Map(rows.map(({ state, count }) => [state, Number(count)]));
		},
		async rowsOf(laneIds, states, to, limit) {
			const query = table().whereIn('state', states).whereIn('lane_id', laneIds);
			return query
				.where('id', '<=', to)
				.limit(limit)
				.select<Row[]>({ id: 'id', acceptedAt: 'accepted_at' });
		},
		async remove(ids) {
			await table().whereIn('id', ids).delete();
		},
		async blank(ids, { keepsLane }) {
			const empty = { source_id: '', target_id: null, target_kind: null, receipt: null };
			await table()
				.whereIn('id', ids)
				.update({
					...{ ...ERASED, ...empty, note: 'erased', last_error: null, call_started_at: null },
					settled_at: knex.raw('COALESCE(settled_at, accepted_at)') as never,
					...(keepsLane ? {} : { lane_id: NO_LANE }),
				});
		},
		async lastId() {
			const [row] = await table().max({ last: 'id' });
			return Number(row?.last ?? 0);
		},
		rowsNaming: (...range) => rowsNaming(knex, ...range),
		async forgetChats(ids, placeholder) {
			for (const id of ids) {
				const nobody = { name: '', is_registered: false, same_as: null, conversations: 0 };
				const noRoom = { room_id: null, room_since: null };
				const noAgent = { agent_user_id: null, agent_name: null, agent_room_id: null };
				const names = { wa_chat_id: placeholder(id), visitor_token: placeholder(id) };
				await knex('chats')
					.where({ id })
					.update({ ...names, ...nobody, ...noRoom, ...noAgent });
				// What was joined to it meanwhile must not lead there.
				await knex('chats').where({ same_as: id }).update({ same_as: null });
			}
		},
	};
}

type Count = { readonly state: MessageState; readonly count: number | string };
type Row = { readonly id: number; readonly acceptedAt: number };

const CHAT = {
	...{ id: 'id', instanceId: 'instance_id', chatId: 'wa_chat_id' },
	...{ name: 'name', sameAs: 'same_as' },
};

/** By the person's ids, and then by what their chats are joined to, until nothing new is found. */
async function chatsOf(
	knex: Knex,
	chatIds: readonly ChatId[],
	instanceId: InstanceId | undefined,
): Promise<readonly ErasableChat[]> {
	const names = new Set<string>(chatIds);
	const found = new Map<number, ErasableChat>();
	for (let known = -1; found.size > known;) {
		known = found.size;
		const holders = [...found.values()].map(({ id, sameAs }) => sameAs ?? id);
		const query = knex('chats').where((chat) => {
			void chat.whereIn('wa_chat_id', [...names]).orWhereIn('id', holders);
			void chat.orWhereIn('same_as', holders);
		});
		if (instanceId !== undefined) void query.where({ instance_id: instanceId });
		for (const row of await query.select<ErasableChat[]>(CHAT)) {
			const chat = {
				...row,
				chatId: asChatId(row.chatId),
				instanceId: asInstanceId(row.instanceId),
			};
			found.set(row.id, chat);
			names.add(row.chatId);
		}
	}
	return [...found.values()];
}

async function hold(
	knex: Knex,
	...[laneIds, owner, now, until]: Parameters<Erasure['hold']>
): Promise<boolean> {
	const lanes = knex('lanes').whereIn('id', laneIds).orderBy('id');
	const rows = await (knex.isTransaction ? lanes.clone().forUpdate() : lanes.clone()).select<
		{ lease_owner: string | null; run_at: number | null }[]
	>('lease_owner', 'run_at');
	const isOthers = rows.some(
		({ lease_owner: holder, run_at: runAt }) =>
			holder !== null && holder !== owner && Number(runAt) > now,
	);
	if (isOthers) return false;
	await knex('lanes')
		.whereIn('id', laneIds)
		.update({ lease_owner: owner, run_at: until, fence: knex.raw('fence + 1') });
	return true;
}

async function rowsNaming(
	knex: Knex,
	...[texts, { after, to, instanceId }]: Parameters<Erasure['rowsNaming']>
): Promise<readonly Naming[]> {
	const query = knex<MessageRow>('messages').where('id', '>', after).where('id', '<=', to);
	if (instanceId !== undefined) void query.where({ instance_id: instanceId });
	const rows = await query
		.where((any) => {
			for (const text of texts)
				for (const column of TEXTS) void any.orWhere(column, 'like', `%${text}%`);
		})
		.orderBy('id')
		.select('id', 'state', 'lane_id', ...TEXTS);
	return rows.map((row) => ({
		...{ id: row.id, state: row.state, laneId: row.lane_id },
		texts: TEXTS.map((column) => row[column] ?? '').join('\n'),
	}));
}
