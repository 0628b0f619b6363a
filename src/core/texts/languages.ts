export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that somebody asks for; English for one that there is not. */
export function languageOf(name: unknown): Language {
	const wanted = typeof name === 'string' ? name.trim().toLowerCase() : '';
	return LANGUAGES.find((language) => wanted.split(/[-_]/)[0] === language) ?? 'en';
}
