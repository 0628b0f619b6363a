import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { isBelieved } from '../clock.js';
import type { InstanceId } from '../domain/ids.js';
import { toPreferences } from '../preferences/fields.js';
import type { Preferences } from '../preferences/preferences.js';
import type { StoredPreference } from '../storage/preference-store.js';
import type { Stores } from '../storage/stores.js';

/** The preferences of instances; what it says is at most a second old. */
export type PreferenceBook = {
	of(workspaceId: number, instanceId: InstanceId): Promise<Preferences>;
};

const BELIEVED_MS = 1000;
const MOST_WORKSPACES = 1000;

type Page = {
	readonly until: number;
	readonly stored: Promise<readonly StoredPreference[]>;
	readonly instances: Map<InstanceId, Preferences>;
};

export function createPreferenceBook(deps: {
	readonly stores: Pick<Stores, 'preferences'>;
	readonly clock: Pick<Clock, 'now'>;
}): PreferenceBook {
	const pages = new LRUCache<number, Page>({ max: MOST_WORKSPACES });

	/** One question for all who ask at the same time; a failed one is not remembered. */
	function pageOf(workspaceId: number): Page {
		const now = deps.clock.now();
		const known = pages.get(workspaceId);
		if (known !== undefined && isBelieved(known.until, BELIEVED_MS, now)) return known;
		const stored = deps.stores.preferences.list(workspaceId);
		const page = { until: now + BELIEVED_MS, stored, instances: new Map() };
		pages.set(workspaceId, page);
		stored.catch(() => {
			if (pages.peek(workspaceId) === page) pages.delete(workspaceId);
		});
		return page;
	}

	return {
		async of(workspaceId, instanceId) {
			const { stored, instances } = pageOf(workspaceId);
			const known = instances.get(instanceId);
			if (known !== undefined) return known;
			const preferences = preferencesOf(await stored, instanceId);
			instances.set(instanceId, preferences);
			return preferences;
		},
	};
}

/** The instance's own value, else the workspace's. */
function preferencesOf(stored: readonly StoredPreference[], instanceId: InstanceId): Preferences {
	const valueIn = (owner: InstanceId | null, name: string): string | undefined =>
		stored.find((one) => one.instanceId === owner && one.name === name)?.value;
	return toPreferences((name) => valueIn(instanceId, name) ?? valueIn(null, name));
}
