import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { isBelieved } from '../clock.js';
import type { Instance, Workspace } from '../domain/registry.js';
import { toStorageError } from './db-errors.js';
import type { Stores } from './stores.js';
import { hashToken } from './token-cipher.js';

const BELIEVED_MS = 1000;
const MOST = 10_000;

/**
 * Finds whom a webhook token belongs to, by its hash: a comparison that tells nothing by its duration. Rejects with
 * StorageError.
 */
export type TokenBook = {
	instanceByToken(token: string): Promise<Instance | undefined>;
	workspaceByToken(token: string): Promise<Workspace | undefined>;
};

export function createTokenBook(
	stores: Pick<Stores, 'instances' | 'workspaces'>,
	clock: Clock,
): TokenBook {
	return {
		instanceByToken: remember(clock, (hash) => stores.instances.findByWebhookTokenHash(hash)),
		workspaceByToken: remember(clock, (hash) => stores.workspaces.findByWebhookTokenHash(hash)),
	};
}

/** Only hits are remembered: an instance that was registered a moment ago is known at once. */
function remember<Entry extends object>(
	clock: Clock,
	find: (hash: string) => Promise<Entry | undefined>,
): (token: string) => Promise<Entry | undefined> {
	const cache = new LRUCache<string, { entry: Entry; until: number }>({ max: MOST });
	return async (token) => {
		const hash = hashToken(token);
		const known = cache.get(hash);
		if (known !== undefined && isBelieved(known.until, BELIEVED_MS, clock.now()))
			return known.entry;
		const entry = await find(hash).catch((error: unknown) => {
			throw toStorageError(error, 'Looking a webhook token up');
		});
		if (entry === undefined) cache.delete(hash);
		else cache.set(hash, { entry, until: clock.now() + BELIEVED_MS });
		return entry;
	};
}
