/** Runs what has the same key one after the other, and the rest side by side. */
export type OneAtATime = { run<T>(key: number, task: () => Promise<T>): Promise<T> };

export function createOneAtATime(): OneAtATime {
	const last = new Map<number, Promise<unknown>>();
	return {
		async run(key, task) {
			const before = last.get(key) ?? Promise.resolve();
			const own = before.then(task, task);
			const quiet = own.catch(() => undefined);
			last.set(key, quiet);
			try {
				return await own;
			} finally {
				if (last.get(key) === quiet) last.delete(key);
			}
		},
	};
}
