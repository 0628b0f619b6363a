import { BridgeError, RefusedError } from '../domain/errors.js';
import type { Phrase } from '../domain/phrase.js';
import type { TextKey } from '../texts/en.js';
import { sayEnglish, sayPhrase } from '../texts/phrasebook.js';
import type { Say } from '../texts/phrasebook.js';

/** A refusal in the words of the contract: the short name, the HTTP status, what happened, what to do. */
export type Refusal = {
	readonly code: string;
	readonly status: number;
	/** Keys of the tables of texts. */
	readonly message: TextKey;
	readonly help: TextKey;
	/** What is filled into both texts. */
	readonly values?: Phrase['values'];
	readonly cause?: unknown;
};

/** Where people find their instances. */
export const CONSOLE = 'https://console.green-api.com';

/**
 * Makes the error of a refusal. Both texts are shown to the person, one after the other, in their language; the error itself
 * has them in English, for the log and the terminal.
 */
export function refusal({ message, help, values, ...options }: Refusal): RefusedError {
	const phrases = { message: { key: message, values }, help: { key: help, values } };
	return new RefusedError(sayPhrase(sayEnglish, phrases.message), {
		...options,
		help: sayPhrase(sayEnglish, phrases.help),
		phrases,
	});
}

/** The text with a full stop at its end, so that another sentence can follow. */
export function sentence(text: string): string {
	const trimmed = text.trim();
	return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** What happened and what to do, for a person; of anything that is no BridgeError nothing is repeated. */
export function explain(error: unknown, say: Say = sayEnglish): string {
	if (!(error instanceof BridgeError)) return say('command.unexpected');
	const { message: what, help } = wordsOfError(error, say);
	const message = sentence(what);
	return help === '' || message.includes(help) ? message : `${message} ${help}`;
}

/** What happened and what to do. What has no words of its own in the tables comes from the clouds, or the system: it stays. */
export function wordsOfError(error: BridgeError, say: Say): Pick<BridgeError, 'message' | 'help'> {
	if (!(error instanceof RefusedError) || error.phrases === undefined) return error;
	const { message, help } = error.phrases;
	return { message: sayPhrase(say, message), help: sayPhrase(say, help) };
}
