import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import type { DaemonAnswer } from '../daemon';
import { readSettings } from '../settings';
import type { Settings } from '../settings';
import { languageOf, say } from '../texts';
import type { Language, Say } from '../texts';
import type { Tools } from '../tools';

/** What the app knows of itself. */
export type AppSelf = {
	readonly id: string;
	readonly version: string;
	/** Tells the daemon that the app is there; undefined while it is not connected, or may keep no key. */
	announce(tools: Tools): Promise<DaemonAnswer | undefined>;
	/** Changes one of the app's own settings. The engine may need a moment after it resolved. */
	saveSetting(id: string, value: string): Promise<void>;
};

/** Who asked, and where they shall see the answer. */
export type Place = {
	readonly user: IUser;
	readonly room: IRoom;
	/** '' outside threads. */
	readonly threadId: string;
};

/** Everything that one command, form or button needs. */
export type Turn = Place & {
	readonly app: AppSelf;
	readonly engine: Tools;
	readonly settings: Settings;
	readonly language: Language;
	readonly say: Say;
};

export async function createTurn(app: AppSelf, engine: Tools, place: Place): Promise<Turn> {
	const [settings, language] = await Promise.all([
		readSettings(engine.read),
		languageOf(engine.read, place.user),
	]);
	return { ...place, app, engine, settings, language, say: say(language) };
}
