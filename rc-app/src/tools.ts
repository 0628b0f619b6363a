import type {
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';

/** What the Apps-Engine hands to every handler. Any of its answers may be null or undefined: a permission is missing. */
export type Tools = {
	readonly read: IRead;
	readonly http: IHttp;
	readonly persistence: IPersistence;
	readonly modify: IModify;
};

/** Runs an accessor's call; undefined where it throws (a permission is missing, the engine is too old, Rocket.Chat refused). */
export async function orUndefined<T>(call: () => Promise<T>): Promise<T | undefined> {
	try {
		return (await call()) ?? undefined;
	} catch {
		return undefined;
	}
}
