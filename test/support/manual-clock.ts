import type { Clock } from '../../src/core/clock.js';
import { NOW } from './rows.js';

/** A clock that stands still until the test moves it. */
export type ManualClock = Clock & {
	/** Moves the clock and wakes everybody whose sleep is over by then, once. */
	advance(ms: number): void;
};

type Sleeper = { readonly until: number; readonly wake: () => void };

export function createManualClock(start = NOW): ManualClock {
	const sleepers = new Set<Sleeper>();
	let now = start;
	return {
		now: () => now,
		async sleep(ms, signal) {
			if (ms <= 0 || signal?.aborted === true) return;
			await new Promise<void>((resolve) => {
				const sleeper = { until: now + ms, wake: resolve };
				sleepers.add(sleeper);
				signal?.addEventListener('abort', () => {
					sleepers.delete(sleeper);
					resolve();
				});
			});
		},
		advance(ms) {
			now += ms;
			for (const sleeper of [...sleepers].filter(({ until }) => until <= now)) {
				sleepers.delete(sleeper);
				sleeper.wake();
			}
		},
	};
}
