import { randomBytes } from 'node:crypto';
import { createCommitQueue } from './commit-queue.js';
import type { CommitQueue, CommitQueueDeps } from './commit-queue.js';
import { runLane } from './lane-runner.js';
import type { LaneRunnerDeps } from './lane-runner.js';
import { startLookout } from './lookout.js';

export type WorkerDeps = Omit<LaneRunnerDeps, 'commits' | 'isStopping'> &
	Omit<CommitQueueDeps, 'owner' | 'onWork'> & {
		/** Lanes worked on at the same time. */
		readonly concurrency: number;
	};

/** Takes lanes, delivers what waits in them, gives them back. One a process; any number on one database. */
export type Worker = {
	readonly commits: CommitQueue;
	/** Something was accepted in these lanes: look at them now. */
	wake(laneIds: readonly number[]): void;
	/** Begins to claim lanes. Before that, and in commands that only look, nothing is delivered. */
	start(): void;
	/** No new work; running calls get `drainMs` to finish. What is not finished is taken up again by its lease. */
	stop(drainMs: number): Promise<void>;
};

export function createWorker(deps: WorkerDeps): Worker {
	const { clock, log, leaseMs } = deps;
	const owner = randomBytes(12).toString('base64url');
	const waiting = new Set<number>();
	const active = new Map<number, Promise<void>>();
	/** Lanes that got something new while they were worked on: looked at once more afterwards. */
	const again = new Set<number>();
	let state: 'idle' | 'running' | 'stopping' = 'idle';
	let lookout: { stop(): Promise<void> } | undefined;

	const commits = createCommitQueue({ ...deps, owner, onWork: wake });
	const runner = { ...deps, commits, isStopping: () => state === 'stopping' };

	function wake(laneIds: readonly number[]): void {
		for (const id of laneIds) (active.has(id) ? again : waiting).add(id);
		pump();
	}

	function pump(): void {
		const free = deps.concurrency - active.size;
		if (state !== 'running' || free <= 0 || waiting.size === 0) return;
		const ids = take(waiting, free);
		const claimed = commits.claim(ids);
		// Beside the claim: a single message does not wait for two questions. A failure shows when a lane is run.
		deps.pauses.list().catch(() => undefined);
		for (const id of ids) active.set(id, work(id, claimed));
	}

	async function work(id: number, claimed: ReturnType<CommitQueue['claim']>): Promise<void> {
		try {
			const lane = (await claimed).find(({ lease }) => lease.id === id);
			if (lane !== undefined) await runLane(runner, lane);
		} catch (error) {
			log.warn({ lane: id, error }, 'the lane could not be claimed; the next look tries again');
		} finally {
			active.delete(id);
			if (again.delete(id)) waiting.add(id);
			pump();
		}
	}

	return {
		commits,
		wake,
		start() {
			state = 'running';
			const { lanes } = deps.database.stores;
			const onDue = (ids: readonly number[]): void => {
				wake(ids.filter((id) => !active.has(id)));
			};
			lookout = startLookout({
				...{ clock, log, leaseMs, owner, lanes, pauses: deps.pauses },
				active: () => [...active.keys()],
				onDue,
			});
		},
		async stop(drainMs) {
			state = 'stopping';
			await Promise.race([Promise.all(active.values()), clock.sleep(drainMs)]);
			await lookout?.stop();
			await commits.idle();
		},
	};
}

function take<T>(set: Set<T>, count: number): T[] {
	const taken: T[] = [];
	for (const value of set) {
		if (taken.length === count) break;
		taken.push(value);
		set.delete(value);
	}
	return taken;
}
