import type { ChangeQueries } from '../storage/changes.js';

/** Ids that were handed out and not seen: a slow transaction, or one that was undone. */
type Gaps = ReadonlyMap<number, number>;

/** What was read of the newest ids; nothing counts as seen before `keep`. */
export type NewRows = {
	readonly ids: readonly number[];
	keep(): void;
};

/** Finds the rows that were added since it was asked last, each once. */
export type NewRowFinder = {
	/** Everything up to this id has been seen, except what is still being written. */
	startAt(newest: number): Promise<void>;
	read(now: number): Promise<NewRows>;
	/** Whether a row with this id has been found, or was there at the start. */
	isKnown(id: number): boolean;
};

const AT_ONCE = 1000;
/** A transaction that takes longer than this has been given up by everybody. */
const GAP_MS = 60_000;
const MOST_GAPS = 5000;
/** So far back something may still be being written at the start. */
const BEFORE_START = 200;

/**
 * An id is handed out when a row is written and seen when that is committed: of two daemons, the one with the higher id may
 * be first. So ids that are missing in between are looked for until nobody can be writing them any more.
 */
export function createNewRowFinder(changes: ChangeQueries): NewRowFinder {
	let newest = 0;
	let gaps: Gaps = new Map();
	return {
		async startAt(id) {
			const from = Math.max(0, id - BEFORE_START);
			const found = await changes.idsAfter(from, BEFORE_START);
			gaps = gapsBetween(from, found, Date.now());
			newest = Math.max(id, ...found);
		},
		async read(now) {
			const fresh = await readAll(changes, newest);
			const late = gaps.size === 0 ? [] : await changes.existing([...gaps.keys()]);
			const left = [...gaps].filter(([id, at]) => !late.includes(id) && now - at < GAP_MS);
			const opened = [...left, ...gapsBetween(newest, fresh, now)].slice(-MOST_GAPS);
			return {
				ids: [...late, ...fresh],
				keep() {
					gaps = new Map(opened);
					newest = fresh.at(-1) ?? newest;
				},
			};
		},
		isKnown: (id) => id <= newest && !gaps.has(id),
	};
}

async function readAll(changes: ChangeQueries, newest: number): Promise<readonly number[]> {
	const ids: number[] = [];
	for (;;) {
		const part = await changes.idsAfter(ids.at(-1) ?? newest, AT_ONCE);
		ids.push(...part);
		if (part.length < AT_ONCE) return ids;
	}
}

/** What is missing behind `from` and before the last of the ids. */
function gapsBetween(from: number, ids: readonly number[], now: number): Map<number, number> {
	const gaps = new Map<number, number>();
	let expected = from + 1;
	for (const id of ids) {
		for (let gap = Math.max(expected, id - MOST_GAPS); gap < id; gap += 1) gaps.set(gap, now);
		expected = id + 1;
	}
	return gaps;
}
