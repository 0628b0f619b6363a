import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { RcMessageId, RoomId, VisitorToken } from '../../../src/core/domain/ids.js';
import { createHttpClient } from '../../../src/core/http/client.js';
import type { HttpClient } from '../../../src/core/http/types.js';
import type { RocketChatGateway } from '../../../src/core/rocket-chat/gateway.js';
import { createRestGateway } from '../../../src/core/rocket-chat/rest-gateway.js';

/** An answer as the fixtures keep it. A text body is sent as it is. */
export type Sample = {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: unknown;
};

export type SeenRequest = {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly text: string;
};

/** A server that replays answers: by method and path, in order, the last one again and again. */
export type StandIn = {
	readonly url: string;
	readonly seen: readonly SeenRequest[];
	answer(route: string, ...samples: readonly Sample[]): void;
};

export const NOW = Date.parse('2026-11-10T09:10:40.000Z');
export const USER_ID = 'bOtUs3rIdXq7LmNpZ';
export const AUTH_TOKEN = 'aUtHt0kEnThatNobodyMaySee-0123456789abcdefg';
export const TOKEN = 'greenapi:5d0c2f7a9b3e4816a1c7d2e94f60b853' as VisitorToken;
export const ROOM = 'kX3b7QmYpT9sWvRzA' as RoomId;
export const MESSAGE = 'wa-3EB0C767D097B7C7C030' as RcMessageId;
export const visitorRoom = { visitorToken: TOKEN, roomId: ROOM };

export function fixture(path: string): unknown {
	return JSON.parse(readFileSync(`test/fixtures/rocket-chat/${path}`, 'utf8'));
}

export function sample(name: string): Sample {
	return fixture(`responses/${name}.json`) as Sample;
}

export async function startStandIn(t: ExecutionContext): Promise<StandIn> {
	const seen: SeenRequest[] = [];
	const answers = new Map<string, Sample[]>();

	const server = createServer((request, response) => {
		void readRequest(request).then((read) => {
			seen.push(read);
			const queue = answers.get(`${read.method} ${read.path}`) ?? [];
			const answer =
				(queue.length > 1 ? queue.shift() : queue[0]) ?? sample('errors/404.not-found');
			const isText = typeof answer.body === 'string';
			response.writeHead(answer.status, {
				'Content-Type': isText ? 'text/html; charset=utf-8' : 'application/json',
				...answer.headers,
			});
			response.end(isText ? answer.body : JSON.stringify(answer.body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		seen,
		answer(route, ...samples) {
			answers.set(route, [...samples]);
		},
	};
}

async function readRequest(request: IncomingMessage): Promise<SeenRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
	const url = new URL(request.url ?? '/', 'http://stand-in');
	return {
		method: request.method ?? '',
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		headers: request.headers as Record<string, string | undefined>,
		text: Buffer.concat(chunks).toString('utf8'),
	};
}

export function trustingHttp(t: ExecutionContext): HttpClient {
	const http = createHttpClient({ isTrusted: () => true });
	t.teardown(() => http.close());
	return http;
}

/** A gateway to the stand-in, with a clock that stands still unless the test moves it. */
export function gatewayTo(
	t: ExecutionContext,
	url: string,
	clock: { now(): number } = { now: () => NOW },
): RocketChatGateway {
	return createRestGateway({
		http: trustingHttp(t),
		clock,
		workspace: { url, userId: USER_ID, authToken: AUTH_TOKEN },
		maxFileBytes: 1_000_000,
	});
}
