import test from 'ava';
import { INSTANCE_TOKEN, recordedWebhook, send, serveBridge } from './bridge-server.js';

const get = { method: 'GET' };

test('is alive and ready', async (t) => {
	const { url } = await serveBridge(t);
	for (const path of ['/livez', '/readyz']) {
		const answer = await send(url, path, get);
		t.deepEqual([answer.status, answer.body], [200, { status: 'ok' }], `at ${path}`);
	}
});

test('is alive but not ready without its database', async (t) => {
	const { url, bridge } = await serveBridge(t);
	await bridge.database.close();
	t.is((await send(url, '/livez', get)).status, 200);
	const answer = await send(url, '/readyz', get);
	t.is(answer.status, 503);
	t.regex(String(answer.body['message']), /database/u);
});

test('is not ready with a schema that is too old, and says what to run', async (t) => {
	const { url, bridge } = await serveBridge(t);
	await bridge.database.rollback();
	const answer = await send(url, '/readyz', get);
	t.is(answer.status, 503);
	t.regex(String(answer.body['message']), /greenapi-rc migrate/u);
});

test('is not ready while it stops, and keeps no connection', async (t) => {
	const { url } = await serveBridge(t, { isStopping: () => true });
	const answer = await send(url, '/readyz', get);
	t.is(answer.status, 503);
	t.is(answer.body['message'], 'The daemon is stopping.');
	t.is(answer.headers.get('connection'), 'close');
});

test('counts what it took and what waits', async (t) => {
	const { url } = await serveBridge(t);
	const headers = { authorization: INSTANCE_TOKEN };
	const body = await recordedWebhook();
	await send(url, '/api/webhook/green-api', { headers, body });
	await send(url, '/api/webhook/green-api', { headers, body });
	const { text, headers: answered } = await send(url, '/metrics', get);
	t.regex(answered.get('content-type') ?? '', /^text\/plain/u);
	t.regex(text, /^greenapi_rc_messages_total\{direction="inbound",event="accepted"\} 1$/mu);
	t.regex(text, /^greenapi_rc_messages_total\{direction="inbound",event="repeated"\} 1$/mu);
	t.regex(text, /^greenapi_rc_backlog_rows\{direction="inbound",state="pending"\} 1$/mu);
	t.regex(text, /^greenapi_rc_backlog_rows\{direction="outbound",state="dead"\} 0$/mu);
	t.regex(text, /^greenapi_rc_oldest_pending_seconds \d/mu);
	t.regex(text, /^greenapi_rc_database_up 1$/mu);
	t.regex(text, /^greenapi_rc_instances\{state="authorized"\} 1$/mu);
	t.regex(text, /^process_resident_memory_bytes \d+/mu);
});

test('shows in the metrics that the database is away', async (t) => {
	const { url, bridge } = await serveBridge(t);
	await bridge.database.close();
	const { status, text } = await send(url, '/metrics', get);
	t.is(status, 200);
	t.regex(text, /^greenapi_rc_database_up 0$/mu);
});
