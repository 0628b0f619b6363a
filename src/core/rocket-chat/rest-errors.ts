import { RocketChatError } from '../domain/errors.js';
import { retryAfter } from '../http/retry-after.js';
import type { HttpAnswer } from '../http/types.js';
import { bodyTooLarge, refusalOf, uploadForbidden } from './refusals.js';
import type { Refusal } from './refusals.js';
import { asObject, parseJson, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';

/** Where an answer does not say how long the limit lasts. */
export const RATE_LIMIT_WAIT_MS = 60_000;
const LONGEST_RATE_LIMIT_MS = 3_600_000;

/**
 * What an answer other than success means. Decided by the status and by the error's code, never by English text, which
 * changes from version to version; the answer's text never gets into the error.
 * @param route Method and route template, e.g. `POST livechat/message`.
 * @param now Epoch milliseconds.
 * @param refusals What counts before everything but limits and credentials.
 */
export function restError(
	route: string,
	answer: HttpAnswer,
	now: number,
	refusals: (code: string, status: number) => Refusal | undefined = () => undefined,
): RocketChatError {
	const body = asObject(parseJson(answer.text));
	const code = body === undefined ? '' : errorCode(body);
	if (answer.status === 429 || code === 'error-too-many-requests') {
		return rateLimited(route, endOfLimit(answer.headers, now));
	}
	if (answer.status === 401) return credentialsRefused(route);
	const refusal =
		refusals(code, answer.status) ?? refusalOf(code) ?? refusalOfStatus(route, answer.status);
	if (refusal !== undefined) return refused(route, refusal, now);
	if (answer.status === 400 || answer.status === 403) {
		return unexplainedRefusal(route, answer.status, code);
	}
	return unavailable(route, answer.status);
}

/**
 * The code of a refusal, '' when there is none. Where it stands differs by version and route: in brackets at the end of
 * `error`, in `errorType` (9.x: only the general `error-forbidden`), or bare in `error` or `reason`.
 * Source: RocketChat/Rocket.Chat apps/meteor/app/api/server/ApiClass.ts.
 */
export function errorCode(body: JsonObject): string {
	const text = textAt(body, 'error') || textAt(body, 'reason');
	const inBrackets = /\[([\w-]{1,80})\]\s*$/.exec(text)?.[1];
	if (inBrackets !== undefined) return inBrackets;
	return textAt(body, 'errorType') || (/^[\w-]{1,80}$/.test(text) ? text : '');
}

/** The limit of a route is used up until `retryAt` (epoch milliseconds); nothing was sent, or it had no effect. */
export function rateLimited(route: string, retryAt: number): RocketChatError {
	return new RocketChatError(`Rocket.Chat takes no more ${route} calls for the moment`, {
		code: 'ROCKET_CHAT_RATE_LIMITED',
		help: 'It goes on by itself; to go faster, raise API_Enable_Rate_Limiter_Limit_Calls_Default in Rocket.Chat.',
		disposition: 'wait',
		retryAt,
		status: 503,
	});
}

/** An answer that says success, or nothing at all, in a form Rocket.Chat does not use: what happened is unknown. */
export function unexpectedAnswer(route: string): RocketChatError {
	return new RocketChatError(`The answer to ${route} is not one of Rocket.Chat’s`, {
		code: 'ROCKET_CHAT_UNEXPECTED_ANSWER',
		help: 'Check that the workspace’s address leads to Rocket.Chat itself, not to another page or a login wall.',
		disposition: 'retry',
		certain: false,
		outage: true,
		status: 502,
	});
}

/** Rocket.Chat does not work at the moment: 5xx, or 404 on a route that every version has. */
export function unavailable(route: string, status: number): RocketChatError {
	return new RocketChatError(`Rocket.Chat answered ${status} to ${route}`, {
		code: 'ROCKET_CHAT_UNAVAILABLE',
		help: 'Check that Rocket.Chat runs and that the workspace’s address is right; it is tried again by itself.',
		disposition: 'retry',
		certain: status < 500,
		outage: true,
		status: 502,
	});
}

/** What no repetition changes: the way into the workspace can't do that at all. Nothing was done. */
export function unsupported(what: string, reason = ''): RocketChatError {
	const why = reason === '' ? '' : `: ${reason}`;
	return new RocketChatError(`The bridge can’t bring ${what} into this workspace${why}`, {
		code: 'ROCKET_CHAT_UNSUPPORTED',
		help: 'Install the bridge’s app in Rocket.Chat, or a newer version of it, for that.',
		status: 502,
	});
}

/** Rocket.Chat refused it, whichever way it was asked. */
export function refused(route: string, refusal: Refusal, now: number): RocketChatError {
	return new RocketChatError(`Rocket.Chat refused ${route}: ${refusal.what}`, {
		code: refusal.code,
		help: refusal.help,
		disposition: refusal.disposition ?? 'dead',
		retryAt: refusal.waitMs === undefined ? undefined : now + refusal.waitMs,
		status: 502,
	});
}

function refusalOfStatus(route: string, status: number): Refusal | undefined {
	if (status === 403 && route.startsWith('POST livechat/upload')) return uploadForbidden;
	return status === 413 ? bodyTooLarge : undefined;
}

function credentialsRefused(route: string): RocketChatError {
	return new RocketChatError(`Rocket.Chat refused the user id and token with ${route}`, {
		code: 'ROCKET_CHAT_CREDENTIALS_REFUSED',
		help: 'Make a new personal access token, then register the workspace again with rotate, or use update-token.',
		status: 401,
	});
}

function unexplainedRefusal(route: string, status: number, code: string): RocketChatError {
	// A code is shown only in the form of Rocket.Chat's own: a text could repeat a token or a customer's words.
	const shown = /^[a-z]+([-_][a-z]+)*$/.test(code) ? `${status} ${code}` : `${status}`;
	return new RocketChatError(`Rocket.Chat refused ${route}: ${shown}`, {
		code: 'ROCKET_CHAT_REFUSED',
		help: 'Check the permissions of the user the workspace is registered with and Rocket.Chat’s log, then use retry-message.',
		status: 502,
	});
}

/** A time that lies behind us or hours ahead comes from a clock that is wrong: then the usual window counts. */
function endOfLimit(headers: HttpAnswer['headers'], now: number): number {
	const told = retryAfter(headers, now);
	const isPlausible = told !== undefined && told > now && told <= now + LONGEST_RATE_LIMIT_MS;
	return isPlausible ? told : now + RATE_LIMIT_WAIT_MS;
}
