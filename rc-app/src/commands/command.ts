import type { Answer } from '../answers/answer';
import type { Turn } from '../answers/turn';
import type { Field, FieldName, Values } from '../forms/fields';
import type { CommandName, FormName } from './names';

/** How a form opens: what is filled in already, what need not be asked, and what to say besides its usual words. */
export type FormStart = {
	readonly initial?: Values;
	readonly without?: readonly FieldName[];
	readonly intro?: string;
};

export type Form = {
	readonly name: FormName;
	start(turn: Turn): FormStart | Promise<FormStart>;
	/** The answer may name a customer, and the engine logs what a submitted form returns: it goes to the room only. */
	readonly isPrivate?: boolean;
};

/** One slash command, typed or by its form. */
export type Command = {
	readonly name: CommandName;
	/** Everything that it takes; checked before anything is sent. */
	readonly fields: readonly Field[];
	readonly form?: Form;
	/** Typed arguments hold a secret, or what customers should not find in a log. */
	readonly isBetterAsForm?: boolean;
	/** What was typed behind the command, trimmed; undefined when it does not fit. */
	parse(typed: string): Values | undefined;
	run(turn: Turn, values: Values): Answer | Promise<Answer>;
};

/** Reads words in this order; undefined when there are too many, or too few of the first `needed`. */
export function inOrder(names: readonly FieldName[], needed: number): Command['parse'] {
	return (typed) => {
		const words = typed === '' ? [] : typed.split(/\s+/);
		if (words.length < needed || words.length > names.length) return undefined;
		return valuesOf(words.map((word, at) => [names[at], word]));
	};
}

/** For commands that take nothing. */
export const nothing: Command['parse'] = inOrder([], 0);

/** A record of what was given; pairs without a name or value are left out. */
export function valuesOf(
	pairs: readonly (readonly [FieldName | undefined, string | undefined])[],
): Values {
	const values: Partial<Record<FieldName, string>> = {};
	for (const [name, value = ''] of pairs)
		if (name !== undefined && value !== '') values[name] = value;
	return values;
}
