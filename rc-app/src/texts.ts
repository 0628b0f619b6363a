import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import en from '../i18n/en.json';
import ru from '../i18n/ru.json';

/** A key of i18n/en.json; i18n/ru.json has the same ones. */
export type TextKey = keyof typeof en;
export type Language = 'en' | 'ru';
type Values = Readonly<Record<string, string | number>>;
/** A text with its `{places}` filled in; a place without a value becomes nothing. */
export type Say = (key: TextKey, values?: Values) => string;

const TABLES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, ru };

export function say(language: Language): Say {
	return (key, values = {}) =>
		TABLES[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** The language of a person: their own preference, else the workspace's; English for every other language. */
export async function languageOf(read: IRead, user?: IUser): Promise<Language> {
	const own = user?.settings?.preferences?.language;
	if (typeof own === 'string' && own !== '') return toLanguage(own);
	try {
		const setting: unknown = await read
			.getEnvironmentReader()
			.getServerSettings()
			.getValueById('Language');
		return toLanguage(typeof setting === 'string' ? setting : '');
	} catch {
		// Without the permission server-setting.read the reader throws.
		return 'en';
	}
}

function toLanguage(code: string): Language {
	return code.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}
