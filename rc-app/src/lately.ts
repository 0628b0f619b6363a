/** Remembers what happened lately: entries grow old and fall out, and there are never more than `limit`. */
export type Lately<T> = {
	set(key: string, value: T): void;
	get(key: string): T | undefined;
	forget(key: string): void;
	/** Newest first. */
	values(): readonly T[];
};

export function createLately<T>(
	keepMs: number,
	limit: number,
	now: () => number = Date.now,
): Lately<T> {
	const entries = new Map<string, { readonly at: number; readonly value: T }>();

	function clean(): void {
		for (const [key, { at }] of entries) {
			if (entries.size <= limit && now() - at <= keepMs) return;
			entries.delete(key);
		}
	}

	return {
		set(key, value) {
			entries.delete(key);
			entries.set(key, { at: now(), value });
			clean();
		},
		get(key) {
			clean();
			return entries.get(key)?.value;
		},
		forget(key) {
			entries.delete(key);
		},
		values() {
			clean();
			return [...entries.values()].map(({ value }) => value).reverse();
		},
	};
}
