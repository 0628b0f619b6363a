import { en } from './en.js';
import type { TextKey, Texts } from './en.js';
import { ru } from './ru.js';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text of the table with its places filled in; a place without a value becomes nothing. */
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** What an operator wrote in place of single texts. */
export type TextOverrides = Readonly<Partial<Record<Language, Readonly<Partial<Texts>>>>>;

export type Phrasebook = { say(language: Language): Say };

const TABLES: Readonly<Record<Language, Texts>> = { en, ru };

/** The texts of all languages, the operator's own wording first. */
export function createPhrasebook(overrides: TextOverrides = {}): Phrasebook {
	const say = (language: Language): Say => {
		const texts = { ...TABLES[language], ...overrides[language] };
		return (key, values = {}) => fill(texts[key], values);
	};
	const says: Readonly<Record<Language, Say>> = { en: say('en'), ru: say('ru') };
	return { say: (language) => says[language] };
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) =>
		Object.hasOwn(values, name) ? String(values[name]) : '',
	);
}
