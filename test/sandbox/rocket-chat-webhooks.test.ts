import test, { type ExecutionContext } from 'ava';
import { createRocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import type { OmnichannelWebhook } from '../../src/sandbox/rocket-chat/types.js';
import { call, fixture, keysOf } from './calls.js';
import { startReceiver, type Received } from './receiver.js';

const TOKEN = 'greenapi:5d0c';

async function start(t: ExecutionContext, webhook: Partial<OmnichannelWebhook> = {}) {
	const sandbox = await createRocketChatSandbox({ webhookRetryMs: 20 });
	t.teardown(() => sandbox.close());
	const receiver = await startReceiver(t);
	sandbox.addUser({ username: 'jane', roles: ['livechat-agent'] });
	const api = `${sandbox.url}/api/v1/livechat`;
	await call('POST', `${api}/visitor`, { visitor: { token: TOKEN, name: 'Mary', phone: '+1' } });
	await call('GET', `${api}/room?token=${TOKEN}`);
	const rid = sandbox.openRoomOf(TOKEN)?.rid ?? '';
	sandbox.setOmnichannelWebhook({ url: receiver.url, token: 'secret', ...webhook });
	return { sandbox, receiver, api, rid };
}

/** What only a workspace with departments has. */
const ABSENT = '.department';

function missing(received: Received | undefined, name: string): readonly string[] {
	const keys = new Set(keysOf(received?.body));
	return keysOf(fixture(`rocket-chat/webhook/${name}.json`)).filter(
		(key) => !keys.has(key) && !key.includes(ABSENT),
	);
}

const idsOf = (received: readonly Received[]) =>
	received.map(({ body }) => (body['messages'] as { _id: string }[])[0]?._id);

test('an agent’s text, file and edit are posted with the recorded fields', async (t) => {
	const { sandbox, receiver, rid } = await start(t);
	const id = sandbox.agentSays(rid, { username: 'jane', text: 'Hello' });
	const files = [{ name: 'a.png', mimeType: 'image/png', bytes: 'x', description: 'Your invoice' }];
	sandbox.agentSays(rid, { username: 'jane', files });
	sandbox.agentEdits(id, 'Hello Mary');
	await sandbox.idle();
	t.is(receiver.received[0]?.headers['x-rocketchat-livechat-token'], 'secret');
	t.deepEqual(missing(receiver.received[0], 'Message.agent-text'), []);
	t.deepEqual(missing(receiver.received[1], 'Message.agent-file'), []);
	t.deepEqual(missing(receiver.received[2], 'Message.agent-edited'), []);
	t.false('msg' in ((receiver.received[1]?.body['messages'] as object[])[0] ?? {}));
	t.like(receiver.received[2]?.body, { messages: { 0: { _id: id, msg: 'Hello Mary' } } });
});

test('a closed room is posted with its messages', async (t) => {
	const { sandbox, receiver, rid } = await start(t);
	sandbox.agentSays(rid, { username: 'jane', text: 'Hello' });
	sandbox.closeRoom(rid, 'agent', 'Solved');
	await sandbox.idle();
	const closed = receiver.received.at(-1);
	t.is(closed?.body['type'], 'LivechatSession');
	t.is(closed?.body['closer'], 'user');
	// The recorded session holds an edited message.
	t.deepEqual(
		missing(closed, 'LivechatSession.closed').filter((key) => !key.endsWith('.editedAt')),
		[],
	);
});

test('visitors’ own messages are posted only on demand, and without agentId', async (t) => {
	for (const visitorMessages of [false, true]) {
		const { sandbox, receiver, api, rid } = await start(t, { visitorMessages });
		await call('POST', `${api}/message`, { token: TOKEN, rid, msg: 'Hi' });
		await sandbox.idle();
		t.is(receiver.received.length, visitorMessages ? 1 : 0);
		if (!visitorMessages) continue;
		t.deepEqual(missing(receiver.received[0], 'Message.visitor-text'), []);
		t.false('agentId' in ((receiver.received[0]?.body['messages'] as object[])[0] ?? {}));
	}
});

test('the app’s form has its own attachments and the address', async (t) => {
	const { sandbox, receiver, rid } = await start(t, { form: 'app' });
	const files = ['a.pdf', 'b.png'].map((name) => ({ name, mimeType: 'image/png', bytes: name }));
	sandbox.agentSays(rid, { username: 'jane', text: 'Two', files });
	await sandbox.idle();
	const paths =
		sandbox
			.messages(rid)
			.at(-1)
			?.files.map(({ path }) => path) ?? [];
	t.like(receiver.received[0]?.body, { url: sandbox.url, type: 'message' });
	t.like((receiver.received[0]?.body['messages'] as object[])[0], {
		msg: 'Two',
		attachments: {
			0: { title: { value: 'a.pdf', link: paths[0] }, imageUrl: paths[0] },
			1: { _unmappedProperties_: { attachments: [{ title: 'b.png' }] } },
		},
	});
});

test('a reply begins with a link to what it answers', async (t) => {
	const { sandbox, api, rid } = await start(t);
	await call('POST', `${api}/message`, { token: TOKEN, rid, msg: 'Hi', _id: 'wa-1' });
	sandbox.agentSays(rid, { username: 'jane', text: 'Hello', quote: 'wa-1' });
	const link = `[ ](${sandbox.url}/live/${rid}?msg=wa-1) `;
	t.is(sandbox.messages(rid).at(-1)?.text, `${link}Hello`);
});

test('500 and 429 are repeated in the order of the room, five times at most', async (t) => {
	const { sandbox, receiver, rid } = await start(t);
	receiver.answer = (_received, count) => [500, 429][count - 1] ?? (count > 3 ? 500 : 200);
	const first = sandbox.agentSays(rid, { username: 'jane', text: '1' });
	const second = sandbox.agentSays(rid, { username: 'jane', text: '2' });
	await sandbox.idle();
	const ids = idsOf(receiver.received);
	t.deepEqual(ids, [first, first, first, second, second, second, second, second]);
	t.deepEqual(
		sandbox.webhookAnswers.map(({ status }) => status),
		[500, 429, 200, 500, 500, 500, 500, 500],
	);
	t.is(sandbox.webhookAnswers[2]?.body, '{"status":"ok"}');
});

test('other statuses than 200 drop a webhook without repetition', async (t) => {
	const { sandbox, receiver, rid } = await start(t);
	const statuses = [201, 401];
	receiver.answer = (_received, count) => statuses[count - 1] ?? 200;
	const ids = ['1', '2', '3'].map((text) => sandbox.agentSays(rid, { username: 'jane', text }));
	await sandbox.idle();
	t.deepEqual(idsOf(receiver.received), ids);
});
