import { asInstanceId } from '../domain/ids.js';
import type {
	Direction,
	EventKind,
	LedgerMessage,
	MessageState,
	NewLedgerMessage,
	Receipt,
	TargetKind,
} from '../domain/ledger.js';

/** A row of `messages` as the database has it. */
export type MessageRow = {
	id: number;
	event_key: string;
	direction: Direction;
	workspace_id: number;
	instance_id: string;
	lane_id: number;
	kind: EventKind;
	source_id: string;
	part: number;
	payload: string;
	state: MessageState;
	attempts: number;
	run_at: number;
	call_started_at: number | null;
	target_id: string | null;
	target_kind: TargetKind | null;
	receipt: Receipt | null;
	note: string | null;
	last_error: string | null;
	accepted_at: number;
	settled_at: number | null;
};

/** Ids come from outside: a longer one than the column is cut, because refusing the event would block its instance. */
const MAX_ID = 191;

/** What others say may be longer than the column: a webhook that can't be written blocks its instance for a day. */
const MAX_REMARK = 10_000;

/** A note or an error as the column holds it. */
export function shortRemark<Text extends string | null>(text: Text): Text {
	return (text === null ? null : text.slice(0, MAX_REMARK)) as Text;
}

/** An id as the column holds it. */
export function shortId<Id extends string | null>(id: Id): Id {
	return (id === null ? null : id.slice(0, MAX_ID)) as Id;
}

export function toColumns(message: NewLedgerMessage, now: number): Omit<MessageRow, 'id'> {
	return {
		event_key: message.eventKey,
		direction: message.direction,
		workspace_id: message.workspaceId,
		instance_id: message.instanceId,
		lane_id: message.laneId,
		kind: message.kind,
		source_id: shortId(message.sourceId),
		part: message.part,
		payload: message.payload,
		state: message.state,
		attempts: 0,
		run_at: now,
		call_started_at: null,
		target_id: null,
		target_kind: null,
		receipt: null,
		note: shortRemark(message.note ?? null),
		last_error: null,
		accepted_at: now,
		settled_at: message.state === 'skipped' ? now : null,
	};
}

export function toMessage(row: MessageRow): LedgerMessage {
	return {
		id: row.id,
		eventKey: row.event_key,
		direction: row.direction,
		workspaceId: row.workspace_id,
		instanceId: asInstanceId(row.instance_id),
		laneId: row.lane_id,
		kind: row.kind,
		sourceId: row.source_id,
		part: row.part,
		payload: row.payload,
		state: row.state,
		attempts: row.attempts,
		runAt: row.run_at,
		callStartedAt: row.call_started_at,
		targetId: row.target_id,
		targetKind: row.target_kind,
		receipt: row.receipt,
		note: row.note,
		lastError: row.last_error,
		acceptedAt: row.accepted_at,
		settledAt: row.settled_at,
	};
}

/** The columns of a change; what it does not name stays as it is. */
export function changedColumns(change: Partial<LedgerMessage>): Partial<MessageRow> {
	return {
		...(change.state === undefined ? {} : { state: change.state }),
		...(change.attempts === undefined ? {} : { attempts: change.attempts }),
		...(change.runAt === undefined ? {} : { run_at: change.runAt }),
		...(change.callStartedAt === undefined ? {} : { call_started_at: change.callStartedAt }),
		...(change.targetId === undefined ? {} : { target_id: shortId(change.targetId) }),
		...(change.note === undefined ? {} : { note: shortRemark(change.note) }),
		...(change.lastError === undefined ? {} : { last_error: shortRemark(change.lastError) }),
		...(change.payload === undefined ? {} : { payload: change.payload }),
		...(change.settledAt === undefined ? {} : { settled_at: change.settledAt }),
	};
}
