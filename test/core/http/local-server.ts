import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { ExecutionContext } from 'ava';
import { createHttpClient } from '../../../src/core/http/client.js';
import type { HttpLimits } from '../../../src/core/http/call.js';
import type { HttpClient } from '../../../src/core/http/types.js';

export type Received = {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
};

/** A server on a free port of 127.0.0.1, closed with the test; `url` has no slash at the end. */
export async function startServer(
	t: ExecutionContext,
	listener: RequestListener,
): Promise<{ url: string; port: number }> {
	const server = createServer(listener);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	t.teardown(async () => {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	});
	const address = server.address();
	if (address === null || typeof address === 'string') throw new TypeError('No TCP address');
	return { url: `http://127.0.0.1:${address.port}`, port: address.port };
}

/** A server that keeps what it received and answers `{}` or what `answer` gives. */
export async function startRecorder(
	t: ExecutionContext,
	answer: (received: Received) => {
		status?: number;
		body?: string;
		headers?: Record<string, string>;
	} = () => ({}),
): Promise<{ url: string; port: number; received: Received[] }> {
	const received: Received[] = [];
	const server = await startServer(t, (request, response) => {
		const { method = '', url = '', headers } = request;
		const chunks: Buffer[] = [];
		// A request that breaks off was not received.
		request.on('error', () => undefined);
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const one = { method, url, headers, body: Buffer.concat(chunks) };
			received.push(one);
			const { status = 200, body: text = '{}', headers: extra = {} } = answer(one);
			response.writeHead(status, extra).end(text);
		});
	});
	return { ...server, received };
}

/** A client that trusts every host, or as `isTrusted` says; closed with the test. */
export function startClient(
	t: ExecutionContext,
	options: { isTrusted?: (url: URL) => boolean; limits?: Partial<HttpLimits> } = {},
): HttpClient {
	const client = createHttpClient({
		isTrusted: options.isTrusted ?? (() => true),
		...(options.limits === undefined ? {} : { limits: options.limits }),
	});
	t.teardown(() => client.close());
	return client;
}
