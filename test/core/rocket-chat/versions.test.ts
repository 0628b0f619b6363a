import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { json, text } from 'node:stream/consumers';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { asRcMessageId, asVisitorToken } from '../../../src/core/domain/ids.js';
import type { RocketChatEvent } from '../../../src/core/rocket-chat/events.js';
import { createRestGateway } from '../../../src/core/rocket-chat/rest-gateway.js';
import { parseRocketChatWebhook } from '../../../src/core/rocket-chat/webhook.js';
import { createRocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import type { RocketChatSandboxOptions } from '../../../src/sandbox/rocket-chat/types.js';
import { trustingHttp } from './stand-in.js';

const VERSIONS = ['6.8', '7.13', '8.8', '9.0'] as const;
const TOKEN = asVisitorToken('greenapi:0f1e2d3c4b5a69788796a5b4c3d2e1f0');
const MESSAGE = asRcMessageId('wa-1');

async function startWorkspace(t: ExecutionContext, options: RocketChatSandboxOptions) {
	const sandbox = await createRocketChatSandbox(options);
	t.teardown(() => sandbox.close());
	sandbox.addUser({ username: 'jane', roles: ['livechat-agent'] });
	const bot = sandbox.addUser({ username: 'bridge', roles: ['admin'] });
	const gateway = createRestGateway({
		http: trustingHttp(t),
		clock: { now: () => Date.now() },
		workspace: { url: sandbox.url, userId: bot.userId, authToken: bot.authToken },
		maxFileBytes: 1_000_000,
	});
	return { sandbox, gateway };
}

type Workspace = Awaited<ReturnType<typeof startWorkspace>>;

async function startConversation({ gateway }: Workspace) {
	const visitorToken = await gateway.registerVisitor({ token: TOKEN, name: 'Mary' });
	const { roomId } = await gateway.openRoom({ visitorToken });
	return { visitorToken, roomId };
}

function photo() {
	const stream = Readable.from([Buffer.from('bytes')]);
	return { stream, name: 'päckchen.jpg', mimeType: 'image/jpeg', size: 5 };
}

for (const version of VERSIONS) {
	test(`A conversation goes through Rocket.Chat ${version}`, async (t) => {
		const workspace = await startWorkspace(t, { version });
		const { gateway, sandbox } = workspace;
		const room = await startConversation(workspace);
		await gateway.ping();
		await gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'Hello' });
		await gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'Hello' });
		await gateway.editAsVisitor(room, { messageId: MESSAGE, text: 'Hello!' });
		const uploaded = await gateway.uploadAsVisitor(room, photo(), {
			messageId: MESSAGE,
			caption: 'The parcel',
		});
		t.deepEqual(await gateway.findUploads(room, 'päckchen.jpg'), [uploaded]);
		const stored = sandbox.messages(room.roomId).filter(({ from }) => from === 'visitor');
		t.deepEqual(
			stored.map((message) => [message.text, message.description, message.file?.name]),
			[
				['Hello!', undefined, undefined],
				['', 'The parcel', 'päckchen.jpg'],
			],
		);
		await gateway.deleteAsVisitor(room, MESSAGE);
		await gateway.deleteAsVisitor(room, MESSAGE);
		t.false(sandbox.messages(room.roomId).some(({ _id }) => _id === MESSAGE));
	});

	test(`A closed room is told apart from other refusals by ${version}`, async (t) => {
		const workspace = await startWorkspace(t, { version });
		const { gateway, sandbox } = workspace;
		const room = await startConversation(workspace);
		sandbox.closeRoom(room.roomId);
		const gone = { code: 'ROCKET_CHAT_ROOM_GONE' };
		await t.throwsAsync(gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'Hi' }), gone);
		await t.throwsAsync(
			gateway.uploadAsVisitor(room, photo(), { messageId: MESSAGE, caption: '' }),
			gone,
		);
		const next = await gateway.openRoom({ visitorToken: TOKEN });
		t.true(next.isNew);
	});

	test(`Refusals of ${version} say what to change`, async (t) => {
		const options = { version, livechatFileUploadEnabled: false, allowEditing: false };
		const workspace = await startWorkspace(t, options);
		const { gateway, sandbox } = workspace;
		const room = await startConversation(workspace);
		await gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'Hi' });
		await t.throwsAsync(
			gateway.uploadAsVisitor(room, photo(), { messageId: MESSAGE, caption: '' }),
			{
				code: 'ROCKET_CHAT_FILE_REFUSED',
			},
		);
		await t.throwsAsync(gateway.editAsVisitor(room, { messageId: MESSAGE, text: 'Hi!' }), {
			code: 'ROCKET_CHAT_NOT_ALLOWED',
		});
		sandbox.closeRoom(room.roomId);
		sandbox.setAgentOnline('jane', false);
		await t.throwsAsync(gateway.openRoom({ visitorToken: TOKEN }), {
			code: 'ROCKET_CHAT_NO_AGENT_ONLINE',
		});
		const stranger = asVisitorToken('greenapi:unknown');
		await t.throwsAsync(gateway.openRoom({ visitorToken: stranger }), {
			code: 'ROCKET_CHAT_VISITOR_UNKNOWN',
		});
	});
}

for (const version of VERSIONS) {
	test(`A notice is written once in ${version}`, async (t) => {
		const workspace = await startWorkspace(t, { version });
		const { roomId } = await startConversation(workspace);
		const notice = { roomId, messageId: asRcMessageId('garc-1'), text: 'Not delivered' };
		await workspace.gateway.notifyAgent(notice);
		await workspace.gateway.notifyAgent(notice);
		const notices = workspace.sandbox.messages(roomId).filter(({ _id }) => _id === 'garc-1');
		t.deepEqual(
			notices.map((message) => message.text),
			['Not delivered'],
		);
	});
}

test('Calls stop before Rocket.Chat refuses them', async (t) => {
	const workspace = await startWorkspace(t, { version: '7.13', rateLimiter: true, limit: 3 });
	const room = await startConversation(workspace);
	const post = (index: number) =>
		workspace.gateway.postAsVisitor(room, { messageId: asRcMessageId(`wa-${index}`), text: 'Hi' });
	for (const index of [1, 2, 3]) await post(index);
	await t.throwsAsync(post(4), { code: 'ROCKET_CHAT_RATE_LIMITED' });
	t.is(workspace.sandbox.messages(room.roomId).filter(({ from }) => from === 'visitor').length, 3);
});

for (const form of ['webhook', 'app'] as const) {
	test(`What an agent writes is read from the ${form}, with its files`, async (t) => {
		const workspace = await startWorkspace(t, {});
		const { gateway, sandbox } = workspace;
		const room = await startConversation(workspace);
		await gateway.postAsVisitor(room, { messageId: MESSAGE, text: 'Where is it?' });
		const events: RocketChatEvent[] = [];
		const receiver = createServer((request, response) => {
			void json(request).then((body) => {
				events.push(parseRocketChatWebhook(body));
				response.end('{"status":"ok"}');
			});
		});
		await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
		t.teardown(() => receiver.close());
		const { port } = receiver.address() as AddressInfo;
		sandbox.setOmnichannelWebhook({ url: `http://127.0.0.1:${port}/`, token: 'x', form });
		const files = [
			{ name: 'scan ä.pdf', mimeType: 'application/pdf', bytes: '%PDF', description: 'one' },
			{ name: 'photo.jpg', mimeType: 'image/jpeg', bytes: 'JPEG' },
		];
		const answer = { username: 'jane', text: 'Here', quote: MESSAGE, files };
		const messageId = sandbox.agentSays(room.roomId, answer);
		await sandbox.idle();
		const [event] = events;
		t.like(event, { kind: 'agent-messages', visitorToken: TOKEN, roomId: room.roomId });
		const message = event?.kind === 'agent-messages' ? event.messages[0]?.message : undefined;
		t.like(message, { messageId, text: 'Here', quotedId: MESSAGE, agentUsername: 'jane' });
		t.deepEqual(
			message?.files.map(({ name, caption }) => [name, caption]),
			[
				['scan ä.pdf', 'one'],
				['photo.jpg', ''],
			],
		);
		const fetched = await gateway.fetchFile(room, message?.files[0]?.path ?? '');
		t.is(await text(fetched.stream), '%PDF');
	});
}
