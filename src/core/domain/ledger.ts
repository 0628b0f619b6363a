import type { InstanceId } from './ids.js';

/** `inbound` = customer to agent (WhatsApp to Rocket.Chat), `outbound` = agent to customer. */
export type Direction = 'inbound' | 'outbound';

export const MESSAGE_STATES = ['pending', 'waiting', 'done', 'skipped', 'dead'] as const;

/**
 * - `pending`: to be delivered, now or at `runAt`;
 * - `waiting`: refers to a message that is not here yet; outside its lane's order until it is;
 * - `done`: delivered; `skipped`: nothing to deliver, `note` says why;
 * - `dead`: dead letter, not tried again without an operator.
 */
export type MessageState = (typeof MESSAGE_STATES)[number];

/** In this order. A suspended number's message waits at GREEN-API for a day: whatever comes after that is progress. */
export const RECEIPTS = [
	'suspended',
	'sent',
	'delivered',
	'read',
	'failed',
	'notInGroup',
	'noAccount',
] as const;

/** What WhatsApp reported of an outbound message; it only moves forward, in whatever order the reports come. */
export type Receipt = (typeof RECEIPTS)[number];

/** The message has not arrived. */
export function isFailure(
	receipt: Receipt,
): receipt is Exclude<Receipt, 'sent' | 'delivered' | 'read'> {
	return receipt !== 'sent' && receipt !== 'delivered' && receipt !== 'read';
}

/** Something that is said of an earlier message. The row's `sourceId` is that message's id. */
export const FOLLOW_UPS = ['edit', 'deletion', 'reaction', 'votes'] as const;
export type FollowUpKind = (typeof FOLLOW_UPS)[number];

/** What the bridge itself says to agents and owners. */
export const BRIDGE_KINDS = ['notice', 'alert'] as const;

/** What crosses between people; `auto` in the bridge's words, as people set them. */
export const CONVERSATION_KINDS = ['message', ...FOLLOW_UPS, 'call', 'auto'] as const;

/** What is no part of a conversation. */
export const ASIDE_KINDS = [...BRIDGE_KINDS, 'receipt', 'event'] as const;

export const EVENT_KINDS = [...CONVERSATION_KINDS, ...ASIDE_KINDS] as const;

/**
 * What a row carries: a message, something that is said of one, a call, a message that the bridge itself writes to the
 * customer (`auto`), a notice for the agents of a room, an alert for the owner of an instance, a receipt that waits, or an event that is only kept.
 */
export type EventKind = (typeof EVENT_KINDS)[number];

/** What a row is shown as in Rocket.Chat: a text, an uploaded file, or a reaction at the message that it is about. */
export type TargetKind = 'text' | 'file' | 'reaction';

/** The `laneId` of what belongs to no chat, or is outside the order of its chat: alerts, receipts that wait, kept events. */
export const NO_LANE = 0;

/** Enough of a ledger row to insert it. */
export type NewLedgerMessage = {
	/** Fingerprint of the source event: the same event never makes a second row. 32 hex digits. */
	readonly eventKey: string;
	readonly direction: Direction;
	readonly workspaceId: number;
	readonly instanceId: InstanceId;
	readonly laneId: number;
	readonly kind: EventKind;
	/** Id on the side it came from: WhatsApp's for inbound, Rocket.Chat's for outbound. */
	readonly sourceId: string;
	/** Which unit of the source message this is (an agent's message with three files has 0, 1, 2). */
	readonly part: number;
	/** The source payload as JSON, without thumbnails. */
	readonly payload: string;
	readonly state: MessageState;
	readonly note?: string;
};

/** A ledger row: one unit that crosses the bridge. Times are epoch milliseconds. */
export type LedgerMessage = Omit<NewLedgerMessage, 'note'> & {
	readonly id: number;
	readonly attempts: number;
	readonly runAt: number;
	/** Set while a call that can't be repeated blindly may be under way; after a crash it marks the doubt. */
	readonly callStartedAt: number | null;
	readonly targetId: string | null;
	/** null: nothing is shown, or an earlier version did, and only the id tells. */
	readonly targetKind: TargetKind | null;
	readonly receipt: Receipt | null;
	readonly note: string | null;
	readonly lastError: string | null;
	readonly acceptedAt: number;
	readonly settledAt: number | null;
};
