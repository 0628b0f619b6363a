import test, { type ExecutionContext } from 'ava';
import { createRocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import { call, fixture, keysOf } from './calls.js';

async function start(t: ExecutionContext) {
	const sandbox = await createRocketChatSandbox({ windowMs: 1000 });
	t.teardown(() => sandbox.close());
	const register = () =>
		call('POST', `${sandbox.url}/api/v1/livechat/visitor`, { visitor: { token: 'greenapi:x' } });
	return { sandbox, register };
}

test('a planted 429 carries the cloud’s body and headers', async (t) => {
	const { sandbox, register } = await start(t);
	sandbox.faults.add({ kind: '429', path: '/api/v1/livechat', times: 1 });
	const answer = await register();
	const { body } = fixture('rocket-chat/responses/errors/429.too-many-requests.json') as {
		body: { error: string };
	};
	t.is(answer.status, 429);
	t.deepEqual(keysOf(answer.body), keysOf(body));
	t.is(answer.headers.get('x-ratelimit-remaining'), '0');
	t.true(Number(answer.headers.get('x-ratelimit-reset')) > Date.now() - 1000);
	t.is((await register()).status, 200);
});

test('a planted 500 happens before any effect, 500-after behind it', async (t) => {
	const { sandbox, register } = await start(t);
	sandbox.faults.add({ kind: '500', path: /visitor$/, times: 1 });
	t.deepEqual((await register()).body, { success: false, error: 'Internal error occured' });
	t.is(sandbox.visitors.length, 0);
	sandbox.faults.add({ kind: '500-after', path: /visitor$/, times: 1 });
	t.deepEqual((await register()).body, { success: false, error: 'Internal error occured' });
	t.is(sandbox.visitors.length, 1);
	t.like(sandbox.faults.hits, { '500': 1, '500-after': 1, reset: 0 });
});

test('reset destroys the socket before any effect, reset-after behind it', async (t) => {
	const { sandbox, register } = await start(t);
	sandbox.faults.add({ kind: 'reset', path: '/', times: 1 });
	await t.throwsAsync(register);
	t.is(sandbox.visitors.length, 0);
	sandbox.faults.add({ kind: 'reset-after', path: '/', times: 1 });
	await t.throwsAsync(register);
	t.is(sandbox.visitors.length, 1);
});

test('half-open takes the request and never answers', async (t) => {
	const { sandbox } = await start(t);
	sandbox.faults.add({ kind: 'half-open', path: '/api/info' });
	const error = await t.throwsAsync(
		fetch(`${sandbox.url}/api/info`, { signal: AbortSignal.timeout(150) }),
		{ any: true },
	);
	t.is((error as Error).name, 'TimeoutError');
	t.is(sandbox.requests.get('GET /api/info'), 1);
});

test('half-open with a time ends by closing the socket', async (t) => {
	const { sandbox } = await start(t);
	sandbox.faults.add({ kind: 'half-open', path: '/api/info', ms: 30 });
	const error = await t.throwsAsync(
		fetch(`${sandbox.url}/api/info`, { signal: AbortSignal.timeout(5000) }),
		{ any: true },
	);
	t.not((error as Error).name, 'TimeoutError');
});

test('slow waits and then serves', async (t) => {
	const { sandbox, register } = await start(t);
	sandbox.faults.add({ kind: 'slow', path: '/', ms: 80 });
	const began = Date.now();
	t.is((await register()).status, 200);
	t.true(Date.now() - began >= 78);
});

test('refuse answers once as told, with any recorded shape', async (t) => {
	const { sandbox, register } = await start(t);
	const { status, body } = fixture('rocket-chat/responses/errors/400.no-error-key.json') as {
		status: number;
		body: unknown;
	};
	sandbox.faults.add({ kind: 'refuse', method: 'POST', path: '/', status, body });
	t.like(await register(), { status, body: body as object });
	t.is((await register()).status, 200);
});

test('a fault hits each n-th matching request until it is taken away', async (t) => {
	const { sandbox } = await start(t);
	const remove = sandbox.faults.add({ kind: '500', path: '/api/info', every: 2 });
	const statuses = async (): Promise<readonly number[]> => {
		const found: number[] = [];
		for (let count = 0; count < 4; count += 1) {
			found.push((await call('GET', `${sandbox.url}/api/info`)).status);
		}
		return found;
	};
	t.deepEqual(await statuses(), [200, 500, 200, 500]);
	remove();
	t.deepEqual(await statuses(), [200, 200, 200, 200]);
});

test('down refuses connections, up serves again at the same address', async (t) => {
	const { sandbox, register } = await start(t);
	t.is((await register()).status, 200);
	await sandbox.down();
	const error = await t.throwsAsync(register);
	t.is((error.cause as { code?: string }).code, 'ECONNREFUSED');
	await sandbox.up();
	t.is((await register()).status, 200);
	t.is(sandbox.visitors.length, 1);
});
