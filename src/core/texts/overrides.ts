import { asObject } from '../domain/json.js';
import { en } from './en.js';
import { LANGUAGES } from './languages.js';
import type { TextOverrides } from './phrasebook.js';

/**
 * Reads what an operator wrote in place of single texts: `{"ru": {"who.customer": "Покупатель"}}`. `problems` names every
 * language, key and placeholder that does not exist; then nothing of it counts.
 */
export function readTextOverrides(json: unknown): {
	readonly overrides: TextOverrides;
	readonly problems: readonly string[];
} {
	const languages = asObject(json);
	if (languages === undefined) return { overrides: {}, problems: ['it is no JSON object'] };
	const problems = Object.entries(languages).flatMap(([language, texts]) => {
		const table = asObject(texts);
		if (!isLanguage(language)) return [`there is no language ${language}`];
		if (table === undefined) return [`${language} is no object of texts`];
		return Object.entries(table).flatMap(([key, text]) => problemOf(language, key, text));
	});
	return { overrides: problems.length === 0 ? languages : {}, problems };
}

function isLanguage(name: string): boolean {
	return LANGUAGES.some((language) => language === name);
}

function problemOf(language: string, key: string, text: unknown): readonly string[] {
	const original = Object.hasOwn(en, key)
		? (en as Readonly<Record<string, string>>)[key]
		: undefined;
	if (original === undefined) return [`${language} has no text ${key}`];
	if (typeof text !== 'string') return [`${language} ${key} is no text`];
	if (text.trim() === '') return [`${language} ${key} is empty`];
	const unknown = placesOf(text).filter((place) => !placesOf(original).includes(place));
	return unknown.map((place) => `${language} ${key} has no place ${place}`);
}

function placesOf(text: string): readonly string[] {
	return text.match(/\{\w+\}/g) ?? [];
}
