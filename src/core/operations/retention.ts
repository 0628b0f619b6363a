import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import type { Logger } from '../logging.js';
import type { Database } from '../storage/database.js';
import { createPrune, DAY_MS } from './prune.js';

/** Often, so that little is to be removed at once. */
const EVERY_MS = 3_600_000;

/** What removes old rows by itself; `stop()` waits for the batch that is under way. */
export type Retention = { stop(): Promise<void> };

/**
 * Removes what was settled more than `days` ago, and goes on doing so; 0 days: nothing ever. Dead letters stay for their
 * operator. A failure is logged, and the next time makes up for it; several daemons don't hinder each other.
 */
export function startRetention(deps: {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Logger;
	readonly days: number;
}): Retention {
	const { clock, log, days } = deps;
	if (days === 0) return { stop: () => Promise.resolve() };
	const prune = createPrune(deps);
	const input = {
		...{ olderThanMs: days * DAY_MS, isTextsOnly: false, withDeadLetters: false, isDryRun: false },
	};
	async function run(signal: AbortSignal): Promise<void> {
		try {
			const actor = { kind: 'operator', workspace: undefined } as const;
			const { total } = await prune(actor, { ...input, signal });
			if (total > 0) log.info({ rows: total, days }, 'old messages were removed');
		} catch (error) {
			log.warn({ error }, 'old messages could not be removed; the next time makes up for it');
		}
	}
	const stopped = new AbortController();
	const first = run(stopped.signal);
	const loop = repeat(clock, EVERY_MS, run);
	return {
		async stop() {
			stopped.abort();
			await Promise.all([first, loop.stop()]);
		},
	};
}
