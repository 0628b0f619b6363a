import { pagesBelow } from '../reference/tree.js';
import type { Page, Place } from '../reference/tree.js';

/** The program and every command below it: what can be typed behind which words. */
export function placesOf(program: Page): readonly Page[] {
	return [program, ...pagesBelow(program)];
}

/** `{from, word, to}`: whoever is at `from` and types `word` gets to `to`. */
export function stepsOf(program: Page): { from: string; word: string; to: string }[] {
	return pagesBelow(program).map(({ name }) => {
		const words = name.split(' ');
		return { from: words.slice(0, -1).join(' '), word: words.at(-1) ?? '', to: name };
	});
}

/** The options that can stand behind a command: its own, and the program's. */
export function optionsAt(page: Page, program: Page): readonly Place[] {
	if (page === program) return page.options;
	const own = page.options.flatMap(({ flags }) => flags);
	const others = program.options.filter(
		({ flags }) => !flags.includes('--version') && flags.every((flag) => !own.includes(flag)),
	);
	return [...page.options, ...others];
}

/** Whether a value is the name of a file, as its own name says. */
export function isPath({ value }: Place): boolean {
	return /\b(?:path|file|folder)\b/u.test(value ?? '');
}

/** A description as completions show it: on one line, without the choices that they offer anyway. */
export function summary(text: string): string {
	return text
		.replace(/\s+/gu, ' ')
		.replace(/ \([^()]*: "[^()]*\)$/u, '')
		.trim();
}

/** A word as POSIX shells take it, whatever is in it. */
export function quoted(text: string): string {
	return `'${text.replaceAll(`'`, `'\\''`)}'`;
}

/** The word that names the command in `greenapi-rc help <command>`. */
export const HELP = 'help';
