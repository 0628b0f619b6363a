import { randomBytes } from 'node:crypto';
import test from 'ava';
import { isProof } from '../../src/core/config/probe-answer.js';
import { send, serveBridge } from './bridge-server.js';

const NONCE = '0123456789abcdef0123456789abcdef';
const PATH = `/api/webhook/probe/${NONCE}`;

test('proves to whoever has the key that it is this daemon, and nothing else', async (t) => {
	const key = randomBytes(32);
	const { url } = await serveBridge(t, { env: { SECRET_KEY: key.toString('base64') } });
	const { status, headers, body } = await send(url, PATH, { method: 'GET' });
	t.is(status, 200);
	t.is(headers.get('cache-control'), 'no-store');
	t.deepEqual(Object.keys(body).sort(), ['name', 'nonce', 'proof', 'version']);
	t.deepEqual([body['name'], body['nonce']], ['greenapi-rc', NONCE]);
	t.true(isProof(key, NONCE, String(body['proof'])));
});

test('answers to no other text than a nonce', async (t) => {
	const { url } = await serveBridge(t);
	for (const text of ['x', NONCE.toUpperCase(), `${NONCE}0`, 'greenapi-rc%20probe'])
		t.is((await send(url, `/api/webhook/probe/${text}`, { method: 'GET' })).status, 404);
	t.is((await send(url, PATH, { body: {} })).status, 405);
});

test('answers to so many probes of a source a minute', async (t) => {
	const { url } = await serveBridge(t, { limits: { probes: 2 } });
	const statuses: number[] = [];
	for (let count = 0; count < 3; count += 1)
		statuses.push((await send(url, PATH, { method: 'GET' })).status);
	t.deepEqual(statuses, [200, 200, 429]);
});
