import test from 'ava';
import { createLogger } from '../../src/core/logging.js';
import { createApp } from '../../src/daemon/app.js';
import { listen } from '../../src/daemon/listen.js';
import { INSTANCE_TOKEN, recordedWebhook, send, serveBridge } from './bridge-server.js';

const PATH = '/api/webhook/green-api';
const headers = { authorization: `Bearer ${INSTANCE_TOKEN}` };

test('logs method, path and status of a request, and nothing of its content', async (t) => {
	const lines: string[] = [];
	const log = createLogger('debug', { write: (line) => void lines.push(line) });
	const { url } = await serveBridge(t, { log, env: { LOG_LEVEL: 'debug' } });
	await send(url, `${PATH}?token=query-word`, { headers, body: await recordedWebhook() });
	await send(url, PATH, { headers, body: 'broken-word' });
	await send(url, PATH, { headers: { authorization: 'wrong-word' }, body: {} });
	const text = lines.join('');
	const requests = lines
		.map(
			(line) => JSON.parse(line) as { msg: string; method: string; path: string; status: number },
		)
		.filter(({ msg }) => msg === 'request')
		.map(({ method, path, status }) => ({ method, path, status }));
	t.deepEqual(
		requests,
		[200, 400, 401].map((status) => ({ method: 'POST', path: PATH, status })),
	);
	t.notRegex(text, /query-word|broken-word|wrong-word|I use Green-API/u);
	t.false(text.includes(INSTANCE_TOKEN));
});

test('keeps the reason of a bug in the log and out of the answer', async (t) => {
	const lines: string[] = [];
	const log = createLogger('error', { write: (line) => void lines.push(line) });
	const { bridge } = await serveBridge(t, { log });
	const broken = {
		...bridge,
		receiveGreenApi: () => Promise.reject(new TypeError('inner reason')),
	};
	const server = await listen(createApp(broken), { port: 0, host: '127.0.0.1', variable: 'PORT' });
	t.teardown(() => server.close(100));
	const answer = await send(server.url, PATH, { headers, body: {} });
	t.is(answer.status, 500);
	t.regex(String(answer.body['message']), /log says why/u);
	t.notRegex(answer.text, /inner reason|\.js/u);
	t.regex(lines.join(''), /inner reason/u);
});
