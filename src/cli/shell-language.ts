import { languageOf } from '../core/texts/languages.js';
import type { Language } from '../core/texts/languages.js';

/** The variables that say the language of a shell, the strongest first (POSIX.1-2017, 8.2). */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'];

/** The language that the environment asks for; English for one that there is not. */
export function languageOfShell(env: Readonly<Record<string, string | undefined>>): Language {
	const name = VARIABLES.map((variable) => env[variable] ?? '').find((text) => text !== '');
	return languageOf(name?.split('.')[0]);
}
