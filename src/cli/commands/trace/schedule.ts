import type { TracedRow } from '../../../core/operations/trace-message.js';

/** True while a worker has the row's lane; a lease that ran out is a dead worker's. */
export function isHeld({ lane }: Pick<TracedRow, 'lane'>, now: number): boolean {
	return lane !== null && lane.leaseOwner !== null && (lane.runAt ?? 0) > now;
}

/** True while nothing crosses by the row's instance. Alerts about an instance are in no chat, and are told all the same. */
export function isPaused({ pause, lane }: Pick<TracedRow, 'pause' | 'lane'>): boolean {
	return pause !== null && lane !== null;
}

/** When the row is tried next (epoch milliseconds, `now` when it is due); null: it is not, or it is under way. */
export function nextTryOf(row: TracedRow, now: number): number | null {
	if (row.state !== 'pending' || isHeld(row, now) || isPaused(row)) return null;
	// What belongs to no chat has a time of its own.
	const runAt = row.lane === null ? row.runAt : row.lane.runAt;
	return Math.max(runAt ?? now, now);
}
