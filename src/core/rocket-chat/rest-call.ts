import type { Readable } from 'node:stream';
import { HttpError } from '../domain/errors.js';
import type { HttpAnswer, HttpClient, HttpRequest } from '../http/types.js';
import { restError, unexpectedAnswer } from './rest-errors.js';
import type { Pacing } from './rest-pacing.js';
import type { Refusal } from './refusals.js';
import { asObject, parseJson } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';

/** Where a workspace is and in whose name it is called. `url` is normalised and may have a path. */
export type WorkspaceAccess = {
	readonly url: string;
	readonly userId: string;
	readonly authToken: string;
};

/** One call below `/api/v1/`, or below another `base`. */
export type RestCall = {
	readonly base?: '/api/' | '/api/v1/';
	readonly method: HttpRequest['method'];
	/** Template as Rocket.Chat names it, e.g. `livechat/message/:_id`: what the rate limit counts and errors say. */
	readonly route: string;
	/** Values for the `:names` of the route. */
	readonly params?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
	readonly json?: JsonObject;
	/** Makes the body when the call is really made, so that a call that must wait leaves no stream behind. */
	readonly form?: () => { body: Readable; headers: Readonly<Record<string, string>> };
	readonly headers?: Readonly<Record<string, string>>;
	readonly timeoutMs?: number;
};

/** Answers with the body of a 200; throws RocketChatError (rest-errors.ts) or HttpError for everything else. */
export type RestCaller = (call: RestCall) => Promise<JsonObject>;

export type RestCallerDeps = {
	readonly http: HttpClient;
	readonly now: () => number;
	readonly workspace: WorkspaceAccess;
	readonly pacing: Pacing;
	/** What codes and statuses mean to this caller besides what they mean to all. */
	readonly refusals?: RefusalReader;
};

/** The refusal behind a code ('' where there was none) and a status; undefined when these say nothing particular. */
export type RefusalReader = (code: string, status: number) => Refusal | undefined;

export function createRestCaller({
	http,
	now,
	workspace,
	pacing,
	refusals,
}: RestCallerDeps): RestCaller {
	return async (call) => {
		const route = `${call.method} ${call.route}`;
		pacing.admit(route);
		const answer = await http.send(toRequest(workspace, call, route)).catch((error: unknown) => {
			if (error instanceof HttpError && error.code === 'HTTP_UNREACHABLE') pacing.refund(route);
			throw error;
		});
		pacing.learn(route, answer.headers);
		return readAnswer(route, answer, now(), refusals);
	};
}

/** The bot's headers. They go with every call: newer versions spare such a user the rate limit, others ignore them. */
export function authHeaders({ userId, authToken }: WorkspaceAccess): Record<string, string> {
	return { 'X-User-Id': userId, 'X-Auth-Token': authToken };
}

function readAnswer(
	route: string,
	answer: HttpAnswer,
	now: number,
	refusals: RefusalReader | undefined,
): JsonObject {
	const body = asObject(parseJson(answer.text));
	if (answer.status === 200 && body !== undefined && body['success'] !== false) return body;
	if (answer.status >= 200 && answer.status < 400) throw unexpectedAnswer(route);
	throw restError(route, answer, now, refusals);
}

function toRequest(workspace: WorkspaceAccess, call: RestCall, route: string): HttpRequest {
	const form = call.form?.();
	// The client fails the request when the stream fails; an error after that concerns nobody any more.
	form?.body.on('error', () => undefined);
	const body = call.json === undefined ? form?.body : JSON.stringify(call.json);
	return {
		method: call.method,
		url: addressOf(workspace.url, call),
		headers: {
			...authHeaders(workspace),
			...(call.json === undefined ? {} : { 'Content-Type': 'application/json' }),
			...form?.headers,
			...call.headers,
		},
		...(body === undefined ? {} : { body }),
		...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
		label: `Rocket.Chat ${route}`,
	};
}

function addressOf(
	workspaceUrl: string,
	{ base = '/api/v1/', route, params, query }: RestCall,
): string {
	const path = route.replace(/:(\w+)/g, (_, name: string) =>
		encodeURIComponent(params?.[name] ?? ''),
	);
	const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
	return `${workspaceUrl}${base}${path}${search}`;
}
