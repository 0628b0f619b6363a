import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import type { Logger } from '../logging.js';
import type { LaneStore } from '../storage/lane-store.js';
import type { PauseBook } from './pause-book.js';

/** How often the database is asked for lanes that became due: instructions from other processes take this long. */
const POLL_MS = 500;
/** Every so many polls also look for lanes whose acceptor died before it could claim them. */
const SWEEP_EVERY = 6;
const LIMIT = 500;

export type LookoutDeps = {
	readonly lanes: LaneStore;
	readonly pauses: PauseBook;
	readonly clock: Clock;
	readonly log: Logger;
	readonly owner: string;
	readonly leaseMs: number;
	/** Lanes that are worked on now; one that was left to its lease is not among them, and loses it. */
	readonly active: () => readonly number[];
	readonly onDue: (laneIds: readonly number[]) => void;
};

/**
 * Watches the database for what nobody in this process knows: lanes that other processes woke, whose wait is over, or
 * whose worker died; and keeps the leases of the lanes under way alive. `stop()` waits for a look that is under way.
 */
export function startLookout(deps: LookoutDeps): { stop(): Promise<void> } {
	let polls = 0;

	async function poll(): Promise<void> {
		polls += 1;
		try {
			const isSweep = polls % SWEEP_EVERY === 1;
			if (isSweep) await resumeForgotten(deps);
			const due = await deps.lanes.listDue(deps.clock.now(), LIMIT);
			const forgotten = isSweep ? await deps.lanes.listForgotten(LIMIT) : [];
			deps.onDue([...due, ...forgotten]);
		} catch (error) {
			deps.log.warn({ error }, 'the ledger could not be read; the next look tries again');
		}
	}

	async function renew(): Promise<void> {
		const active = deps.active();
		if (active.length === 0) return;
		try {
			await deps.lanes.renew(active, deps.owner, deps.clock.now() + deps.leaseMs);
		} catch (error) {
			deps.log.warn({ error }, 'leases could not be renewed');
		}
	}

	const first = poll();
	const loops = [
		repeat(deps.clock, POLL_MS, poll),
		repeat(deps.clock, Math.floor(deps.leaseMs / 3), renew),
	];
	return {
		async stop() {
			await first;
			await Promise.all(loops.map((loop) => loop.stop()));
		},
	};
}

/** A lane may have been put aside for a pause in the moment in which that ended. */
async function resumeForgotten({ lanes, pauses, clock }: LookoutDeps): Promise<void> {
	await lanes.resumeAllBut([...(await pauses.list())], clock.now());
}
