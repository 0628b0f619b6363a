import type { Direction } from '../domain/ledger.js';

/** What is counted, a name each: `<direction>.<what>`. */
export type Counted =
	'accepted' | 'event' | 'repeated' | 'done' | 'skipped' | 'parked' | 'dead' | 'retry' | 'wait';

/** Counts since the process started. */
export type Counters = {
	add(direction: Direction, what: Counted, count?: number): void;
	read(): Readonly<Record<string, number>>;
};

export function createCounters(): Counters {
	const counts = new Map<string, number>();
	return {
		add(direction, what, count = 1) {
			const name = `${direction}.${what}`;
			counts.set(name, (counts.get(name) ?? 0) + count);
		},
		read: () => Object.fromEntries(counts),
	};
}
