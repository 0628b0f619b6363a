/**
 * Runs `work` for every entry, at most `limit` at a time; the results come in the order of the entries. Rejects as soon as
 * one fails; `work` that must not stop the others catches for itself.
 */
export async function inParallel<Entry, Result>(
	entries: readonly Entry[],
	limit: number,
	work: (entry: Entry) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	const waiting = entries.entries();
	async function run(): Promise<void> {
		for (const [index, entry] of waiting) results[index] = await work(entry);
	}
	await Promise.all(Array.from({ length: Math.min(limit, entries.length) }, run));
	return results;
}
