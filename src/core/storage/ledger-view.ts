import { asChatId, asInstanceId, asRoomId } from '../domain/ids.js';
import type { ChatId, RoomId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import { pauseOf } from './instance-pauses.js';
import type { Pause } from './instance-pauses.js';
import { PAUSED, PAUSED_IN_DOUBT } from './lane-store.js';
import type { MessageRow } from './message-row.js';

/** How a row's lane is scheduled. Times are epoch milliseconds. */
export type LaneSchedule = {
	readonly id: number;
	/** When somebody looks at it next, or until when its worker has it; null: when something new is accepted. */
	readonly runAt: number | null;
	/** Why it waits: the code of an error, or the word for a side that can't be reached. */
	readonly wait: string | null;
	/** The worker that has it; null: nobody. */
	readonly leaseOwner: string | null;
};

/** A ledger row with everything around it, and without what it carries. */
export type LedgerView = Omit<LedgerMessage, 'payload' | 'eventKey' | 'laneId' | 'targetKind'> & {
	/** null: the workspace is gone. */
	readonly workspaceUrl: string | null;
	/** null, like the lane: the row belongs to no chat (a receipt that waits), or its chat was erased. */
	readonly chatId: ChatId | null;
	/** The chat's open room, if one is known. */
	readonly roomId: RoomId | null;
	/** Who serves that room now, by name (by user id, when it is not known). null: nobody, as far as is known. */
	readonly servedBy: string | null;
	readonly lane: LaneSchedule | null;
	/** Nothing crosses by its instance, since when and why; null: it is not paused. */
	readonly pause: Pause | null;
};

/** A row of `messages` without what it carries, joined with its lane, chat and workspace. */
export type ViewRow = Omit<MessageRow, 'payload' | 'event_key' | 'target_kind'> & {
	workspace_url: string | null;
	wa_chat_id: string | null;
	room_id: string | null;
	agent_user_id: string | null;
	agent_name: string | null;
	agent_room_id: string | null;
	lane: number | null;
	lane_run_at: number | null;
	lane_wait: string | null;
	lane_owner: string | null;
	paused_at: number | null;
	pause_reason: string | null;
};

/** The columns of a view and the names that they get, for a join of messages, lanes, chats, workspaces and instances. */
export const VIEW_COLUMNS = {
	...Object.fromEntries(
		[
			...['id', 'direction', 'workspace_id', 'instance_id', 'lane_id', 'kind', 'source_id', 'part'],
			...['state', 'attempts', 'run_at', 'call_started_at', 'target_id', 'receipt', 'note'],
			...['last_error', 'accepted_at', 'settled_at'],
		].map((column) => [column, `messages.${column}`]),
	),
	workspace_url: 'workspaces.url',
	wa_chat_id: 'chats.wa_chat_id',
	room_id: 'chats.room_id',
	agent_user_id: 'chats.agent_user_id',
	agent_name: 'chats.agent_name',
	agent_room_id: 'chats.agent_room_id',
	lane: 'lanes.id',
	lane_run_at: 'lanes.run_at',
	lane_wait: 'lanes.wait',
	lane_owner: 'lanes.lease_owner',
	paused_at: 'instances.paused_at',
	pause_reason: 'instances.pause_reason',
};

/** The row as operators see it. */
export function toView(row: ViewRow): LedgerView {
	return {
		id: row.id,
		direction: row.direction,
		workspaceId: row.workspace_id,
		workspaceUrl: row.workspace_url,
		instanceId: asInstanceId(row.instance_id),
		chatId: row.wa_chat_id === null ? null : asChatId(row.wa_chat_id),
		roomId: row.room_id === null ? null : asRoomId(row.room_id),
		servedBy: servedBy(row),
		kind: row.kind,
		sourceId: row.source_id,
		part: row.part,
		state: row.state,
		attempts: row.attempts,
		runAt: row.run_at,
		callStartedAt: row.call_started_at,
		targetId: row.target_id,
		receipt: row.receipt,
		note: row.note,
		lastError: row.last_error,
		acceptedAt: row.accepted_at,
		settledAt: row.settled_at,
		lane: laneOf(row),
		pause: pauseOf(row),
	};
}

function servedBy({ room_id, agent_room_id, agent_name, agent_user_id }: ViewRow): string | null {
	const isServed = room_id !== null && room_id === agent_room_id;
	if (!isServed) return null;
	return agent_name === '' ? agent_user_id : agent_name;
}

function laneOf({ lane, lane_run_at, lane_wait, lane_owner }: ViewRow): LedgerView['lane'] {
	if (lane === null) return null;
	const reason = lane_wait === PAUSED_IN_DOUBT ? PAUSED : lane_wait;
	const wait = lane_owner === null ? reason : null;
	return { id: lane, runAt: lane_run_at, wait, leaseOwner: lane_owner };
}
