import { BridgeError, FileTooLargeError, HttpError } from '../domain/errors.js';
import type { HttpRequest } from './types.js';

/** What an error says of a call: never its URL, which may hold a token. */
export type CallName = Pick<HttpRequest, 'label' | 'method'> & { readonly host: string };

/** The `code` of a Node or undici error, `unknown` when it has none. */
export function errorCode(thrown: unknown): string {
	const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
	return typeof code === 'string' ? code : 'unknown';
}

/** No connection was made, so nothing was sent. */
export function notConnected(host: string, code: string, cause: unknown): HttpError {
	return new HttpError(`could not connect to ${host} (${code})`, {
		code: 'HTTP_UNREACHABLE',
		help: `Check that ${host} is running and that this machine's DNS, firewall and certificates let it be reached.`,
		disposition: 'retry',
		outage: true,
		cause,
	});
}

/** The time is up; a GET has no effect, of anything else the effect is unknown. */
export function timedOut(call: CallName, cause?: unknown): HttpError {
	return new HttpError(`${call.label}: ${call.host} did not answer in time`, {
		code: 'HTTP_TIMEOUT',
		help: `Check the load and the network of ${call.host}; the call is repeated by itself.`,
		disposition: 'retry',
		outage: true,
		certain: call.method === 'GET',
		cause,
	});
}

function brokenOff(call: CallName, cause: unknown): HttpError {
	return new HttpError(`${call.label}: the connection to ${call.host} broke off`, {
		code: 'HTTP_BROKEN_OFF',
		help: `Check ${call.host} and the network in between; the call is repeated by itself.`,
		disposition: 'retry',
		outage: true,
		certain: call.method === 'GET',
		cause,
	});
}

/** An answer of an API that is larger than any answer of an API should be. */
export function answerTooLarge(call: CallName, maxBytes: number): HttpError {
	return new HttpError(
		`${call.label}: the answer of ${call.host} is over ${String(maxBytes)} bytes`,
		{
			code: 'HTTP_ANSWER_TOO_LARGE',
			help: `Check that the address of ${call.host} is the API's and not a web page's.`,
			certain: call.method === 'GET',
		},
	);
}

/** A file over the limit, seen in its announced length or while it streamed. */
export function fileTooLarge(
	call: CallName,
	maxBytes: number,
	sizeBytes?: number,
): FileTooLargeError {
	const limit = `${String(Math.floor(maxBytes / 1_000_000))} MB`;
	const options = {
		code: 'HTTP_FILE_TOO_LARGE',
		help: 'Send the file in smaller parts or as a link.',
	};
	const message = `${call.label}: the file is over the limit of ${limit}`;
	return new FileTooLargeError(message, options, sizeBytes);
}

/**
 * Turns what undici, the connector or the body's stream threw into an error with a disposition. Errors of the bridge
 * pass through (a body that is itself a download fails with its own reason), those of a connection get the label.
 */
export function toHttpError(thrown: unknown, call: CallName): BridgeError {
	if (thrown instanceof HttpError && !thrown.message.startsWith(call.label)) {
		if (thrown.code === 'HTTP_UNREACHABLE' || thrown.code === 'HTTP_ADDRESS_REFUSED') {
			return labelled(thrown, call.label);
		}
	}
	if (thrown instanceof BridgeError) return thrown;
	const code = errorCode(thrown);
	if (code === 'UND_ERR_INVALID_ARG') return requestInvalid(call, thrown);
	const isTimeout = code === 'UND_ERR_BODY_TIMEOUT' || code === 'UND_ERR_HEADERS_TIMEOUT';
	return isTimeout ? timedOut(call, thrown) : brokenOff(call, thrown);
}

function labelled(error: HttpError, label: string): HttpError {
	const { code, help, disposition, certain, outage } = error;
	return new HttpError(`${label}: ${error.message}`, {
		code,
		help,
		disposition,
		certain,
		outage,
		cause: error.cause,
	});
}

function requestInvalid(call: CallName, cause: unknown): HttpError {
	return new HttpError(`${call.label}: the call to ${call.host} can't be written as HTTP`, {
		code: 'HTTP_REQUEST_INVALID',
		help: 'Check the stored address and token for line breaks and other characters that HTTP does not allow.',
		cause,
	});
}
