import type { Clock } from '../../src/core/clock.js';
import { NOW } from './rows.js';
import { waitFor } from './wait-for.js';
import type { WaitOptions } from './wait-for.js';

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
				const wake = () => {
					sleepers.delete(sleeper);
					signal?.removeEventListener('abort', wake);
					resolve();
				};
				const sleeper = { until: now + ms, wake };
				sleepers.add(sleeper);
				signal?.addEventListener('abort', wake);
			});
		},
		advance(ms) {
			now += ms;
			for (const { wake } of [...sleepers].filter(({ until }) => until <= now)) wake();
		},
	};
}

/**
 * Moves the clock step by step until the condition holds. One large step is not the same: who is not asleep yet at that
 * moment sleeps on behind it.
 */
export async function advanceUntil(
	clock: ManualClock,
	stepMs: number,
	condition: () => boolean | Promise<boolean>,
	options: WaitOptions = {},
): Promise<void> {
	await waitFor(
		async () => {
			if (await condition()) return true;
			clock.advance(stepMs);
			return false;
		},
		{ timeoutMs: 15_000, ...options },
	);
}
