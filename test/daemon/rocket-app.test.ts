import { createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import test from 'ava';
import { waitFor } from '../support/wait-for.js';
import { send, serveBridge, WORKSPACE_TOKEN, WORKSPACE_URL } from './bridge-server.js';
import type { BridgeServer } from './bridge-server.js';

const PATH = '/api/webhook/rocket';
const token = { 'x-rocketchat-livechat-token': WORKSPACE_TOKEN };
const app = {
	id: '6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11',
	version: '0.1.0',
	endpoint: '/api/apps/public/6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11/gateway',
	key: '0f'.repeat(32),
	capabilities: ['message.post'],
};
const started = { type: 'app-started', url: WORKSPACE_URL, app };
const stopped = { type: 'app-stopped', url: WORKSPACE_URL, app: { id: app.id } };

function signed(body: string, { key = WORKSPACE_TOKEN, at = Date.now() } = {}) {
	const hmac = createHmac('sha256', key).update(`v1:${at}:${body}`).digest('hex');
	return { ...token, 'x-greenapi-timestamp': String(at), 'x-greenapi-signature': `v1=${hmac}` };
}

async function appOf({ bridge }: BridgeServer) {
	const [workspace] = await bridge.database.stores.workspaces.list();
	return workspace?.app;
}

test('says to everybody what it is', async (t) => {
	const { url, bridge } = await serveBridge(t);
	const answer = await send(url, PATH, { method: 'GET' });
	t.is(answer.status, 200);
	t.deepEqual(answer.body, { name: 'greenapi-rc', version: bridge.hello.version });
	t.regex(bridge.hello.version, /^\d+\.\d+\.\d+/u);
});

test('keeps the app that announces itself, and forgets it when it stops', async (t) => {
	const server = await serveBridge(t);
	const { url } = server;
	const body = JSON.stringify(started);
	const answer = await send(url, PATH, { headers: signed(body), body });
	t.deepEqual([answer.status, answer.body], [200, { status: 'ok', ...server.bridge.hello }]);
	t.like(await appOf(server), app);
	const other = { ...stopped, app: { id: 'other' } };
	t.is((await send(url, PATH, { headers: token, body: other })).status, 200);
	t.like(await appOf(server), app, 'it is another app that stopped');
	t.like(await send(url, PATH, { headers: token, body: stopped }), { status: 200 });
	t.is(await appOf(server), null);
});

test('refuses an announcement with another address in a sentence', async (t) => {
	const server = await serveBridge(t);
	const body = { ...started, url: 'https://other.example.org' };
	const answer = await send(server.url, PATH, { headers: token, body });
	t.is(answer.status, 200);
	t.regex(String(answer.body['message']), /chat\.example\.org.*other\.example\.org/u);
	t.is(await appOf(server), null);
});

test('refuses an announcement whose endpoint is none of an app', async (t) => {
	const server = await serveBridge(t);
	const body = { ...started, app: { ...app, endpoint: 'https://evil.example.org/' } };
	const answer = await send(server.url, PATH, { headers: token, body });
	t.is(answer.status, 400);
	t.like(answer.body, { error: 'malformed-body' });
	t.regex(String(answer.body['message']), /app\.endpoint/u);
	t.is(await appOf(server), null);
});

for (const [what, make] of [
	['of another key', (body: string) => signed(body, { key: 'other' })],
	['of another body', (body: string) => signed(`${body} `)],
	['without a time', (body: string) => ({ ...signed(body), 'x-greenapi-timestamp': '' })],
] as const) {
	test(`refuses a signature ${what} and changes nothing`, async (t) => {
		const { url, snapshot } = await serveBridge(t);
		const before = await snapshot();
		const body = JSON.stringify(started);
		const answer = await send(url, PATH, { headers: make(body), body });
		t.is(answer.status, 401);
		t.like(answer.body, { error: 'wrong-signature' });
		t.deepEqual(await snapshot(), before);
	});
}

test('tells a signature of another time what time it is', async (t) => {
	const { url, snapshot } = await serveBridge(t);
	const before = await snapshot();
	const body = JSON.stringify(started);
	const answer = await send(url, PATH, {
		headers: signed(body, { at: Date.now() - 301_000 }),
		body,
	});
	t.is(answer.status, 401);
	t.like(answer.body, { error: 'stale-signature' });
	t.true(Math.abs(Number(answer.body['now']) - Date.now()) < 10_000);
	t.deepEqual(await snapshot(), before);
});

test('counts wrong signatures like wrong tokens', async (t) => {
	const { url } = await serveBridge(t, { limits: { failures: 2 } });
	const body = JSON.stringify(started);
	const statuses: number[] = [];
	for (let tries = 0; tries < 3; tries += 1)
		statuses.push((await send(url, PATH, { headers: signed(`${body} `), body })).status);
	t.deepEqual(statuses, [401, 401, 429]);
	t.is((await send(url, PATH, { headers: signed(body), body })).status, 200);
});

test('hands out a file for its ticket, once', async (t) => {
	const { url, bridge } = await serveBridge(t);
	const bytes = Buffer.from('JPEG bytes');
	const stream = Readable.from([bytes]);
	const file = { stream, name: 'päckchen.jpg', mimeType: 'image/jpeg', size: bytes.length };
	const { ticket } = bridge.fileTickets.offer(1, file);
	const path = `${PATH}/file/${ticket}`;
	t.is((await send(url, path, { method: 'GET' })).status, 401, 'nobody without the token');
	t.is((await send(url, path, { method: 'HEAD', headers: token })).status, 405);
	const answer = await send(url, path, { method: 'GET', headers: token });
	t.is(answer.status, 200);
	t.is(answer.text, 'JPEG bytes');
	t.is(answer.headers.get('content-type'), 'image/jpeg');
	t.is(answer.headers.get('content-length'), '10');
	t.true(stream.destroyed);
	const again = await send(url, path, { method: 'GET', headers: token });
	t.is(again.status, 404);
	t.like(again.body, { error: 'no-file' });
});

test('breaks off with a file whose source breaks off', async (t) => {
	const { url, bridge } = await serveBridge(t);
	async function* source() {
		yield await Promise.resolve(Buffer.alloc(100_000));
		throw new TypeError('the source broke off');
	}
	const stream = Readable.from(source());
	const file = { stream, name: 'a', mimeType: 'x\ny', size: 200_000 };
	const { ticket } = bridge.fileTickets.offer(1, file);
	await t.throwsAsync(send(url, `${PATH}/file/${ticket}`, { method: 'GET', headers: token }));
});

test('lets a source go in peace when the app breaks off: it was not the source that failed', async (t) => {
	const { url, bridge } = await serveBridge(t);
	const stream = new Readable({
		read() {
			this.push(Buffer.alloc(100_000));
		},
	});
	const file = { stream, name: 'a', mimeType: 'image/jpeg', size: 1e9 };
	const { ticket } = bridge.fileTickets.offer(1, file);
	const line = new AbortController();
	const answer = await fetch(`${url}${PATH}/file/${ticket}`, {
		headers: token,
		signal: line.signal,
	});
	t.is(answer.status, 200);
	line.abort();
	await waitFor(() => stream.destroyed, { label: 'the source is let go' });
	t.is(stream.errored, null);
});

test('breaks off with a file whose owner does not want it any more', async (t) => {
	const { url, bridge } = await serveBridge(t);
	const stream = new Readable({ read: () => undefined });
	stream.push(Buffer.alloc(1000));
	const file = { stream, name: 'a', mimeType: 'image/jpeg', size: 2000 };
	const { ticket } = bridge.fileTickets.offer(1, file);
	const answer = await fetch(`${url}${PATH}/file/${ticket}`, { headers: token });
	stream.destroy();
	await t.throwsAsync(answer.arrayBuffer());
	const late = bridge.fileTickets.offer(1, file);
	await t.throwsAsync(fetch(`${url}${PATH}/file/${late.ticket}`, { headers: token }));
});
