/**
 * Counts calls per key in windows of fixed length: `allow` says whether one more is within `limit` calls a second
 * (below one: one call in 1/limit seconds).
 */
export function createCallLimits(): { allow(key: string, limit: number): boolean } {
	const windows = new Map<string, { start: number; calls: number }>();
	return {
		allow(key, limit) {
			const now = Date.now();
			const length = limit < 1 ? 1000 / limit : 1000;
			const current = windows.get(key);
			if (current === undefined || now - current.start >= length) {
				windows.set(key, { start: now, calls: 1 });
				return true;
			}
			current.calls += 1;
			return current.calls <= Math.max(1, limit);
		},
	};
}
