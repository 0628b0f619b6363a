import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { refusal } from '../core/operations/refusals.js';
import type { Language } from '../core/texts/languages.js';
import { wordsOf } from './words.js';
import type { Words } from './words.js';
import { ENDING_SIGNALS } from './signals.js';

/** What people type on, and where they see it. */
export type Terminal = { readonly input: Readable; readonly output: Writable };

/** Says what is wrong with a text; undefined when nothing is. */
export type Check = (text: string) => string | undefined;

/** One line of a list to choose from. */
export type Choice = {
	/** What is answered. */
	readonly value: string;
	/** What is shown: one line. */
	readonly name: string;
	/** One line more, below the list, while the cursor is on it. */
	readonly description?: string;
};

/** How a list is shown; nothing of it stays on the screen when it was answered or left. */
export type ListLook = {
	/** Which keys do what, below the list. */
	readonly hint: string;
	/** The value on which the cursor stands first. */
	readonly start?: string | undefined;
};

/** Asks people at a terminal; every answer is trimmed, and no answer is empty. */
export type Prompter = {
	text(message: string, check?: Check): Promise<string>;
	/** Asked without an echo: a star for each sign. */
	secret(message: string, check?: Check): Promise<string>;
	choose(message: string, choices: readonly string[]): Promise<string>;
	/** One of a list, which pages when it is longer than the screen. There must be one. */
	pick(message: string, choices: readonly Choice[], look: ListLook): Promise<string>;
	/** One of what `find` answers for the text typed so far, asked anew at each key. */
	search(
		message: string,
		find: (typed: string) => readonly Choice[],
		look: ListLook,
	): Promise<string>;
};

export type PrompterOptions = {
	/** Esc leaves a question, too. (It is told from an arrow by the half second after it.) */
	readonly leavesOnEscape?: boolean;
	/** Of what the prompter itself says; English when it is missing. */
	readonly language?: Language;
};

const WORDS = {
	needed: ['It can not be empty.', 'Ответ не может быть пустым.'],
	keys: ['↑↓ navigate • ⏎ select', '↑↓ выбор • ⏎ принять'],
} as const satisfies Words;

type Key = { readonly ctrl?: boolean; readonly name?: string };

/** Rows of a screen that a list leaves to its question, the lines below it, and what was printed before. */
const ROWS_BESIDES = 8;
const FEWEST_ROWS = 4;
const USUAL_ROWS = 24;

/** Makes questions for a terminal. They reject with RefusedError `interrupted` on Ctrl+C, on Ctrl+D, and when the terminal goes away. */
export async function createPrompter(
	{ input, output }: Terminal,
	{ leavesOnEscape = false, language = 'en' }: PrompterOptions = {},
): Promise<Prompter> {
	const { default: inquirer } = await import('inquirer');
	const say = wordsOf({ language: () => language }, WORDS);
	const needed = say('needed');
	// Inquirer says it in English only.
	const theme = language === 'en' ? {} : { style: { keysHelpTip: () => say('keys') } };

	async function ask(question: object, clearPromptOnDone = false): Promise<string> {
		if (input.readableEnded) throw interrupted();
		const gone = new AbortController();
		const leave = (): void => {
			gone.abort();
		};
		const onKey = (_: unknown, { ctrl, name }: Key): void => {
			// Inquirer would wait for ever for somebody who has closed the input.
			if (ctrl === true && name === 'd') leave();
			if (leavesOnEscape && name === 'escape') leave();
		};
		input.on('keypress', onKey).once('end', leave);
		const signals = watchSignals(leave);
		try {
			const surroundings = { input, output, signal: gone.signal, clearPromptOnDone };
			const prompt = inquirer.createPromptModule(surroundings);
			const { answer } = await prompt<{ answer: string }>([
				{ ...question, name: 'answer' } as never,
			]);
			return answer.trim();
		} catch (error) {
			throw isLeaving(error) ? interrupted(error) : error;
		} finally {
			input.off('keypress', onKey).off('end', leave);
			signals.pass();
		}
	}

	return {
		text: (message, check) => ask({ type: 'input', message, validate: validator(needed, check) }),
		secret: (message, check) =>
			ask({
				...{ type: 'password', message, mask: '*', toggleMask: false },
				validate: validator(needed, check),
			}),
		choose: (message, choices) => ask({ type: 'select', message, choices: [...choices], theme }),
		pick: (message, choices, look) =>
			ask({ type: 'select', message, choices, loop: false, ...lookOf(output, look) }, true),
		search: (message, find, look) => {
			const source = (typed: string | undefined) => find(typed?.trim() ?? '');
			return ask({ type: 'search', message, source, ...lookOf(output, look) }, true);
		},
	};
}

/**
 * A question takes the terminal's echo and cursor away: a signal must not end the process before they are back. SIGINT is
 * Ctrl+C by another way; what ends the process does so in `pass`.
 */
function watchSignals(leave: () => void): { pass(): void } {
	let ending: NodeJS.Signals | undefined;
	const onSignal = (signal: NodeJS.Signals): void => {
		if (signal !== 'SIGINT') ending = signal;
		leave();
	};
	for (const signal of ENDING_SIGNALS) process.on(signal, onSignal);
	return {
		pass() {
			for (const signal of ENDING_SIGNALS) process.off(signal, onSignal);
			if (ending !== undefined) process.kill(process.pid, ending);
		},
	};
}

function lookOf(output: Writable, { hint, start }: ListLook): object {
	// A terminal without a size says 0.
	const { rows = 0 } = output as Partial<WriteStream>;
	return {
		pageSize: Math.max(FEWEST_ROWS, (rows > 0 ? rows : USUAL_ROWS) - ROWS_BESIDES),
		theme: { prefix: '', style: { keysHelpTip: () => hint } },
		...(start === undefined ? {} : { default: start }),
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

/** The refusal of somebody who left. */
export function interrupted(cause?: unknown) {
	return refusal({
		code: 'interrupted',
		status: 409,
		message: 'refusal.interrupted',
		help: 'help.interrupted',
		cause,
	});
}
