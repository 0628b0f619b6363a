import { BridgeError } from '../core/domain/errors.js';
import type { RefusedError } from '../core/domain/errors.js';
import type { Phrase } from '../core/domain/phrase.js';
import { refusal, wordsOfError } from '../core/operations/refusals.js';
import { createPhrasebook } from '../core/texts/phrasebook.js';
import type { TextKey } from '../core/texts/en.js';
import type { Io } from './io.js';
import type { Check, Prompter, PrompterOptions, Terminal } from './prompter.js';
import { readSecret } from './secret-input.js';
import { terminalOf } from './terminal.js';

/** Something that a command has to know. */
export type Question = {
	/** The option or argument that answers it. */
	readonly flag: string;
	/** What is asked at a terminal. */
	readonly message: string;
	/** What the option said; of a secret: the file it is in, `-` for standard input. */
	readonly given: string | undefined;
	readonly isSecret?: true;
	/** Throws BridgeError for what can't be right; saves a person from typing the rest in vain. */
	readonly check?: (text: string) => unknown;
};

/** Questions of which some may be open. */
export type Form<Name extends string> = {
	/** Asks what is open, in order, and answers everything. Rejects with RefusedError `interrupted`. */
	fill(): Promise<Readonly<Record<Name, string>>>;
};

/**
 * Takes what the options say, and reads the secrets in files. Rejects with RefusedError `input-missing`, which names every
 * flag that is missing, where nobody can be asked, or `bad-token-file`; asks nothing yet.
 */
export async function openForm<Name extends string>(
	io: Io,
	questions: Readonly<Record<Name, Question>>,
): Promise<Form<Name>> {
	const entries = Object.entries(questions) as [Name, Question][];
	const terminal = terminalOf(io);
	const isOpen = ({ given = '', isSecret }: Question): boolean =>
		given.trim() === '' || (isSecret === true && given === '-' && io.process.stdin.isTTY);
	const open = entries.filter(([, question]) => isOpen(question));
	if (open.length > 0 && terminal === undefined)
		throw inputMissing(open.map(([, { flag }]) => flag));
	const answers = new Map<Name, string>();
	for (const [name, question] of entries)
		if (!isOpen(question)) answers.set(name, await given(io, question));
	return {
		async fill() {
			if (terminal !== undefined && open.length > 0) {
				const prompter = await loadPrompter(terminal, { language: io.language() });
				for (const [name, question] of open) answers.set(name, await ask(io, prompter, question));
			}
			return Object.fromEntries(answers) as Record<Name, string>;
		},
	};
}

/** Loaded only when somebody is asked. */
export async function loadPrompter(
	terminal: Terminal,
	options?: PrompterOptions,
): Promise<Prompter> {
	const { createPrompter } = await import('./prompter.js');
	return createPrompter(terminal, options);
}

/** The RefusedError of a value that is missing where nobody can be asked; an `advice` in words stays as it is. */
export function inputMissing(flags: readonly string[], advice?: string | Phrase): RefusedError {
	const { key, values = {} }: Phrase =
		typeof advice === 'string' ? { key: advice } : (advice ?? { key: 'help.input-missing' });
	return refusal({
		code: 'input-missing',
		status: 400,
		message: flags.length === 1 ? 'refusal.input-missing' : 'refusal.inputs-missing',
		help: key as TextKey,
		values: { ...values, flags: flags.join(', ') },
	});
}

async function given({ process }: Io, { given: text = '', isSecret }: Question): Promise<string> {
	return isSecret === true ? readSecret(text, process.stdin) : text.trim();
}

function ask(io: Io, prompter: Prompter, { message, isSecret, check }: Question): Promise<string> {
	const checked = check && checkOf(io, check);
	return isSecret === true ? prompter.secret(message, checked) : prompter.text(message, checked);
}

/** What `check` refuses, in the reader's language. */
export function checkOf(io: Pick<Io, 'language'>, check: (text: string) => unknown): Check {
	const say = createPhrasebook().say(io.language());
	return (text) => {
		try {
			check(text);
			return undefined;
		} catch (error) {
			if (error instanceof BridgeError) return wordsOfError(error, say).message;
			throw error;
		}
	};
}
