/** Runs tasks of the same key one after the other, in the order in which they were given; keys don't wait for each other. */
export type OneByOne = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function createOneByOne(): OneByOne {
	const last = new Map<string, Promise<unknown>>();
	return (key, task) => {
		const before = last.get(key) ?? Promise.resolve();
		const run = before.then(task, task);
		const settled = run.then(
			() => undefined,
			() => undefined,
		);
		last.set(key, settled);
		void settled.then(() => {
			if (last.get(key) === settled) last.delete(key);
		});
		return run;
	};
}
