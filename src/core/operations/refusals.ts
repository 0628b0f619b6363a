import { BridgeError, RefusedError } from '../domain/errors.js';

/** A refusal in the words of the contract: the short name, the HTTP status, what happened, what to do. */
export type Refusal = {
	readonly code: string;
	readonly status: number;
	readonly message: string;
	readonly help: string;
	readonly cause?: unknown;
};

/** Makes the error of a refusal. `message` and `help` are shown to the person, one after the other. */
export function refusal({ message, ...options }: Refusal): RefusedError {
	return new RefusedError(message, options);
}

/** The text with a full stop at its end, so that another sentence can follow. */
export function sentence(text: string): string {
	const trimmed = text.trim();
	return /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** What happened and what to do, for a person; of anything that is no BridgeError nothing is repeated. */
export function explain(error: unknown): string {
	if (!(error instanceof BridgeError)) {
		return 'Something unexpected happened. The log of greenapi-rc says more.';
	}
	const message = sentence(error.message);
	return error.help === '' || message.includes(error.help) ? message : `${message} ${error.help}`;
}
