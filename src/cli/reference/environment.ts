import { fields } from '../../core/config/fields.js';
import type { Field } from '../../core/config/fields.js';

/** Variables that are no settings of the bridge, but steer the terminal. */
const TERMINAL: readonly (readonly [name: string, meaning: string])[] = [
	['LC_ALL, LC_MESSAGES, LANG', 'The language of help and answers: Russian, else English.'],
	['NO_COLOR', 'No colours.'],
	['TERM', 'With the value dumb, nothing is drawn anew.'],
];

/** Every variable that counts, with its meaning in plain text. */
export function environment(): readonly (readonly [name: string, meaning: string])[] {
	const settings = Object.values(fields).map(
		({ env, meaning }: Field<unknown>) => [env, plain(meaning)] as const,
	);
	return [...settings, ...TERMINAL];
}

/** Meanings are Markdown. */
function plain(markdown: string): string {
	return markdown.replaceAll('`', '').replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1');
}
