import type { Io } from '../../io.js';
import type { Check, Choice } from '../../prompter.js';
import { wordsOf } from '../../words.js';
import type { Text } from './text.js';

/** All that a screen of the console works with. What people leave with Esc or Ctrl+C is answered with undefined. */
export type Desk = {
	readonly io: Io;
	/** The titles of the screens that are open, the topmost last. */
	readonly trail: string[];
	/** Columns of the terminal now. */
	columns(): number;
	/** A text in the language of the terminal. */
	say(text: Text, values?: Readonly<Record<string, string | number>>): string;
	/** Says the line that does it, runs it, and says why it failed; true when it did not. Never rejects with a failure of it. */
	perform(args: readonly string[]): Promise<boolean>;
	/** What a command prints with `--json`, read; undefined after its failure was said. */
	read(args: readonly string[]): Promise<unknown>;
	text(message: Text, check?: Check): Promise<string | undefined>;
	pick(message: string, choices: readonly Choice[], start?: string): Promise<string | undefined>;
	search(message: string, find: (typed: string) => readonly Choice[]): Promise<string | undefined>;
};

/** A text of a table in the language of `io`. */
export function sayIn(
	io: Pick<Io, 'language'>,
	text: Text,
	values?: Readonly<Record<string, string | number>>,
): string {
	return wordsOf(io, { text })('text', values);
}
