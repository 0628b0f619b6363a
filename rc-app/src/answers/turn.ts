import type {
	IHttp,
	IModify,
	IPersistence,
	IRead,
} from '@rocket.chat/apps-engine/definition/accessors';
import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { readSettings } from '../settings';
import type { Settings } from '../settings';
import { languageOf, say } from '../texts';
import type { Language, Say } from '../texts';

/** What the engine hands to every handler. */
export type Engine = {
	readonly read: IRead;
	readonly modify: IModify;
	readonly http: IHttp;
	readonly persistence: IPersistence;
};

/** What the app knows of itself. */
export type AppSelf = {
	readonly id: string;
	readonly version: string;
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
	readonly engine: Engine;
	readonly settings: Settings;
	readonly language: Language;
	readonly say: Say;
};

export async function createTurn(app: AppSelf, engine: Engine, place: Place): Promise<Turn> {
	const [settings, language] = await Promise.all([
		readSettings(engine.read),
		languageOf(engine.read, place.user),
	]);
	return { ...place, app, engine, settings, language, say: say(language) };
}

/** The address of the workspace without a slash at its end; '' without the permission server-setting.read. */
export async function siteUrl(read: IRead): Promise<string> {
	try {
		const value: unknown = await read
			.getEnvironmentReader()
			.getServerSettings()
			.getValueById('Site_Url');
		return typeof value === 'string' ? value.trim().replace(/\/+$/, '') : '';
	} catch {
		return '';
	}
}
