import type { InstanceId } from '../domain/ids.js';
import { DEFAULT_PREFERENCES } from '../preferences/preferences.js';
import type { Preferences } from '../preferences/preferences.js';

/** The preferences of instances; what it says is at most a second old. */
export type PreferenceBook = {
	of(workspaceId: number, instanceId: InstanceId): Promise<Preferences>;
};

export function createPreferenceBook(): PreferenceBook {
	return { of: () => Promise.resolve(DEFAULT_PREFERENCES) };
}
