import { BridgeError, RocketChatError } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import { textAt } from '../domain/json.js';
import { appRefusalOf } from './refusals.js';
import { refused, unsupported } from './rest-errors.js';

/** The app is not there: switched off, removed, or another key. Nothing was done. */
export function appGone(op: string, reason: string, cause?: unknown): RocketChatError {
	return new RocketChatError(`The app in Rocket.Chat does not take ${op}: ${reason}`, {
		code: 'ROCKET_CHAT_APP_GONE',
		help: 'Check that the bridge’s app is installed and switched on in Rocket.Chat; REST does its work meanwhile.',
		disposition: 'retry',
		status: 502,
		cause,
	});
}

/**
 * The app may have done it or not. No outage: what the app does not manage says nothing of the workspace, which a probe
 * would find well.
 */
export function appInDoubt(op: string, reason: string, cause?: unknown): RocketChatError {
	return new RocketChatError(`The app in Rocket.Chat did not manage ${op}: ${reason}`, {
		code: 'ROCKET_CHAT_APP_FAILED',
		help: 'It is asked again by itself, then REST takes over; the log of the app in Rocket.Chat says more.',
		disposition: 'retry',
		certain: false,
		status: 502,
		cause,
	});
}

/** What it means that no answer came: not connected is certain, everything else a doubt. */
export function appUnanswered(op: string, error: unknown): unknown {
	if (!(error instanceof BridgeError)) return error;
	return error.certain
		? appGone(op, error.message, error)
		: appInDoubt(op, 'it did not answer', error);
}

/**
 * What an answer other than success means. Its text never gets into the error: it may repeat what a customer wrote.
 * @param now Epoch milliseconds.
 */
export function appError(
	op: string,
	answer: { readonly status: number; readonly body: JsonObject | undefined },
	now: number,
): RocketChatError {
	const { status, body } = answer;
	const code = textAt(body, 'code');
	if (status === 422 && body !== undefined) return refusedByApp(op, body, now);
	// A proxy in front may be stricter than Rocket.Chat itself.
	if (status === 413) return unsupported(op);
	// Our nonces are new each time: somebody in between has sent the call twice, and the first one may have worked.
	if (code === 'replayed') return appInDoubt(op, 'it had seen the call before');
	if (status >= 500) return appInDoubt(op, `status ${status}`);
	return appGone(op, status === 401 ? 'it does not know the signature' : `status ${status}`);
}

function refusedByApp(op: string, body: JsonObject, now: number): RocketChatError {
	const code = textAt(body, 'code');
	const refusal = appRefusalOf(code);
	return refusal === undefined ? unsupported(op, whyNot(code, body)) : refused(op, refusal, now);
}

/** For an operator's eyes: the code, and the name of a permission; nothing else of what the app says is repeated. */
function whyNot(code: string, body: JsonObject): string {
	const permission = /permission ([a-z]+(?:-[a-z]+)*\.[a-z]+)/.exec(textAt(body, 'message'))?.[1];
	if (code === 'permission-missing' && permission !== undefined)
		return `it lacks the permission ${permission}`;
	return /^[a-z-]{1,40}$/.test(code) ? code : '';
}
