import { createDecipheriv, createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ExecutionContext } from 'ava';
import type { AppAccess } from '../../../src/core/rocket-chat/app-call.js';

export const KEY = '7c'.repeat(32);
export const ENDPOINT = '/api/apps/public/6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11/gateway';

export type SeenCall = Readonly<Record<string, unknown>> & { readonly op: string };

/** `hang`: no answer; `break`: the connection ends; a page in place of an answer; else status and body. */
export type Reply =
	| 'hang'
	| 'break'
	| { readonly page: string }
	| { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

/** The endpoint of the app, which checks signatures and opens seals as docs/protocol.md says, with code of its own. */
export type AppStandIn = {
	readonly access: AppAccess;
	/** The calls that were signed well, opened. */
	readonly calls: readonly SeenCall[];
	/** Bodies as they came over the line. */
	readonly bodies: readonly string[];
	/** Replies to an operation, in order, the last one again and again; an object is a result. */
	on(op: string, ...replies: readonly (Reply | ((call: SeenCall) => Promise<Reply>))[]): void;
	/** By how many milliseconds its clock is ahead. */
	clockAhead: number;
};

export function ok(result: Readonly<Record<string, unknown>> = {}): Reply {
	return { status: 200, body: { ok: true, ...result } };
}

export function refusal(code: string): Reply {
	return { status: 422, body: { ok: false, code, message: 'said by the app' } };
}

export async function startAppStandIn(t: ExecutionContext): Promise<AppStandIn> {
	const calls: SeenCall[] = [];
	const bodies: string[] = [];
	const replies = new Map<string, (Reply | ((call: SeenCall) => Promise<Reply>))[]>();
	const nonces = new Set<string>();
	const standIn: { clockAhead: number } = { clockAhead: 0 };

	async function replyTo(request: IncomingMessage, body: string): Promise<Reply> {
		if (request.url !== ENDPOINT) return { status: 404, body: {} };
		const { sealed } = JSON.parse(body) as { sealed: string };
		const header = (name: string): string => String(request.headers[`x-greenapi-${name}`]);
		const [timestamp, nonce] = [header('timestamp'), header('nonce')];
		const signed = hmac(hmac(KEY, 'greenapi-rc sign v1'), `v1:${timestamp}:${nonce}:${sealed}`);
		if (header('signature') !== `v1=${signed.toString('hex')}`) return failed('wrong-signature');
		const now = Date.now() + standIn.clockAhead;
		if (Math.abs(Number(timestamp) - now) > 300_000) return failed('stale-signature', { now });
		if (!/^[0-9a-f]{32}$/.test(nonce) || nonces.has(nonce)) return failed('replayed');
		nonces.add(nonce);
		const call = JSON.parse(open(sealed)) as SeenCall;
		calls.push(call);
		const queue = replies.get(call.op) ?? [refusal('unknown-op')];
		const reply = (queue.length > 1 ? queue.shift() : queue[0]) ?? refusal('unknown-op');
		return typeof reply === 'function' ? reply(call) : reply;
	}

	const server = createServer((request, response) => {
		void text(request).then(async (body) => {
			bodies.push(body);
			answer(response, await replyTo(request, body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	t.teardown(() => {
		server.closeAllConnections();
		server.close();
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return Object.assign(standIn, {
		access: { url, endpoint: ENDPOINT, key: KEY },
		calls,
		bodies,
		on(op: string, ...list: Parameters<AppStandIn['on']>[1][]) {
			replies.set(op, [...list]);
		},
	});
}

function answer(response: ServerResponse, reply: Reply): void {
	if (reply === 'hang') return;
	if (reply === 'break') {
		response.destroy();
		return;
	}
	const isPage = 'page' in reply;
	response.writeHead(isPage ? 200 : reply.status, {
		'Content-Type': isPage ? 'text/html; charset=utf-8' : 'application/json',
	});
	response.end(isPage ? reply.page : JSON.stringify(reply.body));
}

function failed(code: string, more: object = {}): Reply {
	return { status: 401, body: { ok: false, code, ...more } };
}

function open(sealed: string): string {
	const bytes = Buffer.from(sealed, 'base64');
	const key = hmac(KEY, 'greenapi-rc seal v1');
	const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
	return decipher.update(bytes.subarray(16), undefined, 'utf8') + decipher.final('utf8');
}

function hmac(key: string | Buffer, content: string): Buffer {
	return createHmac('sha256', key).update(content).digest();
}
