import { Transform, type Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { HttpError } from '../domain/errors.js';
import { parseAddress } from './address-policy.js';
import { flatHeaders, nameOf, startCall, type HttpParts } from './call.js';
import { createDeadline, type Deadline } from './deadline.js';
import { fileTooLarge, timedOut, toHttpError, type CallName } from './failures.js';
import { retryAfter } from './retry-after.js';
import type { HttpDownload, HttpRequest } from './types.js';

const MOST_REDIRECTS = 5;

type DownloadRequest = HttpRequest & { readonly maxBytes: number };

/** `HttpClient.download`: see types.ts for what it guarantees. */
export function createDownload(
	parts: HttpParts,
): (request: DownloadRequest) => Promise<HttpDownload> {
	return async (request) => {
		const call = nameOf(request);
		const { timeoutMs = parts.limits.timeoutMs, maxBytes } = request;
		const deadline = createDeadline(timeoutMs, () => timedOut(call));
		try {
			const answer = await follow(request, parts, deadline);
			if (answer.statusCode < 200 || answer.statusCode > 299) {
				drop(answer);
				throw refused(answer, call);
			}
			const headers = flatHeaders(answer.headers);
			const size = Number(headers['content-length'] ?? Number.NaN);
			if (size > maxBytes) {
				drop(answer);
				throw fileTooLarge(call, maxBytes, size);
			}
			deadline.restart(parts.limits.downloadMs);
			return {
				stream: limited(answer.body, { maxBytes, call, deadline }),
				mimeType: headers['content-type'],
				size: Number.isNaN(size) ? undefined : size,
			};
		} catch (thrown) {
			deadline.clear();
			throw toHttpError(thrown, call);
		}
	};
}

async function follow(
	request: DownloadRequest,
	parts: HttpParts,
	deadline: Deadline,
): Promise<Dispatcher.ResponseData> {
	let url = parseAddress(request.url);
	let hop: HttpRequest = request;
	for (let redirects = 0; ; redirects += 1) {
		const answer = await startCall(hop, url, parts, deadline);
		const { location } = flatHeaders(answer.headers);
		const isRedirect = [301, 302, 303, 307, 308].includes(answer.statusCode);
		if (!isRedirect || location === undefined || hop.method !== 'GET') return answer;
		if (redirects === MOST_REDIRECTS) return answer;
		const next = parseAddress(location, url.href);
		// Tokens are meant for the origin they were given for; nobody else needs any of our headers.
		if (next.origin !== url.origin) hop = { ...hop, headers: {} };
		drop(answer);
		url = next;
	}
}

/** Lets go of an answer that nobody is going to read. */
function drop(answer: Dispatcher.ResponseData): void {
	answer.body.on('error', () => undefined).destroy();
}

function refused(answer: Dispatcher.ResponseData, call: CallName): HttpError {
	const { statusCode: status } = answer;
	const isPassing = status === 408 || status >= 500;
	return new HttpError(
		`${call.label}: ${call.host} refused the file with status ${String(status)}`,
		{
			code: 'HTTP_DOWNLOAD_REFUSED',
			help: 'The link may have expired or need a permission: open the file where it was sent.',
			disposition: status === 429 ? 'wait' : isPassing ? 'retry' : 'dead',
			retryAt: status === 429 ? retryAfter(flatHeaders(answer.headers), Date.now()) : undefined,
			status,
		},
	);
}

/** The body with its limits: all its errors are HttpError, and destroying it closes the connection. */
function limited(
	body: Readable,
	limits: {
		readonly maxBytes: number;
		readonly call: CallName;
		readonly deadline: Deadline;
	},
): Readable {
	const { maxBytes, call, deadline } = limits;
	let received = 0;
	const stream = new Transform({
		transform(chunk: Buffer, _encoding, done) {
			received += chunk.length;
			if (received > maxBytes) done(fileTooLarge(call, maxBytes));
			else done(null, chunk);
		},
	});
	// An error between now and the reader's first look must not end the process; the reader still gets it.
	stream.on('error', () => undefined);
	body.on('error', (error) => {
		stream.destroy(toHttpError(error, call));
	});
	stream.on('close', () => {
		deadline.clear();
		body.destroy();
	});
	return body.pipe(stream);
}
