import { Readable } from 'node:stream';
import { createServer } from 'node:net';
import { once } from 'node:events';
import test from 'ava';
import { HttpError } from '../../../src/core/domain/errors.js';
import { createHttpClient } from '../../../src/core/http/client.js';
import { freePort } from '../../support/free-port.js';
import { waitFor } from '../../support/wait-for.js';
import { startClient, startRecorder, startServer } from './local-server.js';

test('sends a request and reads the whole answer', async (t) => {
	const server = await startRecorder(t, () => ({
		status: 418,
		body: 'čaj',
		headers: { 'x-one': '1' },
	}));
	const answer = await startClient(t).send({
		method: 'POST',
		url: `${server.url}/pot?x=1`,
		headers: { 'x-auth-token': 'secret' },
		body: '{"a":"ü"}',
		label: 'test',
	});
	t.is(answer.status, 418);
	t.is(answer.text, 'čaj');
	t.is(answer.headers['x-one'], '1');
	const [received] = server.received;
	t.is(received?.method, 'POST');
	t.is(received?.url, '/pot?x=1');
	t.is(received?.headers['x-auth-token'], 'secret');
	t.is(received?.body.toString(), '{"a":"ü"}');
});

test('reuses its connections', async (t) => {
	const sockets = new Set();
	const server = await startServer(t, (request, response) => {
		sockets.add(request.socket);
		response.end('{}');
	});
	const client = startClient(t);
	for (let call = 0; call < 20; call += 1) {
		await client.send({ method: 'GET', url: server.url, label: 'test' });
	}
	// Two, because a connection is free again only a moment after its answer ended.
	t.true(sockets.size <= 2);
});

test('is certain that nothing was sent to a closed port', async (t) => {
	const url = `http://127.0.0.1:${await freePort()}/secret-path`;
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'POST', url, body: 'x', label: 'the call' }),
		{ instanceOf: HttpError },
	);
	t.like(error, {
		code: 'HTTP_UNREACHABLE',
		certain: true,
		outage: true,
		disposition: 'retry',
		message: 'the call: could not connect to 127.0.0.1 (ECONNREFUSED)',
	});
});

test('is certain that nothing was sent to a name without an address', async (t) => {
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'POST', url: 'http://nowhere.invalid/', label: 'test' }),
		{ instanceOf: HttpError },
	);
	t.like(error, { code: 'HTTP_UNREACHABLE', certain: true, outage: true });
});

test('is certain that nothing was sent when TLS fails', async (t) => {
	const server = await startRecorder(t);
	const error = await t.throwsAsync(
		startClient(t).send({
			method: 'POST',
			url: `https://127.0.0.1:${server.port}/`,
			label: 'test',
		}),
		{ instanceOf: HttpError },
	);
	t.like(error, { code: 'HTTP_UNREACHABLE', certain: true });
});

test('does not know the effect of a POST that is answered too late', async (t) => {
	const server = await startServer(t, () => undefined);
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'POST', url: server.url, timeoutMs: 50, label: 'slow' }),
		{ instanceOf: HttpError },
	);
	t.like(error, { code: 'HTTP_TIMEOUT', certain: false, outage: true, disposition: 'retry' });
});

test('is certain that a GET without an answer had no effect', async (t) => {
	const server = await startServer(t, () => undefined);
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'GET', url: server.url, timeoutMs: 50, label: 'slow' }),
		{ instanceOf: HttpError },
	);
	t.like(error, { code: 'HTTP_TIMEOUT', certain: true });
});

test('gives up on an answer that begins and does not end', async (t) => {
	const server = await startServer(t, (_request, response) => {
		response.writeHead(200).write('{');
	});
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'POST', url: server.url, timeoutMs: 100, label: 'half' }),
		{ instanceOf: HttpError },
	);
	t.like(error, { code: 'HTTP_TIMEOUT', certain: false });
});

test('does not know the effect of a POST whose connection breaks off', async (t) => {
	const server = await startServer(t, (request) => request.socket.destroy());
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'POST', url: server.url, body: 'x', label: 'cut' }),
		{ instanceOf: HttpError },
	);
	t.like(error, { code: 'HTTP_BROKEN_OFF', certain: false, outage: true });
});

test('answers in time although the connection never comes about', async (t) => {
	// A listener whose queue is full and that accepts nobody would need the kernel's help; TLS that is silent does not.
	const silent = createServer().listen(0, '127.0.0.1');
	await once(silent, 'listening');
	t.teardown(() => silent.close());
	const address = silent.address();
	const port = address !== null && typeof address === 'object' ? address.port : 0;
	const started = Date.now();
	await t.throwsAsync(
		startClient(t).send({
			method: 'POST',
			url: `https://127.0.0.1:${port}/`,
			timeoutMs: 100,
			label: 'test',
		}),
		{ instanceOf: HttpError, code: 'HTTP_TIMEOUT' },
	);
	t.true(Date.now() - started < 3000);
});

test('calls the time limit of a connection unreachable', async (t) => {
	const silent = createServer().listen(0, '127.0.0.1');
	await once(silent, 'listening');
	t.teardown(() => silent.close());
	const address = silent.address();
	const port = address !== null && typeof address === 'object' ? address.port : 0;
	const client = startClient(t, { limits: { connectMs: 100 } });
	const error = await t.throwsAsync(
		client.send({ method: 'POST', url: `https://127.0.0.1:${port}/`, label: 'test' }),
		{ instanceOf: HttpError },
	);
	t.like(error, { code: 'HTTP_UNREACHABLE', certain: true });
});

test('refuses an answer that is too large', async (t) => {
	const server = await startRecorder(t, () => ({ body: 'x'.repeat(2000) }));
	const client = startClient(t, { limits: { answerBytes: 1000 } });
	await t.throwsAsync(client.send({ method: 'GET', url: server.url, label: 'test' }), {
		instanceOf: HttpError,
		code: 'HTTP_ANSWER_TOO_LARGE',
	});
});

test('streams a body and destroys it when the call fails', async (t) => {
	const body = Readable.from(['one', 'two']);
	const url = `http://127.0.0.1:${await freePort()}/`;
	await t.throwsAsync(startClient(t).send({ method: 'POST', url, body, label: 'test' }));
	await waitFor(() => body.destroyed);
	t.true(body.destroyed);
});

test('fails with the reason of a body that fails', async (t) => {
	const server = await startRecorder(t);
	const reason = new HttpError('the source is gone', { code: 'SOURCE', help: 'None.' });
	const body = new Readable({
		read() {
			this.push('some');
			this.destroy(reason);
		},
	});
	const error = await t.throwsAsync(
		startClient(t).send({ method: 'POST', url: server.url, body, label: 'test' }),
	);
	t.is(error, reason);
	t.is(server.received.length, 0);
});

for (const [title, request] of [
	['an address that is none', { url: 'secret-token' }],
	['a scheme other than http', { url: 'file:///etc/secret-token' }],
	['a header with a line break', { headers: { 'x-auth-token': 'secret-token\nx: y' } }],
] as const) {
	test(`refuses ${title} and does not repeat it`, async (t) => {
		const server = await startRecorder(t);
		const error = await t.throwsAsync(
			startClient(t).send({ ...{ method: 'GET', url: server.url, label: 'test' }, ...request }),
			{ instanceOf: HttpError },
		);
		t.is(error.disposition, 'dead');
		t.notRegex(`${error.message} ${error.stack} ${JSON.stringify(error)}`, /secret-token/u);
	});
}

test('logs a line a call, without the address', async (t) => {
	const server = await startRecorder(t);
	const lines: object[] = [];
	const log = { debug: (fields: object) => void lines.push(fields) };
	const client = createHttpClient({ isTrusted: () => true, log });
	t.teardown(() => client.close());
	await client.send({ method: 'GET', url: `${server.url}/secret`, label: 'one' });
	t.like(lines, [{ label: 'one', host: '127.0.0.1', method: 'GET', outcome: 200 }]);
	t.notRegex(JSON.stringify(lines), /secret/u);
});
