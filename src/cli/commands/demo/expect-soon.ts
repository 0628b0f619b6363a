import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { notAsExpected } from './failures.js';

const LOOK_EVERY_MS = 20;

export type Expectation<T> = {
	/** A sentence without its full stop, for the failure: what did not come true. */
	readonly what: string;
	readonly look: () => T | Promise<T>;
	readonly expected: T;
	readonly signal: AbortSignal;
	readonly deadlineMs?: number;
};

/**
 * Looks until it sees what is expected. Rejects with DEMO_NOT_AS_EXPECTED, which shows what was seen last, after
 * `deadlineMs` (15,000), and with the signal's reason when that comes first.
 */
export async function expectSoon<T>(expectation: Expectation<T>): Promise<void> {
	const { what, look, expected, signal, deadlineMs = 15_000 } = expectation;
	const deadline = Date.now() + deadlineMs;
	for (;;) {
		signal.throwIfAborted();
		const seen = await look();
		if (isDeepStrictEqual(seen, expected)) return;
		signal.throwIfAborted();
		if (Date.now() > deadline) throw notAsExpected(what, expected, seen);
		await pause(LOOK_EVERY_MS);
	}
}
