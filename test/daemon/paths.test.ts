import { request } from 'node:http';
import test from 'ava';
import { createBridge } from '../../src/core/bridge.js';
import { silentLogger } from '../../src/core/logging.js';
import { createApp } from '../../src/daemon/app.js';
import { send, serveBridge, testConfig } from './bridge-server.js';

test('answers 404 in a sentence to a path that is none of ours', async (t) => {
	const { url } = await serveBridge(t);
	for (const path of ['/', '/api', '/api/webhook', '/api/webhook/rocket/a/b', '/favicon.ico']) {
		const answer = await send(url, path, { method: 'GET' });
		t.is(answer.status, 404, `at ${path}`);
		t.regex(String(answer.body['message']), /\/api\/webhook\/green-api/u);
	}
});

test('answers 404 to a path that is written wrongly', async (t) => {
	const { url } = await serveBridge(t);
	t.is((await send(url, '/api/webhook/rocket/%E0%A4%A')).status, 404);
});

for (const [path, method, allowed] of [
	['/api/webhook/green-api', 'GET', 'POST'],
	['/api/webhook/rocket', 'PUT', 'GET, HEAD, POST'],
	['/api/webhook/rocket/file/x', 'POST', 'GET'],
	['/api/webhook/rocket/list-users', 'DELETE', 'POST'],
	['/livez', 'POST', 'GET, HEAD'],
] as const) {
	test(`answers 405 to ${method} ${path} and names the method to use`, async (t) => {
		const { url } = await serveBridge(t);
		const answer = await send(url, path, { method });
		t.is(answer.status, 405);
		t.is(answer.headers.get('allow'), allowed);
		t.regex(String(answer.body['message']), new RegExp(`Use ${allowed}`, 'u'));
	});
}

test('does not say what it is made of', async (t) => {
	const { url } = await serveBridge(t);
	t.is((await send(url, '/livez', { method: 'GET' })).headers.get('x-powered-by'), null);
});

test('refuses a wrong token before the body has come', async (t) => {
	const { url } = await serveBridge(t);
	const answer = await new Promise<{ status: number | undefined; connection: unknown }>(
		(resolve, reject) => {
			const call = request(`${url}/api/webhook/green-api`, {
				method: 'POST',
				headers: { 'content-length': 5_000_000 },
			});
			call.once('response', ({ statusCode, headers }) => {
				resolve({ status: statusCode, connection: headers.connection });
				call.destroy();
			});
			call.once('error', reject);
			call.flushHeaders();
		},
	);
	t.deepEqual(answer, { status: 401, connection: 'close' });
});

test('names a TRUST_PROXY that it does not understand', async (t) => {
	const config = await testConfig(t, { TRUST_PROXY: 'my-proxy' });
	const bridge = await createBridge(config, { log: silentLogger });
	t.teardown(() => bridge.close());
	t.throws(() => createApp(bridge), { code: 'CONFIG_TRUST_PROXY', message: /TRUST_PROXY/u });
});
