import type { Dispatcher } from 'undici';
import type { Connections } from './connections.js';
import type { Deadline } from './deadline.js';
import type { CallName } from './failures.js';
import type { HttpRequest } from './types.js';

/** Milliseconds and bytes. */
export type HttpLimits = {
	readonly connectMs: number;
	/** Until the answer's headers, where a call names no time of its own; the body of an answer gets as long again. */
	readonly timeoutMs: number;
	/** Longest silence inside a body. */
	readonly idleMs: number;
	/** For a whole download. */
	readonly downloadMs: number;
	readonly answerBytes: number;
};

/** What sending and downloading share. */
export type HttpParts = { readonly connections: Connections; readonly limits: HttpLimits };

/**
 * Starts a call and resolves when its headers are here. Throws what undici throws, or the deadline's error: this looks at
 * the deadline too, because a call that waits for its connection notices the signal only when the connection is there.
 */
export function startCall(
	request: HttpRequest,
	url: URL,
	parts: HttpParts,
	deadline: Deadline,
): Promise<Dispatcher.ResponseData> {
	const { signal } = deadline;
	const agent = parts.connections.agentFor(url);
	const options = {
		origin: url.origin,
		path: `${url.pathname}${url.search}`,
		method: request.method,
		headers: { 'user-agent': 'greenapi-rc', ...request.headers },
		body: request.body ?? null,
		signal,
	};
	return new Promise((resolve, reject) => {
		signal.once('abort', reject);
		agent.request(options, (error, answer) => {
			signal.off('abort', reject);
			if (error === null) resolve(answer);
			else reject(error);
		});
	});
}

/** Node's header lists as one line each. */
export function flatHeaders(
	headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
	const entries = Object.entries(headers).map(([name, value]): [string, string] => [
		name,
		Array.isArray(value) ? value.join(', ') : (value ?? ''),
	]);
	return Object.fromEntries(entries);
}

/** What errors may say of this call. */
export function nameOf(request: HttpRequest): CallName {
	const host = URL.canParse(request.url) ? new URL(request.url).hostname : 'an invalid address';
	return { label: request.label, method: request.method, host };
}
