import { Readable } from 'node:stream';
import type { Logger } from '../logging.js';
import { parseAddress } from './address-policy.js';
import { flatHeaders, nameOf, startCall, type HttpLimits, type HttpParts } from './call.js';
import { createConnections } from './connections.js';
import { createDeadline } from './deadline.js';
import { createDownload } from './download.js';
import { answerTooLarge, errorCode, timedOut, toHttpError } from './failures.js';
import type { HttpAnswer, HttpClient, HttpRequest } from './types.js';

const LIMITS: HttpLimits = {
	connectMs: 10_000,
	timeoutMs: 30_000,
	idleMs: 30_000,
	downloadMs: 10 * 60_000,
	answerBytes: 10_000_000,
};

/**
 * Creates the only way out of the process. `isTrusted` says which addresses may be private (those the operator named
 * in the configuration); all others must be public, see address-policy.ts. Opens no connection before the first call.
 */
export function createHttpClient(deps: {
	readonly isTrusted: (host: URL) => boolean;
	/** Gets one `debug` line a call: label, host, outcome and time; no URL, no headers, no body. */
	readonly log?: Pick<Logger, 'debug'>;
	readonly limits?: Partial<HttpLimits>;
}): HttpClient {
	const limits = { ...LIMITS, ...deps.limits };
	const connections = createConnections({ isTrusted: deps.isTrusted, ...limits });
	const parts = { connections, limits };
	const download = createDownload(parts);
	return {
		send: (request) => logged(request, deps.log, () => send(request, parts)),
		download: (request) => logged(request, deps.log, () => download(request)),
		close: () => connections.close(),
	};
}

async function send(request: HttpRequest, parts: HttpParts): Promise<HttpAnswer> {
	const timeoutMs = request.timeoutMs ?? parts.limits.timeoutMs;
	const deadline = createDeadline(timeoutMs, () => timedOut(nameOf(request)));
	try {
		const url = parseAddress(request.url);
		const answer = await startCall(request, url, parts, deadline);
		deadline.restart(timeoutMs);
		const maxBytes = request.answerBytes ?? parts.limits.answerBytes;
		const text = await readText(answer.body, maxBytes, request);
		return { status: answer.statusCode, headers: flatHeaders(answer.headers), text };
	} catch (thrown) {
		throw toHttpError(thrown, nameOf(request));
	} finally {
		deadline.clear();
		// A body that was not read to its end must not keep its source open.
		if (request.body instanceof Readable) request.body.destroy();
	}
}

async function readText(body: Readable, maxBytes: number, request: HttpRequest): Promise<string> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of body as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > maxBytes) throw answerTooLarge(nameOf(request), maxBytes);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString('utf8');
}

async function logged<Result extends object>(
	request: HttpRequest,
	log: Pick<Logger, 'debug'> | undefined,
	run: () => Promise<Result>,
): Promise<Result> {
	if (log === undefined) return run();
	const start = performance.now();
	let outcome: number | string = 'streaming';
	try {
		const result = await run();
		if ('status' in result && typeof result.status === 'number') outcome = result.status;
		return result;
	} catch (thrown) {
		outcome = errorCode(thrown);
		throw thrown;
	} finally {
		const ms = Math.round(performance.now() - start);
		log.debug({ ...nameOf(request), outcome, ms }, 'http call');
	}
}
