import type { Io } from './io.js';

/** What a command says, each text in English and in Russian; `{name}` is filled in. Kept beside the command that says it. */
export type Words = Readonly<Record<string, readonly [en: string, ru: string]>>;

/** One of the texts in the language of whoever reads; a place without a value becomes nothing. */
export type SayWord<Table extends Words> = (
	key: keyof Table & string,
	values?: Readonly<Record<string, string | number>>,
) => string;

/** The texts of `table` in the language of the terminal. */
export function wordsOf<Table extends Words>(
	io: Pick<Io, 'language'>,
	table: Table,
): SayWord<Table> {
	const column = io.language() === 'ru' ? 1 : 0;
	return (key, values = {}) => fill(table[key]?.[column] ?? '', values);
}

function fill(text: string, values: Readonly<Record<string, string | number>>): string {
	return text.replace(/\{(\w+)\}/gu, (_, name: string) =>
		Object.hasOwn(values, name) ? String(values[name]) : '',
	);
}
