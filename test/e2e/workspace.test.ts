import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Stage } from '../../src/sandbox/stage.js';
import { createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld, type WorldOptions } from '../support/world.js';

const CHAT = '79001112233@c.us';

test('while nobody is online a message waits, and arrives when somebody is', async (t) => {
	const { stage } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	rocketChat.setAgentOnline('jane', false);
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Anybody?' });
	await waitFor(() => (rocketChat.requests.get('GET /api/v1/livechat/room') ?? 0) >= 2, {
		label: 'a try',
	});
	t.is(rocketChat.rooms.length, 0);
	rocketChat.setAgentOnline('jane', true);
	await waitFor(() => visitorTexts(stage).length === 1, {
		timeoutMs: 60_000,
		label: 'the message',
	});
	t.deepEqual(visitorTexts(stage), ['Anybody?']);
});

test('an instance whose own agent is away is served by another one', async (t) => {
	const { stage } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	rocketChat.addUser({ username: 'joe', roles: ['livechat-agent'] });
	rocketChat.setAgentOnline('jane', false);
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	await waitFor(() => visitorTexts(stage).length === 1, { label: 'the message' });
	t.is(rocketChat.rooms[0]?.servedBy, 'joe');
});

test('after a room was closed the next message opens a new one, for the same visitor', async (t) => {
	const { stage } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'First' });
	await waitFor(() => visitorTexts(stage).length === 1, { label: 'the first message' });
	// The workspace closes it without telling the daemon: only the refusal says so.
	rocketChat.setOmnichannelWebhook(undefined);
	rocketChat.closeRoom(rocketChat.rooms[0]?.rid ?? '');
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Second' });
	greenApi.customerWrites(idInstance, {
		chatId: CHAT,
		name: 'Mary',
		file: { name: 'scan.pdf', mimeType: 'application/pdf', size: 4000 },
	});
	await waitFor(() => visitorTexts(stage).length === 3, { label: 'all messages' });
	t.deepEqual(
		rocketChat.rooms.map((room) => [room.isOpen, room.visitorName]),
		[
			[false, 'Mary'],
			[true, 'Mary'],
		],
	);
	t.is(rocketChat.visitors.length, 1);
});

test('a further message of a chat costs one call', async (t) => {
	const { stage } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	for (const text of ['one', 'two', 'three']) {
		greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text });
	}
	await waitFor(() => visitorTexts(stage).length === 3, { label: 'three messages' });
	t.is(rocketChat.requests.get('POST /api/v1/livechat/visitor'), 1);
	t.is(rocketChat.requests.get('GET /api/v1/livechat/room'), 1);
	t.is(rocketChat.requests.get('POST /api/v1/livechat/message'), 3);
});

test("the workspace's rate limit is obeyed: no call is refused twice, nothing is lost", async (t) => {
	const { stage } = await start(t, {
		stage: { rocketChat: { version: '7.13', rateLimiter: true, limit: 5, windowMs: 1500 } },
	});
	const { greenApi, rocketChat, idInstance } = stage;
	const chats = ['79001110001@c.us', '79001110002@c.us', '79001110003@c.us'];
	for (let nr = 1; nr <= 6; nr += 1) {
		for (const chatId of chats)
			greenApi.customerWrites(idInstance, { chatId, name: chatId, text: `message ${nr}` });
	}
	await waitFor(() => visitorTexts(stage).length === 18, {
		timeoutMs: 30_000,
		label: '18 messages',
	});
	for (const { rid } of rocketChat.rooms) {
		const texts = rocketChat.messages(rid).filter(({ from }) => from === 'visitor');
		t.deepEqual(
			texts.map(({ text }) => text),
			[1, 2, 3, 4, 5, 6].map((nr) => `message ${nr}`),
		);
	}
});

test('a file that the workspace refuses is announced to the agent, and the chat goes on', async (t) => {
	const { stage } = await start(t, { stage: { rocketChat: { maxFileSize: 1000 } } });
	const { greenApi, idInstance } = stage;
	greenApi.customerWrites(idInstance, {
		chatId: CHAT,
		name: 'Mary',
		file: { name: 'film.mp4', mimeType: 'video/mp4', size: 50_000, caption: 'Our cat' },
	});
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Did you see it?' });
	await waitFor(() => visitorTexts(stage).length === 2, { label: 'both' });
	const [first, second] = visitorTexts(stage);
	t.regex(first ?? '', /film\.mp4/);
	t.regex(first ?? '', /Our cat/);
	t.is(second, 'Did you see it?');
});

test('an answer that can not be delivered is told to the agent, not to the customer', async (t) => {
	const { stage } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	await waitFor(() => visitorTexts(stage).length === 1, { label: 'the message' });
	greenApi.faults.add({ path: /sendMessage/, kind: 'refuse', status: 401, body: '' });
	const rid = rocketChat.rooms[0]?.rid ?? '';
	rocketChat.agentSays(rid, { username: 'jane', text: 'Hello Mary' });
	const notice = await waitFor(
		() => rocketChat.messages(rid).find(({ text }) => text.includes('not delivered')),
		{
			label: 'the notice',
		},
	);
	t.regex(notice.text, /not connected properly.*owner of the instance/u);
	rocketChat.agentSays(rid, { username: 'jane', text: 'Still here' });
	await waitFor(() => greenApi.instance(idInstance).sent.length === 1, {
		label: 'the next answer',
	});
	await rocketChat.idle();
	t.deepEqual(
		greenApi.instance(idInstance).sent.map(({ text }) => text),
		['Still here'],
	);
});

test('an agent who is not registered is told so in the answer, and in the room', async (t) => {
	const { stage } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	rocketChat.addUser({ username: 'joe', roles: ['livechat-agent'] });
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	await waitFor(() => visitorTexts(stage).length === 1, { label: 'the message' });
	rocketChat.agentSays(rocketChat.rooms[0]?.rid ?? '', { username: 'joe', text: 'Hi' });
	const answer = await waitFor(() => rocketChat.webhookAnswers[0], { label: 'an answer' });
	t.is(answer.status, 200);
	t.regex(answer.body, /"message":".*not registered.*register-agent/);
	t.is(greenApi.instance(idInstance).sent.length, 0);
	const notice = await waitFor(
		() =>
			rocketChat
				.messages(rocketChat.rooms[0]?.rid ?? '')
				.find(({ text }) => text.includes('not delivered')),
		{ label: 'the notice in the room' },
	);
	t.regex(notice.text, /register-agent/);
});

test('an edit changes its message, and stands for one that never arrived', async (t) => {
	const { stage, daemonUrl, tokens } = await start(t);
	const { greenApi, rocketChat, idInstance } = stage;
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	await waitFor(() => visitorTexts(stage).length === 1, { label: 'the message' });
	const rid = rocketChat.rooms[0]?.rid ?? '';
	const arrived = rocketChat.agentSays(rid, { username: 'jane', text: 'First' });
	await waitFor(() => greenApi.instance(idInstance).sent.length === 1, {
		label: 'the first answer',
	});
	rocketChat.agentEdits(arrived, 'First, corrected');
	// The workspace says nothing of this one: as if it had given up while the daemon was away.
	const webhook = { url: `${daemonUrl}/api/webhook/rocket`, token: tokens.webhookToken };
	rocketChat.setOmnichannelWebhook(undefined);
	const lost = rocketChat.agentSays(rid, { username: 'jane', text: 'Secnod' });
	rocketChat.setOmnichannelWebhook(webhook);
	rocketChat.agentEdits(lost, 'Second');
	await waitFor(() => greenApi.instance(idInstance).sent.length === 2, {
		label: 'the second answer',
	});
	await rocketChat.idle();
	t.deepEqual(
		greenApi.instance(idInstance).sent.map(({ text }) => text),
		['First, corrected', 'Second'],
	);
});

test('a room of the earlier adapter goes on, both ways, with the same visitor', async (t) => {
	const { stage } = await start(t, { env: { LEGACY_VISITORS: 'yes' } });
	const { greenApi, rocketChat, idInstance } = stage;
	const legacy = 'greenapi:79990000000:79001112233';
	await post(`${rocketChat.url}/api/v1/livechat/visitor`, {
		visitor: { token: legacy, name: 'Mary' },
	});
	const opened = await fetch(`${rocketChat.url}/api/v1/livechat/room?token=${legacy}`);
	const { room } = (await opened.json()) as { room: { _id: string } };
	rocketChat.agentSays(room._id, { username: 'jane', text: 'Still there?' });
	await waitFor(() => greenApi.instance(idInstance).sentTo(CHAT).length === 1, {
		label: 'the answer',
	});
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Yes' });
	greenApi.customerWrites(idInstance, { chatId: '79001119999@c.us', name: 'New', text: 'Hello' });
	await waitFor(() => visitorTexts(stage).length === 2, { label: 'both messages' });
	t.deepEqual(
		rocketChat.rooms.map(({ visitorToken }) => visitorToken === legacy),
		[true, false],
	);
});

test('conversations go to their department, and without it where there is none of that name', async (t) => {
	const departments = [{ _id: 'dP5rMvN7kSxQwYb2T', name: 'Support' }];
	const { stage, daemonUrl } = await start(t, { stage: { rocketChat: { departments } } });
	const { greenApi, rocketChat, idInstance } = stage;
	const [other, third] = ['79001112244@c.us', '79001112255@c.us'] as const;
	const prefers = (value: string) =>
		stage.command(daemonUrl, 'set-preference', { name: 'department', value });
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Before' });
	await waitFor(() => visitorTexts(stage).length === 1, { label: 'the first message' });
	await prefers('Support');
	await waitFor(
		() => {
			const chatId = `7900${1_000_000 + rocketChat.rooms.length}@c.us`;
			greenApi.customerWrites(idInstance, { chatId, name: 'Somebody', text: 'Hello' });
			return rocketChat.visitors.at(-1)?.department !== undefined;
		},
		{ everyMs: 300, label: 'the preference to count' },
	);
	rocketChat.closeRoom(rocketChat.rooms[0]?.rid ?? '');
	greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Again' });
	greenApi.customerWrites(idInstance, { chatId: other, name: 'Tom', text: 'New' });
	await waitFor(() => ['Again', 'New'].every((text) => visitorTexts(stage).includes(text)));
	const departmentOf = (name: string) =>
		rocketChat.visitors.find((visitor) => visitor.name === name)?.department;
	t.deepEqual(
		[departmentOf('Mary'), departmentOf('Tom')],
		[departments[0]?._id, departments[0]?._id],
	);
	await prefers('Sales');
	const told = () => rocketChat.directMessages('jane').map(({ text }) => text);
	await waitFor(
		() => {
			const chatId = `7900${2_000_000 + rocketChat.rooms.length}@c.us`;
			greenApi.customerWrites(idInstance, { chatId, name: 'Anna', text: 'Hello' });
			return told().length > 0;
		},
		{ everyMs: 300, label: 'the owner to be told' },
	);
	t.regex(told()[0] ?? '', /no department “Sales”/u);
	greenApi.customerWrites(idInstance, { chatId: third, name: 'Lucy', text: 'Last' });
	await waitFor(() => visitorTexts(stage).includes('Last'), { label: 'the last message' });
	t.is(departmentOf('Lucy'), undefined);
});

async function start(t: ExecutionContext, options: Partial<WorldOptions> = {}) {
	const { url } = await createTestDatabase(t, 'sqlite');
	return startWorld(t, { databaseUrl: url, ...options });
}

function visitorTexts({ rocketChat }: Stage): string[] {
	return rocketChat.rooms
		.flatMap(({ rid }) => rocketChat.messages(rid))
		.filter(({ from }) => from === 'visitor')
		.map(({ text, file }) => (file === undefined ? text : file.name));
}

async function post(url: string, body: object): Promise<void> {
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}
