import type { Phrase, PhraseValue } from '../domain/phrase.js';
import { en } from './en.js';
import type { TextKey, Texts } from './en.js';
import type { Language } from './languages.js';
import { ru } from './ru.js';

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

/** English in the words of the table: for the log, and for the terminal. */
export const sayEnglish: Say = createPhrasebook().say('en');

/** Puts a phrase into words, and first the phrases in it. */
export function sayPhrase(say: Say, { key, values = {} }: Phrase): string {
	const filled = Object.entries(values).map(([name, value]) => [name, valueText(say, value)]);
	return isTextKey(key)
		? say(key, Object.fromEntries(filled) as Record<string, string | number>)
		: key;
}

function isTextKey(key: string): key is TextKey {
	return Object.hasOwn(en, key);
}

function valueText(say: Say, value: PhraseValue): string | number {
	if (typeof value === 'string' || typeof value === 'number') return value;
	if ('key' in value) return sayPhrase(say, value);
	return value.map((one) => sayPhrase(say, one)).join(', ');
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/g, (_, name: string) =>
		Object.hasOwn(values, name) ? String(values[name]) : '',
	);
}
