import test from 'ava';
import { createRocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import type { AppRequest } from '../../src/sandbox/rocket-chat/workspace.js';
import { call } from './calls.js';

test('an app hears what happens, and who did it', async (t) => {
	const sandbox = await createRocketChatSandbox();
	t.teardown(() => sandbox.close());
	for (const username of ['alice', 'bob']) sandbox.addUser({ username, roles: ['livechat-agent'] });
	const heard: string[] = [];
	const disconnect = sandbox.connectApp({
		appId: 'app',
		call: () => Promise.resolve(undefined),
		listener: {
			stored: ({ msg, t: kind }) => heard.push(`stored ${kind ?? msg}`),
			edited: ({ msg, editedBy }) => heard.push(`edited ${msg} by ${editedBy?.username}`),
			deleted: ({ msg }, by) => heard.push(`deleted ${msg} by ${by.username}`),
			reacted: (_message, by, reaction, isReacted) =>
				heard.push(`reacted ${by.username} ${reaction} ${String(isReacted)}`),
			assigned: (_room, agent) => heard.push(`assigned ${agent.username}`),
			transferred: (_room, from, to) => heard.push(`transferred ${from?.username} ${to.username}`),
			closed: ({ closer }) => heard.push(`closed by ${closer}`),
		},
	});
	const api = `${sandbox.url}/api/v1/livechat`;
	sandbox.setAgentOnline('bob', false);
	await call('POST', `${api}/visitor`, { visitor: { token: 'wa-1' } });
	await call('GET', `${api}/room?token=wa-1`);
	const rid = sandbox.rooms[0]!.rid;
	const id = sandbox.agentSays(rid, { username: 'alice', text: 'a' });
	sandbox.agentEdits(id, 'b');
	sandbox.agentReacts(id, 'alice', ':+1:');
	sandbox.agentReacts(id, 'alice', ':+1:');
	t.deepEqual(sandbox.messages(rid).at(-1)?.reactedBy, { ':+1:': ['alice'] });
	sandbox.agentReacts(id, 'alice', ':+1:', false);
	sandbox.agentDeletes(id, 'alice');
	sandbox.transfers(rid, 'bob');
	sandbox.closeRoom(rid);
	disconnect();
	t.deepEqual(heard, [
		'stored livechat-started',
		'assigned alice',
		'stored a',
		'edited b by alice',
		'reacted alice :+1: true',
		'reacted alice :+1: false',
		'deleted b by alice',
		'assigned bob',
		'transferred alice bob',
		'stored livechat-close',
		'closed by user',
	]);
});

test('the endpoints of an app answer as it says', async (t) => {
	const sandbox = await createRocketChatSandbox({ rateLimiter: true, limit: 1 });
	t.teardown(() => sandbox.close());
	const requests: AppRequest[] = [];
	sandbox.connectApp({
		appId: 'app',
		listener: {},
		call(request) {
			requests.push(request);
			if (request.path === 'broken') throw new Error('out of order');
			const content = { got: request.content };
			const answer = { status: 202, headers: { 'x-a': 'b' }, content };
			return Promise.resolve(request.path === 'hook' ? answer : undefined);
		},
	});
	const post = (path: string, body: string) =>
		fetch(`${sandbox.url}/api/apps/public/app/${path}`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body,
		});
	const answer = await post('hook?q=1', '{"a":1}');
	t.is(answer.status, 202);
	t.is(answer.headers.get('x-a'), 'b');
	t.deepEqual(await answer.json(), { got: { a: 1 } });
	t.like(requests[0], { path: 'hook', method: 'post', query: { q: '1' }, content: { a: 1 } });
	t.is((await post('hook', '{}')).status, 202);
	t.is((await post('other', '{}')).status, 404);
	t.is((await post('hook', 'no JSON')).status, 400);
	const broken = await post('broken', '{}');
	t.is(broken.status, 500);
	t.is(await broken.text(), 'out of order');
});
