/** When to try again after the daemon could not be reached: pauses grow up to a minute. */
export type Pauses = {
	/** Milliseconds to wait after one more failure. */
	failed(): number;
	worked(): void;
	/** Whether the pause is over. */
	isOver(): boolean;
};

const PAUSES_MS = [2000, 5000, 10_000, 20_000, 40_000, 60_000];

export function createPauses(now: () => number = Date.now): Pauses {
	let failures = 0;
	let nextAt = 0;
	return {
		failed() {
			// Events that happen meanwhile are tried at once; they don't make the pause longer.
			if (now() < nextAt) return nextAt - now();
			const pause = PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 0;
			failures += 1;
			nextAt = now() + pause;
			return pause;
		},
		worked() {
			failures = 0;
			nextAt = 0;
		},
		isOver: () => now() >= nextAt,
	};
}
