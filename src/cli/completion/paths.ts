import { pagesBelow } from '../reference/tree.js';
import type { Page, Place } from '../reference/tree.js';

/** The program and every command below it: what can be typed behind which words. */
export function placesOf(program: Page): readonly Page[] {
	return [program, ...pagesBelow(program)];
}

/** `{from, word, to}`: whoever is at `from` and types `word` gets to `to`; to `help`, too. */
export function stepsOf(program: Page): { from: string; word: string; to: string }[] {
	const steps = pagesBelow(program).map(({ name }) => {
		const words = name.split(' ');
		return { from: words.slice(0, -1).join(' '), word: words.at(-1) ?? '', to: name };
	});
	return [...steps, { from: '', word: HELP, to: HELP }];
}

/** The same as the cases of a POSIX shell's `case "$at $word" in`. */
export function stepCases(program: Page): string[] {
	return stepsOf(program).map(
		({ from, word, to }) => `			${quoted(`${from} ${word}`)}) at=${quoted(to)} ;;`,
	);
}

/**
 * The cases of `case "$at $prev" in`: what a shell does behind an option that takes a value; behind one of the program's own
 * wherever it stands.
 */
export function valueCases(program: Page, offer: (option: Place) => string): string[] {
	return [...placesOf(program)].reverse().flatMap((page) => {
		const at = page === program ? '*' : quoted(page.name);
		return page.options
			.filter(({ value }) => value !== undefined)
			.map((option) => {
				const patterns = option.flags.map((flag) => `${at}${quoted(` ${flag}`)}`);
				return `\t${patterns.join(' | ')}) ${offer(option)} ;;`;
			});
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
