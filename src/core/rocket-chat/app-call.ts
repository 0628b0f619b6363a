import type { HttpAnswer, HttpClient } from '../http/types.js';
import { asObject, numberAt, parseJson, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';
import { appError, appGone, appInDoubt, appUnanswered } from './app-errors.js';
import { createSealing } from './app-sealing.js';
import { unsupported } from './rest-errors.js';

/** Milliseconds. Rocket.Chat itself gives a handler 30 s; one that takes longer than this is stuck. */
const TIMEOUT_MS = 15_000;
/**
 * Bytes: Rocket.Chat reads the body of a call to an app with Express's own limit
 * (RocketChat/Rocket.Chat apps/meteor/app/apps/server/bridges/router.ts). Only a very long text comes near it.
 */
const MOST_CALL_BYTES = 100 * 1024;

/** Where the app is and what its calls are sealed with. */
export type AppAccess = {
	/** The workspace's address. */
	readonly url: string;
	/** Path of the app's endpoint below it. */
	readonly endpoint: string;
	readonly key: string;
};

export type AppCallOptions = {
	readonly timeoutMs?: number;
	/** Largest answer, bytes, where it may be larger than usual. */
	readonly answerBytes?: number;
};

/**
 * One call of the app's gateway (docs/protocol.md); answers with the fields of the result. Throws RocketChatError:
 * `ROCKET_CHAT_APP_GONE` and `ROCKET_CHAT_UNSUPPORTED` when the app did nothing and REST may do it, `ROCKET_CHAT_APP_FAILED`
 * when nobody knows, else what Rocket.Chat refused.
 */
export type AppCaller = (
	op: string,
	fields?: JsonObject,
	options?: AppCallOptions,
) => Promise<JsonObject>;

export type AppCallerDeps = {
	readonly http: HttpClient;
	readonly now: () => number;
	readonly app: AppAccess;
};

export function createAppCaller({ http, now, app }: AppCallerDeps): AppCaller {
	const sealing = createSealing(app.key);
	/** Milliseconds by which Rocket.Chat's clock is ahead of ours, as the app's last refusal told. */
	let clockDifference = 0;

	async function post(op: string, fields: JsonObject, options: AppCallOptions): Promise<Answer> {
		const { headers, body } = sealing.seal({ op, ...fields }, now() + clockDifference);
		if (body.length > MOST_CALL_BYTES) throw unsupported(op);
		const url = `${app.url}${app.endpoint}`;
		const label = `Rocket.Chat app ${op}`;
		const request = { method: 'POST', url, headers, body, label } as const;
		const answer = await http
			.send({ timeoutMs: TIMEOUT_MS, ...request, ...options })
			.catch((error: unknown) => {
				throw appUnanswered(op, error);
			});
		return { ...answer, body: asObject(parseJson(answer.text)) };
	}

	return async (op, fields = {}, options = {}) => {
		const first = await post(op, fields, options);
		const theirs = staleSince(first);
		if (theirs === undefined) return resultOf(op, first, now());
		clockDifference = theirs - now();
		return resultOf(op, await post(op, fields, options), now());
	};
}

type Answer = HttpAnswer & { readonly body: JsonObject | undefined };

/** The app's time, when it only refused ours. */
function staleSince({ status, body }: Answer): number | undefined {
	const isStale = status === 401 && textAt(body, 'code') === 'stale-signature';
	return isStale ? numberAt(body, 'now') : undefined;
}

function resultOf(op: string, answer: Answer, now: number): JsonObject {
	const { status, body, headers } = answer;
	if (status < 200 || status > 299) throw appError(op, answer, now);
	if (body?.['ok'] === true) return body;
	// Rocket.Chat shows its own page at addresses that lead nowhere; the app answers in JSON whatever happens.
	if (/^text\/html\b/i.test(headers['content-type'] ?? '')) throw appGone(op, 'a page answered');
	throw appInDoubt(op, 'the answer is not one of the app’s');
}
