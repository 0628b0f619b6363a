import { Readable } from 'node:stream';
import test from 'ava';
import { HttpError } from '../../../src/core/domain/errors.js';
import { waitFor } from '../../support/wait-for.js';
import { startClient, startRecorder, startServer } from './local-server.js';

const MEGABYTE = 1_000_000;

async function read(stream: Readable): Promise<Buffer> {
	return Buffer.concat(await stream.toArray());
}

test('streams a file with its type and size', async (t) => {
	const server = await startRecorder(t, () => ({
		body: 'bytes',
		headers: { 'content-type': 'image/png', 'content-length': '5' },
	}));
	const file = await startClient(t).download({
		method: 'GET',
		url: server.url,
		maxBytes: 5,
		label: 'test',
	});
	t.is(file.mimeType, 'image/png');
	t.is(file.size, 5);
	t.is((await read(file.stream)).toString(), 'bytes');
});

test('refuses a file whose announced length is over the limit', async (t) => {
	const server = await startRecorder(t, () => ({
		body: 'x'.repeat(100),
		headers: { 'content-length': '100' },
	}));
	await t.throwsAsync(
		startClient(t).download({ method: 'GET', url: server.url, maxBytes: 99, label: 'test' }),
		{ instanceOf: HttpError, code: 'HTTP_FILE_TOO_LARGE' },
	);
});

test('stops a file of unknown length at the limit', async (t) => {
	let sent = 0;
	const server = await startServer(t, (_request, response) => {
		const source = new Readable({
			read() {
				sent += 1;
				this.push(Buffer.alloc(10_000));
			},
		});
		source.pipe(response);
		response.on('close', () => source.destroy());
	});
	const { stream, size } = await startClient(t).download({
		method: 'GET',
		url: server.url,
		maxBytes: MEGABYTE,
		label: 'test',
	});
	t.is(size, undefined);
	const error = await t.throwsAsync(read(stream), { instanceOf: HttpError });
	t.like(error, { code: 'HTTP_FILE_TOO_LARGE', disposition: 'dead' });
	t.true(sent * 10_000 < 20 * MEGABYTE);
});

for (const [status, disposition] of [
	[404, 'dead'],
	[403, 'dead'],
	[500, 'retry'],
	[429, 'wait'],
] as const) {
	test(`answers ${status} with a refusal to ${disposition}`, async (t) => {
		const server = await startRecorder(t, () => ({ status, headers: { 'retry-after': '7' } }));
		const error = await t.throwsAsync(
			startClient(t).download({ method: 'GET', url: server.url, maxBytes: 9, label: 'test' }),
			{ instanceOf: HttpError },
		);
		t.like(error, { code: 'HTTP_DOWNLOAD_REFUSED', status, disposition });
		t.is(error.retryAt !== undefined, status === 429);
	});
}

test('follows redirects and keeps the tokens on their origin', async (t) => {
	const storage = await startRecorder(t, () => ({ body: 'file' }));
	const server = await startRecorder(t, ({ url }) =>
		url === '/a'
			? { status: 301, headers: { location: 'b?c=1' } }
			: { status: 302, headers: { location: `${storage.url}/file` } },
	);
	const file = await startClient(t).download({
		method: 'GET',
		url: `${server.url}/a`,
		headers: { authorization: 'Bearer x', 'x-auth-token': 'y', 'x-user-id': 'z' },
		maxBytes: 100,
		label: 'test',
	});
	t.is((await read(file.stream)).toString(), 'file');
	t.deepEqual(
		server.received.map(({ url, headers }) => [url, headers['x-auth-token']]),
		[
			['/a', 'y'],
			['/b?c=1', 'y'],
		],
	);
	const [last] = storage.received;
	t.is(last?.url, '/file');
	const names = ['authorization', 'x-auth-token', 'x-user-id'];
	t.deepEqual(
		names.filter((name) => last?.headers[name] !== undefined),
		[],
	);
});

test('gives up after five redirects', async (t) => {
	const server = await startRecorder(t, () => ({ status: 307, headers: { location: '/again' } }));
	await t.throwsAsync(
		startClient(t).download({ method: 'GET', url: server.url, maxBytes: 100, label: 'test' }),
		{ instanceOf: HttpError, code: 'HTTP_DOWNLOAD_REFUSED' },
	);
	t.is(server.received.length, 6);
});

test('fails when the time for the whole download is up', async (t) => {
	const server = await startServer(t, (_request, response) => {
		const drip = setInterval(() => response.write('x'), 10);
		response.on('close', () => clearInterval(drip));
	});
	const client = startClient(t, { limits: { downloadMs: 150 } });
	const { stream } = await client.download({
		method: 'GET',
		url: server.url,
		maxBytes: MEGABYTE,
		label: 'test',
	});
	await t.throwsAsync(read(stream), { instanceOf: HttpError, code: 'HTTP_TIMEOUT' });
});

test('fails when a file falls silent', async (t) => {
	const server = await startServer(t, (_request, response) => {
		response.write('x');
	});
	const client = startClient(t, { limits: { idleMs: 100 } });
	const { stream } = await client.download({
		method: 'GET',
		url: server.url,
		maxBytes: MEGABYTE,
		label: 'test',
	});
	await t.throwsAsync(read(stream), { instanceOf: HttpError, code: 'HTTP_TIMEOUT' });
});

test('fails when a file ends before its announced length', async (t) => {
	const server = await startServer(t, (request, response) => {
		response.writeHead(200, { 'content-length': '100' });
		response.write('x', () => request.socket.destroy());
	});
	const { stream } = await startClient(t).download({
		method: 'GET',
		url: server.url,
		maxBytes: MEGABYTE,
		label: 'test',
	});
	await t.throwsAsync(read(stream), { instanceOf: HttpError, code: 'HTTP_BROKEN_OFF' });
});

test('keeps an error for a reader who comes later', async (t) => {
	const server = await startRecorder(t, () => ({ body: 'x'.repeat(100) }));
	const { stream } = await startClient(t).download({
		method: 'GET',
		url: server.url,
		maxBytes: 99,
		label: 'test',
	});
	await waitFor(() => stream.destroyed);
	await t.throwsAsync(read(stream), { instanceOf: HttpError, code: 'HTTP_FILE_TOO_LARGE' });
});

test('closes the connection when the reader has had enough', async (t) => {
	let isClosed = false;
	const server = await startServer(t, (_request, response) => {
		response.write('x');
		response.on('close', () => {
			isClosed = true;
		});
	});
	const { stream } = await startClient(t).download({
		method: 'GET',
		url: server.url,
		maxBytes: MEGABYTE,
		label: 'test',
	});
	stream.destroy();
	await waitFor(() => isClosed);
	t.true(isClosed);
});

test('passes a large file on as fast as it is taken', async (t) => {
	const size = 60 * MEGABYTE;
	let [given, taken, mostBetween] = [0, 0, 0];
	const server = await startServer(t, (request, response) => {
		if (request.method === 'POST') {
			request.on('data', (chunk: Buffer) => {
				taken += chunk.length;
				mostBetween = Math.max(mostBetween, given - taken);
			});
			request.on('end', () => response.end());
			return;
		}
		const source = new Readable({
			read() {
				given += 50_000;
				this.push(given > size ? null : Buffer.alloc(50_000));
			},
		});
		source.pipe(response);
	});
	const client = startClient(t);
	const down = { method: 'GET', url: server.url, maxBytes: size, label: 'down' } as const;
	const { stream } = await client.download(down);
	await client.send({ method: 'POST', url: server.url, body: stream, label: 'up' });
	t.is(taken, size);
	t.true(mostBetween < size / 2, `${mostBetween} bytes were held`);
});
