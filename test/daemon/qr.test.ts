import test from 'ava';
import { asInstanceId } from '../../src/core/domain/ids.js';
import type { Logger } from '../../src/core/logging.js';
import { createGreenApiSandbox } from '../../src/sandbox/green-api/sandbox.js';
import { COMMAND_TOKEN, send, serveBridge, WORKSPACE_URL } from './bridge-server.js';
import type { BridgeServer } from './bridge-server.js';
import type { ExecutionContext } from 'ava';

const ID = '7103000009';
const PATH = '/api/webhook/rocket/qr/';
const PNG = '89504e470d0a1a0a';

/** A daemon with an instance that waits for a phone at a stand-in of GREEN-API. */
async function serve(t: ExecutionContext, options: Parameters<typeof serveBridge>[1] = {}) {
	const greenApi = await createGreenApiSandbox();
	t.teardown(() => greenApi.close());
	const env = {
		APP_URL: 'https://bridge.example.org',
		GREEN_API_URL: greenApi.url,
		GREEN_API_MEDIA_URL: greenApi.url,
		...options.env,
	};
	const server = await serveBridge(t, { ...options, env });
	const { stores } = server.bridge.database;
	const [known] = await stores.instances.list();
	const { apiToken } = greenApi.addInstance({ idInstance: ID, state: 'notAuthorized' });
	const row = { ...known!, id: asInstanceId(ID), apiToken, webhookToken: 'another-token' };
	await stores.instances.insert({ ...row, apiUrl: greenApi.url, mediaUrl: greenApi.url });
	return { ...server, greenApi };
}

async function link({ url }: BridgeServer): Promise<Readonly<Record<string, unknown>>> {
	const claim = {
		rocketChatUrl: WORKSPACE_URL,
		commandToken: COMMAND_TOKEN,
		email: 'admin@example.org',
		roles: ['admin'],
	};
	const { status, body } = await send(url, '/api/webhook/rocket/link-instance', {
		body: { type: 'link-instance', ...claim, idInstance: ID },
	});
	return { status, ...body };
}

/** The path that the address of the picture has at the daemon itself. */
async function picturePath(server: BridgeServer): Promise<string> {
	return new URL(String((await link(server))['image'])).pathname;
}

test('a browser gets the QR code as a picture that nobody keeps', async (t) => {
	const server = await serve(t);
	const path = await picturePath(server);
	t.true(path.startsWith(PATH));
	const answer = await fetch(server.url + path);
	t.is(answer.status, 200);
	t.is(answer.headers.get('content-type'), 'image/png');
	t.is(answer.headers.get('cache-control'), 'no-store');
	t.is(answer.headers.get('referrer-policy'), 'no-referrer');
	const bytes = Buffer.from(await answer.arrayBuffer());
	t.is(bytes.subarray(0, 8).toString('hex'), PNG);
	t.is((await fetch(server.url + path, { method: 'HEAD' })).status, 200);
});

test('a phone that is linked meanwhile ends the pictures', async (t) => {
	const server = await serve(t);
	const path = await picturePath(server);
	server.greenApi.scan(ID);
	const answer = await send(server.url, path, { method: 'GET' });
	t.deepEqual([answer.status, answer.body['error']], [409, 'linked-already']);
	t.is(answer.headers.get('cache-control'), 'no-store');
	t.like(await link(server), { status: 200, state: 'authorized', isLinked: true });
});

test('a wrong ticket is 404, and who guesses is held up', async (t) => {
	const server = await serve(t, { limits: { failures: 3 } });
	const path = await picturePath(server);
	const wrong = ['x', 'v1.a.b.c.d', '%00', path.slice(PATH.length, -1)];
	const statuses: number[] = [];
	for (const ticket of wrong)
		statuses.push((await send(server.url, PATH + ticket, { method: 'GET' })).status);
	t.deepEqual(statuses, [404, 404, 404, 429]);
	t.is((await send(server.url, path, { method: 'GET' })).status, 200, 'a right one is no guess');
});

test('pictures are limited as well: each makes the daemon call out', async (t) => {
	const server = await serve(t, { limits: { pictures: 2 } });
	const path = await picturePath(server);
	const statuses: number[] = [];
	for (let n = 0; n < 3; n += 1)
		statuses.push((await send(server.url, path, { method: 'GET' })).status);
	t.deepEqual(statuses, [200, 200, 429]);
});

test('other methods are refused', async (t) => {
	const { url } = await serveBridge(t);
	const answer = await send(url, `${PATH}x`, { body: {} });
	t.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET, HEAD']);
});

test('no ticket reaches the log', async (t) => {
	const lines: string[] = [];
	const write = (...words: unknown[]): void => {
		lines.push(JSON.stringify(words));
	};
	const log: Logger = {
		...{ debug: write, info: write, warn: write, error: write },
		child: () => log,
	};
	const server = await serve(t, { log, env: { LOG_LEVEL: 'debug' } });
	const path = await picturePath(server);
	await send(server.url, path, { method: 'GET' });
	await send(server.url, `${path}/more`, { method: 'GET' });
	await send(server.url, path.replace('/qr/', '/QR/'), { method: 'GET' });
	const all = lines.join('\n');
	t.true(all.includes(`${PATH}…`), `the log is ${all}`);
	t.false(all.includes(path.slice(PATH.length, PATH.length + 30)));
});
