import { BridgeError, ConfigError, RefusedError } from '../core/domain/errors.js';
import { shownLines, toldHere } from './shown.js';

/** What the program ends with, and what that means for a script. Listed by `greenapi-rc --help`. */
export const EXIT_CODES = {
	ok: { code: 0, meaning: 'done' },
	failed: { code: 1, meaning: 'it failed; standard error says why and what to do' },
	usage: { code: 2, meaning: 'unknown command, option or argument, or one that is missing' },
	config: { code: 3, meaning: 'settings are wrong; all of them are named' },
	partial: { code: 6, meaning: 'a part of it failed; the rest is done' },
	unhealthy: { code: 7, meaning: 'a check failed; what to do stands beside it' },
	interrupted: {
		code: 130,
		meaning: 'Ctrl+C; nothing was changed, or what setup did before it stays',
	},
} as const;

/** What to do when the command line can't be understood. */
export const USAGE_HELP = 'greenapi-rc --help lists what there is.';

/** The refusals that end with another code than 1. */
const REFUSALS: Readonly<Record<string, keyof typeof EXIT_CODES>> = {
	'input-missing': 'usage',
	'terminal-needed': 'usage',
	'unknown-kind': 'usage',
	'bad-answers-file': 'usage',
	'bad-token-file': 'usage',
	'file-unreadable': 'usage',
	'out-file-exists': 'usage',
	'backup-exists': 'usage',
	'partly-done': 'partial',
	'checks-failed': 'unhealthy',
	interrupted: 'interrupted',
};

/** The exit code of a failure that reached the top. */
export function exitCodeOf(error: unknown): number {
	if (error instanceof ConfigError) return EXIT_CODES.config.code;
	const name = error instanceof RefusedError ? REFUSALS[error.code] : undefined;
	return EXIT_CODES[name ?? 'failed'].code;
}

/** What is said of a failure: what happened, and what to do. */
export type FailureWords = { readonly message: string; readonly help: string };

/** In English. Slash commands that it advises are named as they are called here. */
export function wordsOfFailure(error: unknown): FailureWords {
	if (error instanceof BridgeError)
		return { message: toldHere(error.message), help: toldHere(error.help) };
	return {
		message: `Unexpected failure: ${error instanceof Error ? error.message : String(error)}`,
		help: 'This is a bug in greenapi-rc; please report it with what --debug prints.',
	};
}

/**
 * What standard error gets of a failure: what happened, what to do, its code, and with `isDebugging` stack and causes.
 * `words` are those of the reader's language.
 */
export function failureLines(
	error: unknown,
	isDebugging: boolean,
	words: FailureWords = wordsOfFailure(error),
): string[] {
	const code = error instanceof BridgeError ? [`(${error.code})`] : [];
	const lines = [words.message, words.help, ...code].flatMap(shownLines);
	return isDebugging ? [...lines, '', ...stacksOf(error)] : lines;
}

/** The stack of an error, and those of its causes behind it. */
export function stacksOf(error: unknown): string[] {
	if (!(error instanceof Error)) return [];
	const own = error.stack ?? error.message;
	return error.cause === undefined ? [own] : [own, 'Caused by:', ...stacksOf(error.cause)];
}
