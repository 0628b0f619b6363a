import { CommanderError } from 'commander';
import { BridgeError } from '../core/domain/errors.js';
import {
	EXIT_CODES,
	exitCodeOf,
	failureLines,
	stacksOf,
	USAGE_HELP,
	wordsOfFailure,
} from './exit-codes.js';
import type { FailureWords } from './exit-codes.js';
import type { Io } from './io.js';
import type { Manner } from './manner.js';

/** Of the object on standard error; raised when it changes so that a reader must change, too. */
const VERSION = 1;
/** Where commander prints its help instead of a complaint. */
const NO_COMMAND = 'error: no command is named';
/** A cloud did not answer, or asks for patience: the same command may succeed later. */
const PASSING = [502, 503];
/** The ledger tries again until somebody has made room or given rights; no command succeeds before. */
const REFUSED = 'STORAGE_REFUSED';

type Failure = FailureWords & { readonly code: string; readonly isRetryable: boolean };

/**
 * Says on standard error why the program ends, for people in their language, or as one JSON object on one line
 * (docs/cli-json.md). Resolves with the exit code; never rejects.
 */
export async function reportFailure(
	io: Io,
	error: unknown,
	{ isJson, isDebugging }: Manner,
): Promise<number> {
	if (error instanceof CommanderError) return reportUsage(io, error, isJson);
	const words = await failureWords(io, error);
	if (isJson) printObject(io, failureOf(error, words), isDebugging ? stacksOf(error) : undefined);
	else failureLines(error, isDebugging, words).forEach(io.fail);
	return exitCodeOf(error);
}

/** Commander has printed help, version and complaints already, unless they are to be JSON. */
async function reportUsage(io: Io, error: CommanderError, isJson: boolean): Promise<number> {
	if (error.exitCode === 0) return EXIT_CODES.ok.code;
	if (isJson) {
		const message = error.code === 'commander.help' ? NO_COMMAND : error.message;
		const words = await usageWords(io, { message, help: USAGE_HELP });
		printObject(io, { ...bare(words), code: 'usage', isRetryable: false });
	}
	return EXIT_CODES.usage.code;
}

async function usageWords(io: Io, { message, help }: FailureWords): Promise<FailureWords> {
	if (io.language() !== 'ru') return { message, help };
	const { usageInRussian } = await import('./russian/usage.js');
	return { message: usageInRussian(message), help: usageInRussian(help) };
}

/** Without the word that begins a line on a terminal. */
function bare({ message, help }: FailureWords): FailureWords {
	return { message: message.replace(/^\p{L}+: /u, '').replaceAll('\n', ' '), help };
}

/** What is said of a failure in the reader's language. */
export async function failureWords(
	io: Pick<Io, 'language'>,
	error: unknown,
): Promise<FailureWords> {
	const words = wordsOfFailure(error);
	if (io.language() !== 'ru') return words;
	const { failureInRussian } = await import('./russian/failures.js');
	return failureInRussian(error, words);
}

function failureOf(error: unknown, words: FailureWords): Failure {
	if (!(error instanceof BridgeError)) return { ...words, code: 'UNEXPECTED', isRetryable: false };
	const { code, disposition, status } = error;
	const isPassing = disposition !== 'dead' || PASSING.includes(status);
	return { ...words, code, isRetryable: isPassing && code !== REFUSED };
}

function printObject(io: Io, failure: Failure, stack?: readonly string[]): void {
	const { code, message, help, isRetryable: retryable } = failure;
	const error = { code, message, help, retryable, ...(stack === undefined ? {} : { stack }) };
	io.fail(JSON.stringify({ version: VERSION, error }));
}
