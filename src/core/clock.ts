import { setTimeout as delay } from 'node:timers/promises';

/** Time as the bridge sees it; tests may pass their own. All times are epoch milliseconds. */
export type Clock = {
	now(): number;
	/** Resolves after `ms`, or at once when the signal aborts; never rejects, never keeps the process alive. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

export const systemClock: Clock = {
	now: () => Date.now(),
	async sleep(ms, signal) {
		await delay(ms, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(
			() => undefined,
		);
	},
};

/**
 * Whether what was read once is believed at `now`: for `ms`, the last of which ends at `until`. Not when the clock was set back
 * meanwhile: it would be believed for as long as that.
 */
export function isBelieved(until: number, ms: number, now: number): boolean {
	return now < until && now >= until - ms;
}

/**
 * Runs `task` every `ms` (measured from the end of the last run) until `stop()`, which waits for a running one; the signal
 * tells it to begin nothing more.
 */
export function repeat(
	clock: Clock,
	ms: number,
	task: (stopped: AbortSignal) => Promise<void>,
): { stop(): Promise<void> } {
	const stopped = new AbortController();
	async function run(): Promise<void> {
		while (!stopped.signal.aborted) {
			await clock.sleep(ms, stopped.signal);
			if (!isAborted(stopped.signal)) await task(stopped.signal);
		}
	}
	const running = run();
	return {
		async stop() {
			stopped.abort();
			await running;
		},
	};
}

function isAborted(signal: AbortSignal): boolean {
	return signal.aborted;
}
