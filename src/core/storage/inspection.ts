import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import { CONVERSATION_KINDS, MESSAGE_STATES } from '../domain/ledger.js';
import type { Direction } from '../domain/ledger.js';
import { lanesOfChat } from './chat-lanes.js';
import { toView, VIEW_COLUMNS } from './ledger-view.js';
import type { LedgerView, ViewRow } from './ledger-view.js';

/** Which rows are meant; without a field: of all. */
export type Scope = {
	readonly workspaceId?: number | undefined;
	readonly instanceId?: InstanceId | undefined;
};

/** What operators ask for: questions across tables. They read no payload and no token, and need no key. */
export type Inspection = {
	/** The rows with these ids that there are, by id. */
	view(ids: readonly number[]): Promise<readonly LedgerView[]>;
	/** The newest dead letters, newest first. */
	newestDead(scope: Scope, limit: number): Promise<readonly number[]>;
	/** Dead letters and their lanes behind the row `after` up to the row `last`, by id. */
	deadBetween(scope: Scope, after: number, last: number, limit: number): Promise<readonly Dead[]>;
	/** The newest rows that carry this id on either side. */
	newestOfMessage(messageId: string, limit: number): Promise<readonly number[]>;
	/** Where an instance is registered, and whose it is; undefined when it is not. */
	placeOf(instanceId: InstanceId): Promise<Place | undefined>;
	/** The registered workspaces. */
	workspaces(): Promise<readonly { readonly id: number; readonly url: string }[]>;
	/**
	 * The newest messages of customers that this instance took since `since` (epoch milliseconds), as far as they are among
	 * the newest 5,000 rows of all.
	 */
	newestInbound(instanceId: InstanceId, since: number, limit: number): Promise<readonly number[]>;
	/**
	 * When the newest message in that direction was accepted, epoch milliseconds; null: there is none. What the bridge says
	 * itself, and receipts and kept events, are no messages.
	 */
	lastAcceptedAt(instanceId: InstanceId, direction: Direction): Promise<number | null>;
	/** The newest rows of this chat of any registered instance, both directions. */
	newestOfChat(chatId: string, scope: Scope, limit: number): Promise<readonly number[]>;
};

export type Place = { readonly workspaceId: number; readonly agentId: number | null };

/** A dead letter and where it waits. */
export type Dead = { readonly id: number; readonly laneId: number };

const NEWEST_ROWS = 5000;

/** What somebody on one of the sides did: only that tells that a way works. */
const PEOPLES_KINDS = CONVERSATION_KINDS.filter((kind) => kind !== 'auto');

export function createInspection(knex: Knex): Inspection {
	return {
		async view(ids) {
			const query = knex('messages')
				.leftJoin('lanes', 'lanes.id', 'messages.lane_id')
				.leftJoin('chats', 'chats.id', 'lanes.chat_id')
				.leftJoin('workspaces', 'workspaces.id', 'messages.workspace_id')
				.leftJoin('instances', 'instances.id', 'messages.instance_id')
				.whereIn('messages.id', ids);
			const rows = await query.orderBy('messages.id').select(VIEW_COLUMNS);
			return (rows as ViewRow[]).map(toView);
		},
		async lastAcceptedAt(instanceId, direction) {
			const [id] = await newestByKind(knex, { instance_id: instanceId, direction });
			if (id === undefined) return null;
			const row: unknown = await knex('messages').where({ id }).first('accepted_at');
			return (row as { accepted_at: number } | undefined)?.accepted_at ?? null;
		},
		async newestDead(scope, limit) {
			const query = deadOf(knex, scope).orderByRaw('id + 0 DESC');
			return query.limit(limit).pluck('id');
		},
		async deadBetween(scope, after, last, limit) {
			const query = deadOf(knex, scope).where('id', '>', after).where('id', '<=', last);
			return query.orderByRaw('id + 0').limit(limit).select('id', { laneId: 'lane_id' });
		},
		async newestOfMessage(messageId, limit) {
			const sides = ['source_id', 'target_id'].map(async (side) => {
				const query = knex('messages').where(side, messageId).orderByRaw('id + 0 DESC');
				return (await query.limit(limit).pluck('id')) as number[];
			});
			return newest((await Promise.all(sides)).flat(), limit);
		},
		async placeOf(instanceId) {
			const columns = { workspaceId: 'workspace_id', agentId: 'agent_id' };
			const query = knex('instances').where({ id: instanceId }).select(columns);
			return (await query.first()) as Place | undefined;
		},
		async newestInbound(instanceId, since, limit) {
			const [last] = await knex('messages').max<{ id: number | null }[]>({ id: 'id' });
			const query = knex('messages')
				.where('id', '>', (last?.id ?? 0) - NEWEST_ROWS)
				.where({ instance_id: instanceId, direction: 'inbound', kind: 'message' })
				.where('accepted_at', '>=', since);
			return query.orderBy('id', 'desc').limit(limit).pluck('id');
		},
		workspaces: () => knex('workspaces').orderBy('id').select('id', 'url'),
		async newestOfChat(chatId, scope, limit) {
			const laneIds = await lanesOfChat(knex, chatId, scope);
			const heads = await Promise.all(laneIds.map((laneId) => newestOfLane(knex, laneId, limit)));
			return newest(heads.flat(), limit);
		},
	};
}

/** The index of kinds has direction and instance behind them: the head of each, and nothing else is read. */
async function newestByKind(knex: Knex, of: Readonly<Record<string, string>>): Promise<number[]> {
	const heads = PEOPLES_KINDS.map((kind) => {
		const head = knex('messages').where({ kind, ...of });
		return knex.select('id').from(head.select('id').orderBy('id', 'desc').limit(1).as(kind));
	});
	const [first, ...others] = heads;
	if (first === undefined) return [];
	const rows = (await first.unionAll(others)) as { id: number }[];
	return newest(
		rows.map(({ id }) => id),
		1,
	);
}

/** `id + 0` in ORDER BY, because MySQL would rather read the whole table by its key than sort the few that are dead. */
function deadOf(knex: Knex, { workspaceId, instanceId }: Scope) {
	const query = knex('messages').where({ state: 'dead' });
	if (workspaceId !== undefined) void query.where({ workspace_id: workspaceId });
	if (instanceId !== undefined) void query.where({ instance_id: instanceId });
	return query;
}

/** The index of messages has the lane behind the state: the head of each state, then the newest of those. */
async function newestOfLane(knex: Knex, laneId: number, limit: number): Promise<number[]> {
	const heads = MESSAGE_STATES.map((state) => {
		const head = knex('messages').where({ state, lane_id: laneId }).select('id');
		return knex.select('id').from(head.orderBy('id', 'desc').limit(limit).as(state));
	});
	const [first, ...others] = heads;
	if (first === undefined) return [];
	const rows = (await first.unionAll(others)) as { id: number }[];
	return rows.map(({ id }) => id);
}

function newest(ids: readonly number[], limit: number): number[] {
	return [...new Set(ids)].sort((one, other) => other - one).slice(0, limit);
}
