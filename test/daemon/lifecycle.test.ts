import { once } from 'node:events';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { silentLogger } from '../../src/core/logging.js';
import { startDaemon } from '../../src/daemon/lifecycle.js';
import { send, testConfig } from './bridge-server.js';

const log = silentLogger;
const get = { method: 'GET' };

test('starts on an empty database, serves, and stops', async (t) => {
	const daemon = await startDaemon({ config: await testConfig(t), log });
	t.is((await send(daemon.url, '/readyz', get)).status, 200);
	t.is(daemon.opsUrl, daemon.url);
	await daemon.stop();
	await daemon.stop();
	await t.throwsAsync(send(daemon.url, '/livez', get));
});

test('keeps health and metrics off the public port when they have their own', async (t) => {
	const daemon = await startDaemon({ config: await testConfig(t, { OPS_PORT: '0' }), log });
	t.teardown(() => daemon.stop());
	for (const path of ['/livez', '/readyz', '/metrics']) {
		t.is((await send(daemon.url, path, get)).status, 404, `at ${path}`);
		t.is((await send(daemon.opsUrl, path, get)).status, 200, `at ${path}`);
	}
	t.is((await send(daemon.opsUrl, '/api/webhook/green-api')).status, 404);
	t.is((await send(daemon.url, '/api/webhook/green-api')).status, 401);
});

test('says which port is taken and what to set', async (t) => {
	const other = createServer().listen(0, '127.0.0.1');
	await once(other, 'listening');
	t.teardown(() => other.close());
	const { port } = other.address() as AddressInfo;
	const config = await testConfig(t, { PORT: String(port) });
	const error = await t.throwsAsync(startDaemon({ config, log }), { code: 'LISTEN_FAILED' });
	t.regex(error.message, new RegExp(`${port}.*another program`, 'u'));
	t.regex((error as unknown as { help: string }).help, /set PORT/u);
});

test('says that HOST is no address of this machine', async (t) => {
	const config = await testConfig(t, { HOST: '203.0.113.77' });
	await t.throwsAsync(startDaemon({ config, log }), { message: /no such address/u });
});

test('lets a running request end before it stops', async (t) => {
	const daemon = await startDaemon({ config: await testConfig(t), log });
	const call = request(`${daemon.url}/api/webhook/rocket/list-users`, {
		method: 'POST',
		headers: { 'content-length': 2 },
	});
	const answered = once(call, 'response') as Promise<[{ statusCode: number; resume(): void }]>;
	call.write('{');
	await once(call, 'socket');
	await send(daemon.url, '/livez', get);
	const stopped = daemon.stop();
	call.end('}');
	const [response] = await answered;
	response.resume();
	t.is(response.statusCode, 400);
	await stopped;
});

test('breaks off a request that does not end in time', async (t) => {
	const config = await testConfig(t, { DRAIN_TIMEOUT_MS: '100' });
	const daemon = await startDaemon({ config, log });
	const call = request(`${daemon.url}/api/webhook/rocket/list-users`, {
		method: 'POST',
		headers: { 'content-length': 2 },
	});
	const broken = once(call, 'error');
	broken.catch(() => undefined);
	call.write('{');
	await once(call, 'socket');
	await send(daemon.url, '/livez', get);
	await daemon.stop();
	const [error] = (await broken) as [NodeJS.ErrnoException];
	t.is(error.code, 'ECONNRESET');
});
