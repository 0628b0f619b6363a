import type { BridgeError } from '../domain/errors.js';
import type { RcMessageId } from '../domain/ids.js';
import type { LedgerMessage, NewLedgerMessage, TargetKind } from '../domain/ledger.js';
import type { Lane, LaneLease } from '../storage/lane-store.js';
import type { MessageChange } from '../storage/message-store.js';

/** What was accepted: the rows that were there already (a repeat changes nothing). */
export type Accepted = { readonly repeats: readonly LedgerMessage[] };

/** A lane this worker holds now, with its next rows in order. */
export type ClaimedLane = {
	readonly lease: LaneLease;
	readonly messages: readonly LedgerMessage[];
};

/** What happened to rows of a lane. Written only while the lane is still held with that fence. */
export type Settlement = {
	readonly laneId: number;
	readonly fence: number;
	/** Delivered rows and their ids on the other side. */
	readonly done?: ReadonlyMap<number, string | null>;
	/** What delivered rows are shown as. */
	readonly kinds?: ReadonlyMap<number, TargetKind>;
	/** A call that can't be repeated blindly begins for this row. */
	readonly begin?: number;
	readonly change?: { readonly id: number; readonly change: MessageChange };
	/** Rows that follow from it (a notice for the agent). */
	readonly add?: readonly NewLedgerMessage[];
	/** Gives the lane back; absent: it is kept. */
	readonly release?: { readonly runAt: number | null; readonly wait: string | null };
};

/** How a delivery ended. */
export type Outcome =
	| ({
			readonly result: 'done';
			readonly targetId: string | null;
			readonly targetKind?: TargetKind;
	  } & FollowingRows)
	| ({ readonly result: 'skipped'; readonly reason: string } & FollowingRows)
	/** Refers to a message that is not here yet: out of its lane's order until that comes, or until `until`. */
	| { readonly result: 'parked'; readonly reason: string; readonly until: number }
	| ({ readonly result: 'failed'; readonly error: BridgeError } & FollowingRows);

/** Rows that follow from a delivery (a notice for the agent, a message to the customer), written in the same commit. */
type FollowingRows = { readonly add?: readonly NewLedgerMessage[] };

/** Where a row is shown in Rocket.Chat, and as what. */
export type Shown = { readonly targetId: RcMessageId; readonly targetKind: TargetKind };

/** What a delivery gets besides its row. */
export type Delivery = {
	readonly message: LedgerMessage;
	readonly lane: Lane;
	/** Whoever had the lane before did not give it back, and may have made the call without writing that down. */
	readonly isTakenOver: boolean;
	/**
	 * Records that a call which can't be repeated blindly begins. Resolves after the commit; rejects when the lease was
	 * lost, and then the call must not be made.
	 */
	begin(): Promise<void>;
};

/** Makes the call on the other side. Never rejects for a failure of the other side: that is an Outcome. */
export type Deliver = (delivery: Delivery) => Promise<Outcome>;
