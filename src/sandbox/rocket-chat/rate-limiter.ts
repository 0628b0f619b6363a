/** Where a caller stands on one route after a call. */
export type RateStanding = {
	readonly limit: number;
	readonly remaining: number;
	/** Epoch milliseconds. */
	readonly resetAt: number;
	readonly isExceeded: boolean;
};

/** Counts calls by key (address, route and method) in windows that begin with the first call. In memory, as there. */
export function createRateLimiter(): {
	count(key: string, limit: number, windowMs: number): RateStanding;
} {
	const windows = new Map<string, { resetAt: number; calls: number }>();
	return {
		count(key, limit, windowMs) {
			const now = Date.now();
			let window = windows.get(key);
			if (window === undefined || now >= window.resetAt) {
				window = { resetAt: now + windowMs, calls: 0 };
				windows.set(key, window);
			}
			window.calls += 1;
			const remaining = Math.max(0, limit - window.calls);
			return { limit, remaining, resetAt: window.resetAt, isExceeded: window.calls > limit };
		},
	};
}
