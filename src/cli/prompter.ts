import type { Readable, Writable } from 'node:stream';
import { refusal } from '../core/operations/refusals.js';
import type { Language } from '../core/texts/languages.js';
import { wordsOf } from './words.js';
import type { Words } from './words.js';

/** What people type on, and where they see it. */
export type Terminal = { readonly input: Readable; readonly output: Writable };

/** Says what is wrong with a text; undefined when nothing is. */
export type Check = (text: string) => string | undefined;

/** Asks people at a terminal; every answer is trimmed, and no answer is empty. */
export type Prompter = {
	text(message: string, check?: Check): Promise<string>;
	/** Asked without an echo: a star for each sign. */
	secret(message: string, check?: Check): Promise<string>;
	choose(message: string, choices: readonly string[]): Promise<string>;
};

const WORDS = {
	needed: ['It can not be empty.', 'Ответ не может быть пустым.'],
} as const satisfies Words;

export type PrompterOptions = {
	/** Of what the prompter itself says; English when it is missing. */
	readonly language?: Language;
};

type Key = { readonly ctrl?: boolean; readonly name?: string };

/** Makes questions for a terminal. They reject with RefusedError `interrupted` on Ctrl+C, on Ctrl+D, and when the terminal goes away. */
export async function createPrompter(
	{ input, output }: Terminal,
	{ language = 'en' }: PrompterOptions = {},
): Promise<Prompter> {
	const { default: inquirer } = await import('inquirer');
	const needed = wordsOf({ language: () => language }, WORDS)('needed');

	async function ask(question: object): Promise<string> {
		const gone = new AbortController();
		const leave = (): void => {
			gone.abort();
		};
		const onKey = (_: unknown, { ctrl, name }: Key): void => {
			// Inquirer would wait for ever for somebody who has closed the input.
			if (ctrl === true && name === 'd') leave();
		};
		input.on('keypress', onKey).once('end', leave);
		try {
			const prompt = inquirer.createPromptModule({ input, output, signal: gone.signal });
			const { answer } = await prompt<{ answer: string }>([
				{ ...question, name: 'answer' } as never,
			]);
			return answer.trim();
		} catch (error) {
			throw isLeaving(error) ? interrupted(error) : error;
		} finally {
			input.off('keypress', onKey).off('end', leave);
		}
	}

	return {
		text: (message, check) => ask({ type: 'input', message, validate: validator(needed, check) }),
		secret: (message, check) =>
			ask({
				...{ type: 'password', message, mask: '*', toggleMask: false },
				validate: validator(needed, check),
			}),
		choose: (message, choices) => ask({ type: 'select', message, choices: [...choices] }),
	};
}

function validator(needed: string, check: Check | undefined) {
	return (text: string): string | true => {
		const trimmed = text.trim();
		return trimmed === '' ? needed : (check?.(trimmed) ?? true);
	};
}

function isLeaving(error: unknown): boolean {
	return error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name);
}

function interrupted(cause: unknown) {
	return refusal({
		code: 'interrupted',
		status: 409,
		message: 'refusal.interrupted',
		help: 'help.interrupted',
		cause,
	});
}
