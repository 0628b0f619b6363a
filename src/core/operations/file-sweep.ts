import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import type { Logger } from '../logging.js';
import type { Stores } from '../storage/stores.js';

const EVERY_MS = 60_000;
/** So long after its last piece a file may still get its message. */
const UNFINISHED_MS = 3_600_000;

type Sweeping = { readonly stores: Pick<Stores, 'fileChunks'>; readonly clock: Pick<Clock, 'now'> };

/**
 * Removes the files that nobody needs any more: their message was sent, given up for good, or has lost its words, or there
 * is none and nothing was written for an hour. Dead letters keep theirs. Answers how many.
 */
export async function sweepFiles({ stores, clock }: Sweeping): Promise<number> {
	const { fileChunks } = stores;
	const files = await fileChunks.list();
	if (files.length === 0) return 0;
	const keys = files.map(({ fileKey }) => fileKey);
	// In this order: a message that is written down in between is needed, too.
	const owned = await fileChunks.owned(keys);
	const needed = await fileChunks.needed(keys);
	const idleSince = clock.now() - UNFINISHED_MS;
	const unneeded = files.filter(({ fileKey, writtenAt }) =>
		owned.has(fileKey) ? !needed.has(fileKey) : writtenAt < idleSince,
	);
	for (const { fileKey } of unneeded) await fileChunks.remove(fileKey);
	return unneeded.length;
}

/** Sweeps now and every minute; `stop()` waits for what is under way. A failure is logged, the next time makes up for it. */
export function startFileSweep(deps: Sweeping & { readonly clock: Clock; readonly log: Logger }): {
	stop(): Promise<void>;
} {
	async function run(): Promise<void> {
		try {
			await sweepFiles(deps);
		} catch (error) {
			deps.log.warn({ error }, 'files that were sent could not be removed; the next time does it');
		}
	}
	const first = run();
	const loop = repeat(deps.clock, EVERY_MS, run);
	return {
		async stop() {
			await Promise.all([first, loop.stop()]);
		},
	};
}
