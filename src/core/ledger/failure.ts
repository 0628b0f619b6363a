import type { BridgeError } from '../domain/errors.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { MessageChange } from '../storage/message-store.js';
import { pauseAfter } from './retry-schedule.js';

/** The word in `lanes.wait` for a side that can't be reached: the recovery probe looks for it. */
export const OUTAGE = 'outage';

const DEFAULT_WAIT_MS = 30_000;

/** What GREEN-API did with a call shows in its queue or journal after this time at the latest. */
export const SHOWS_AFTER_MS = 3000;

/** What a failed delivery means for its row and its lane. */
export type Verdict = {
	readonly change: MessageChange;
	readonly isDead: boolean;
	/** When the lane is to be looked at again; null: the row is out of the way, the lane goes on. */
	readonly runAt: number | null;
	readonly wait: string | null;
};

/**
 * Decides by the error's disposition: a wait uses up no attempt, a retry does, the end of the budget is a dead letter.
 * `hasBegun`: this attempt recorded that it makes a call which can't be repeated blindly. Only then does a certain
 * failure take the mark off the row again, and an uncertain one leaves a doubt that the next attempt settles first.
 */
export function judge(
	message: LedgerMessage,
	error: BridgeError,
	{ now, hasBegun, random = Math.random() }: { now: number; hasBegun: boolean; random?: number },
): Verdict {
	const mark = hasBegun && error.certain ? { callStartedAt: null } : {};
	const reason = { lastError: `${error.code}: ${error.message}`, ...mark };
	// The other side is asked for the call before it is repeated: not sooner than it can tell.
	const isInDoubt = hasBegun && !error.certain;
	const earliest = Math.max(error.retryAt ?? 0, isInDoubt ? now + SHOWS_AFTER_MS : now);
	if (error.disposition === 'wait') {
		const runAt = Math.max(earliest, error.retryAt ?? now + DEFAULT_WAIT_MS);
		return {
			change: { ...reason, runAt, note: error.help },
			isDead: false,
			runAt,
			wait: error.code,
		};
	}
	const attempts = message.attempts + 1;
	const pause = error.disposition === 'retry' ? pauseAfter(attempts, random) : undefined;
	if (pause === undefined) {
		const change = {
			...reason,
			attempts,
			state: 'dead',
			note: error.help,
			settledAt: now,
		} as const;
		return { change, isDead: true, runAt: null, wait: null };
	}
	const runAt = Math.max(earliest, now + pause);
	const isOutage = error.outage && !isInDoubt;
	return {
		change: { ...reason, attempts, runAt },
		isDead: false,
		runAt,
		wait: isOutage ? OUTAGE : error.code,
	};
}
