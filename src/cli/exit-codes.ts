import { BridgeError, ConfigError } from '../core/domain/errors.js';

/** What the program ends with, and what that means for a script. Listed by `greenapi-rc --help`. */
export const EXIT_CODES = {
	ok: { code: 0, meaning: 'done' },
	failed: { code: 1, meaning: 'it failed; standard error says why and what to do' },
	usage: { code: 2, meaning: 'unknown command, option or argument' },
	config: { code: 3, meaning: 'settings are wrong; all of them are named' },
} as const;

/** The exit code of a failure that reached the top. */
export function exitCodeOf(error: unknown): number {
	return error instanceof ConfigError ? EXIT_CODES.config.code : EXIT_CODES.failed.code;
}

/** What standard error gets of a failure: what happened, what to do, and with `isDebugging` the stack and the causes. */
export function failureLines(error: unknown, isDebugging: boolean): string[] {
	const lines = error instanceof BridgeError ? [error.message, error.help] : unexpected(error);
	return isDebugging ? [...lines, '', ...stacksOf(error)] : lines;
}

function unexpected(error: unknown): string[] {
	const message = error instanceof Error ? error.message : String(error);
	return [
		`Unexpected failure: ${message}`,
		'This is a bug in greenapi-rc; please report it with what --debug prints.',
	];
}

function stacksOf(error: unknown): string[] {
	if (!(error instanceof Error)) return [];
	const own = error.stack ?? error.message;
	return error.cause === undefined ? [own] : [own, 'Caused by:', ...stacksOf(error.cause)];
}
