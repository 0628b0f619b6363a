import type { Phrase } from './phrase.js';

/**
 * What an error means for the ledger row it happened to.
 * - `retry`: try again on the retry schedule, it uses up an attempt;
 * - `wait`: the other side told us to wait; tried again, no attempt used up;
 * - `dead`: no repetition can help before a person acts.
 */
export type Disposition = 'retry' | 'wait' | 'dead';

export type BridgeErrorOptions = {
	/** Stable, upper case, listed in docs/error-codes.md. */
	readonly code: string;
	/** One sentence a person can act on. */
	readonly help: string;
	readonly disposition?: Disposition;
	/** True when we know that the call had no effect on the other side. */
	readonly certain?: boolean;
	/** When the other side wants to be asked again, epoch milliseconds. */
	readonly retryAt?: number | undefined;
	/** True when the other side could not be reached at all: a probe may wake the lane earlier. */
	readonly outage?: boolean;
	/** HTTP status to answer with when the error reaches a caller of ours. */
	readonly status?: number;
	readonly cause?: unknown;
};

/** Base of every error the bridge throws on purpose. `message` says what happened and why, `help` what to do. */
export class BridgeError extends Error {
	override name = 'BridgeError';
	readonly code: string;
	readonly help: string;
	readonly disposition: Disposition;
	readonly certain: boolean;
	readonly retryAt: number | undefined;
	readonly outage: boolean;
	readonly status: number;

	constructor(message: string, options: BridgeErrorOptions) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.code = options.code;
		this.help = options.help;
		this.disposition = options.disposition ?? 'dead';
		this.certain = options.certain ?? true;
		this.retryAt = options.retryAt;
		this.outage = options.outage ?? false;
		this.status = options.status ?? 500;
	}
}

/** The configuration can't be used; `message` names every field that is wrong. */
export class ConfigError extends BridgeError {
	override name = 'ConfigError';
}

/** The database refused, is gone, or holds something unexpected. */
export class StorageError extends BridgeError {
	override name = 'StorageError';
}

/** An outgoing HTTP call failed before or without an answer that the two clients could read. */
export class HttpError extends BridgeError {
	override name = 'HttpError';
}

/** `HTTP_FILE_TOO_LARGE`. `sizeBytes` is known where the other side announced it. */
export class FileTooLargeError extends HttpError {
	override name = 'FileTooLargeError';
	readonly limitBytes: number;
	readonly sizeBytes: number | undefined;

	constructor(
		message: string,
		options: BridgeErrorOptions,
		file: { readonly limitBytes: number; readonly sizeBytes: number | undefined },
	) {
		super(message, options);
		this.limitBytes = file.limitBytes;
		this.sizeBytes = file.sizeBytes;
	}
}

/** GREEN-API refused or failed a call. */
export class GreenApiError extends BridgeError {
	override name = 'GreenApiError';
}

/** Rocket.Chat refused or failed a call. */
export class RocketChatError extends BridgeError {
	override name = 'RocketChatError';
}

/** `message` and `help` of a refusal as keys of the tables of texts, for whoever reads another language. */
export type RefusalPhrases = { readonly message: Phrase; readonly help: Phrase };

/** A person's request (command, webhook) was refused; `status` is the HTTP status, `code` the short name. */
export class RefusedError extends BridgeError {
	override name = 'RefusedError';
	/** Undefined: there is only the English of `message` and `help`. */
	readonly phrases: RefusalPhrases | undefined;

	constructor(
		message: string,
		options: BridgeErrorOptions & { readonly phrases?: RefusalPhrases },
	) {
		super(message, options);
		this.phrases = options.phrases;
	}
}

/** Turns anything thrown into a BridgeError: a bug is retried, because its effect is unknown. */
export function toBridgeError(thrown: unknown): BridgeError {
	if (thrown instanceof BridgeError) return thrown;
	const message = thrown instanceof Error ? thrown.message : String(thrown);
	return new BridgeError(`Unexpected failure: ${message}`, {
		code: 'UNEXPECTED',
		help: 'This is a bug in greenapi-rc; please report it with the lines of the log around it.',
		disposition: 'retry',
		certain: false,
		cause: thrown,
	});
}
