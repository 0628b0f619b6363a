import test from 'ava';
import { INSTANCE_TOKEN, send, serveBridge } from './bridge-server.js';

const GREEN_API = '/api/webhook/green-api';
const REGISTER = '/api/webhook/rocket/register-workspace';
const good = {
	headers: { authorization: `Bearer ${INSTANCE_TOKEN}` },
	body: { typeWebhook: 'stateInstanceChanged', stateInstance: 'authorized' },
};

test('limits wrong tokens of a source and never a valid webhook of it', async (t) => {
	const { url } = await serveBridge(t, { limits: { failures: 3 } });
	const statuses: number[] = [];
	for (let count = 0; count < 5; count += 1)
		statuses.push((await send(url, GREEN_API, { body: {} })).status);
	t.deepEqual(statuses, [401, 401, 401, 429, 429]);
	const refused = await send(url, '/api/webhook/rocket', { body: {} });
	t.is(refused.status, 429);
	t.regex(refused.headers.get('retry-after') ?? '', /^[1-9]\d?$/u);
	t.regex(String(refused.body['message']), /Try again in \d+ seconds?/u);
	t.is((await send(url, GREEN_API, good)).status, 200);
});

test('takes any number of valid webhooks from one source', async (t) => {
	const { url } = await serveBridge(t, { limits: { failures: 3 } });
	for (let count = 0; count < 10; count += 1) t.is((await send(url, GREEN_API, good)).status, 200);
});

test('limits every try to register a workspace', async (t) => {
	const { url } = await serveBridge(t, { limits: { registrations: 2 } });
	const statuses: number[] = [];
	for (let count = 0; count < 3; count += 1)
		statuses.push((await send(url, REGISTER, { body: {} })).status);
	t.deepEqual(statuses, [400, 400, 429]);
});

test('counts sources apart where a trusted proxy names them', async (t) => {
	const { url } = await serveBridge(t, { limits: { failures: 1 } });
	const from = async (source: string): Promise<number> =>
		(await send(url, GREEN_API, { headers: { 'x-forwarded-for': source }, body: {} })).status;
	t.deepEqual([await from('203.0.113.1'), await from('203.0.113.1')], [401, 429]);
	t.is(await from('203.0.113.2'), 401);
});

test('believes no X-Forwarded-For when no proxy is trusted', async (t) => {
	const { url } = await serveBridge(t, { limits: { failures: 1 }, env: { TRUST_PROXY: '0' } });
	const from = async (source: string): Promise<number> =>
		(await send(url, GREEN_API, { headers: { 'x-forwarded-for': source }, body: {} })).status;
	t.deepEqual([await from('203.0.113.1'), await from('203.0.113.2')], [401, 429]);
});
