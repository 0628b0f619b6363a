import { onEveryEngine } from '../apps-engine/engines.js';
import { waitFor } from '../support/wait-for.js';
import { createAppWorld, TOKEN } from './support/app-world.js';

onEveryEngine('a visitor is registered, and known from then on', async (t, engine) => {
	const { sandbox, call } = await createAppWorld(t, engine);
	t.deepEqual((await call('visitor.find', { token: TOKEN })).body, { ok: true, exists: false });
	const made = await call('visitor.register', {
		token: TOKEN,
		name: 'Mary',
		externalId: '7900@c.us',
	});
	t.deepEqual(made, { status: 200, body: { ok: true, token: TOKEN } });
	t.true((await call('visitor.find', { token: TOKEN })).body['exists']);
	await call('visitor.register', { token: TOKEN, name: 'Mary Poppins' });
	t.is(sandbox.visitors.length, 1);
	t.is(sandbox.visitors[0]!.name, 'Mary Poppins');
});

onEveryEngine('a visitor has one open room', async (t, engine) => {
	const { sandbox, call, open } = await createAppWorld(t, engine);
	t.like((await call('room.open', { visitorToken: TOKEN })).body, { code: 'visitor-unknown' });
	const roomId = await open();
	t.is(sandbox.openRoomOf(TOKEN)?.rid, roomId);
	t.is(sandbox.room(roomId)?.servedBy, 'jane');
	const again = await call('room.open', { visitorToken: TOKEN });
	t.deepEqual(again.body, { ok: true, roomId, isNew: false, servedBy: 'jane' });
	const closing = { visitorToken: TOKEN, roomId, comment: 'bye' };
	t.is((await call('room.close', closing)).status, 200);
	t.like((await call('room.close', closing)).body, { code: 'room-gone' });
	t.true((await call('room.open', { visitorToken: TOKEN })).body['isNew']);
});

onEveryEngine('an agent who is away does not keep the customer out', async (t, engine) => {
	const { sandbox, call, open, jane } = await createAppWorld(t, engine);
	sandbox.setAgentOnline('jane', false);
	t.is(sandbox.room(await open({ agentUserId: jane.userId }))?.servedBy, 'bob');
	sandbox.setAgentOnline('bob', false);
	await call('visitor.register', { token: `${TOKEN}x`, name: 'Ann' });
	const nobody = await call('room.open', { visitorToken: `${TOKEN}x` });
	t.like(nobody, { status: 422, body: { code: 'no-agent-online' } });
});

onEveryEngine('a message is posted once, however often it is told', async (t, engine) => {
	const { sandbox, call, open } = await createAppWorld(t, engine);
	const roomId = await open();
	const post = { visitorToken: TOKEN, roomId, messageId: 'wa-1', text: 'Hello' };
	const [one, two] = await Promise.all([call('message.post', post), call('message.post', post)]);
	const three = await call('message.post', post);
	t.is(one.status, 200);
	t.deepEqual(two.body, one.body);
	t.deepEqual(three.body, one.body);
	const shown = sandbox.messages(roomId).filter(({ text }) => text === 'Hello');
	t.is(shown.length, 1);
	t.is(shown[0]!._id, String(one.body['messageId']));
	t.is(shown[0]!.from, 'visitor');
	const other = await call('message.post', { ...post, messageId: 'wa-2' });
	t.not(other.body['messageId'], one.body['messageId'], 'the same words again are another message');
});

onEveryEngine('nothing is posted into a closed room', async (t, engine) => {
	const { sandbox, call, open } = await createAppWorld(t, engine);
	const roomId = await open();
	sandbox.closeRoom(roomId);
	const post = { visitorToken: TOKEN, roomId, messageId: 'wa-1', text: 'Hello' };
	t.like(await call('message.post', post), { status: 422, body: { code: 'room-gone' } });
	t.is(sandbox.openRoomOf(TOKEN), undefined);
	const foreign = { ...post, roomId: 'nowhere' };
	t.like((await call('message.post', foreign)).body, { code: 'room-gone' });
});

onEveryEngine('a file is uploaded with its caption, and found again', async (t, engine) => {
	const { sandbox, call, open, daemon } = await createAppWorld(t, engine);
	const roomId = await open();
	const bytes = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
	daemon.files.set('ticket1', bytes);
	const file = {
		visitorToken: TOKEN,
		roomId,
		messageId: 'wa-f1',
		name: 'scan.png',
		mimeType: 'image/png',
		size: bytes.length,
		caption: 'Page 1',
		ticket: 'ticket1',
	};
	const made = await call('upload.post', file);
	t.is(made.status, 200, JSON.stringify(made.body));
	t.deepEqual((await call('upload.post', { ...file, ticket: 'used' })).body, made.body);
	const message = sandbox.messages(roomId).find(({ _id }) => _id === made.body['messageId']);
	t.is(message?.text, 'Page 1');
	t.is(message?.files[0]?.name, 'scan.png');
	const found = await call('upload.find', { visitorToken: TOKEN, roomId, name: 'scan.png' });
	t.deepEqual(found.body['messageIds'], [made.body['messageId']]);
	const gone = await call('upload.post', { ...file, messageId: 'wa-f2', ticket: 'unknown' });
	t.like(gone, { status: 422, body: { code: 'file-gone' } });
	const form = new FormData();
	form.set('file', new Blob(['by REST'], { type: 'image/png' }), 'scan.png');
	const byRest = await fetch(`${sandbox.url}/api/v1/livechat/upload/${roomId}`, {
		...{ method: 'POST', headers: { 'X-Visitor-Token': TOKEN }, body: form },
	});
	t.is(byRest.status, 200);
	daemon.files.set('ticket2', Buffer.from('bytes'));
	const late = await call('upload.post', { ...file, messageId: 'wa-f2', ticket: 'ticket2' });
	const uploads = sandbox.messages(roomId).filter(({ file: one }) => one !== undefined);
	t.deepEqual([late.status, uploads.length], [200, 3], 'what REST uploaded is another file');
	const big = await call('upload.post', { ...file, messageId: 'wa-f3', size: 100_000_000 });
	t.like(big.body, { code: 'unsupported' });
});

onEveryEngine('what Rocket.Chat does not take as a file has its name', async (t, engine) => {
	const { call, open, daemon } = await createAppWorld(t, engine, {
		workspace: { maxFileSize: 10 },
	});
	const roomId = await open();
	daemon.files.set('ticket1', Buffer.alloc(100));
	const file = {
		visitorToken: TOKEN,
		roomId,
		messageId: 'wa-f1',
		name: 'a.bin',
		ticket: 'ticket1',
	};
	t.like(await call('upload.post', file), { status: 422, body: { code: 'file-size' } });
});

onEveryEngine('a message is edited and deleted, and may be gone', async (t, engine) => {
	const { sandbox, call, open } = await createAppWorld(t, engine);
	const roomId = await open();
	const post = { visitorToken: TOKEN, roomId, messageId: 'wa-1', text: 'Helo' };
	const messageId = (await call('message.post', post)).body['messageId'];
	const edit = { visitorToken: TOKEN, roomId, messageId, text: 'Hello' };
	t.is((await call('message.edit', edit)).status, 200);
	t.is(sandbox.messages(roomId).find(({ _id }) => _id === messageId)?.text, 'Hello');
	t.is((await call('message.delete', { visitorToken: TOKEN, roomId, messageId })).status, 200);
	t.false(sandbox.messages(roomId).some(({ text }) => text === 'Hello'));
	t.is((await call('message.delete', { visitorToken: TOKEN, roomId, messageId })).status, 200);
	t.like((await call('message.edit', edit)).body, { code: 'message-unknown' });
});

onEveryEngine(
	'a deleted message that Rocket.Chat keeps is gone all the same',
	async (t, engine) => {
		const { sandbox, call, open } = await createAppWorld(t, engine, {
			serverSettings: { Message_KeepHistory: true },
		});
		const roomId = await open();
		const post = { visitorToken: TOKEN, roomId, messageId: 'wa-1', text: 'Helo' };
		const messageId = (await call('message.post', post)).body['messageId'];
		const deletion = { visitorToken: TOKEN, roomId, messageId };
		t.deepEqual(await call('message.delete', deletion), { status: 200, body: { ok: true } });
		t.true(sandbox.workspace.messages.has(String(messageId)), 'it is hidden');
		t.is((await call('message.delete', deletion)).status, 200);
		const edit = { visitorToken: TOKEN, roomId, messageId, text: 'Hello' };
		t.like((await call('message.edit', edit)).body, { code: 'message-unknown' });
	},
);

onEveryEngine('a second edit that the app may not make is left to REST, too', async (t, engine) => {
	const { sandbox, call, open } = await createAppWorld(t, engine, {
		permissions: ['message.write'],
	});
	const roomId = await open();
	const post = { visitorToken: TOKEN, roomId, messageId: 'wa-1', text: 'Helo' };
	const messageId = String((await call('message.post', post)).body['messageId']);
	const edit = { visitorToken: TOKEN, roomId, messageId };
	const first = await call('message.edit', { ...edit, text: 'Hello' });
	t.like(first.body, { code: 'permission-missing' });
	const message = sandbox.workspace.messages.get(messageId)!;
	Object.assign(message, { msg: 'Hello', editedAt: Date.now() - 5000, editedBy: message.u });
	const second = await call('message.edit', { ...edit, text: 'Hello!' });
	t.like(second.body, { code: 'permission-missing' });
});

onEveryEngine('customers’ reactions and receipts stand under the message', async (t, engine) => {
	const { sandbox, call, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	const messageId = sandbox.agentSays(roomId, { username: 'jane', text: 'Good morning' });
	await waitFor(() => taken('message').length === 1);
	const reactions = () =>
		Object.keys(sandbox.messages(roomId).find(({ _id }) => _id === messageId)?.reactedBy ?? {});
	const sent = await call('receipt.show', { roomId, messageId, receipt: 'sent' });
	if (engine === 'vm2') {
		t.like(sent.body, { code: 'unsupported' });
		const reacted = await call('message.react', { roomId, messageId, add: [':+1:'], remove: [] });
		t.like(reacted.body, { code: 'unsupported' });
		return;
	}
	t.deepEqual(sent.body, { ok: true });
	t.deepEqual(reactions(), [':heavy_check_mark:']);
	await call('receipt.show', { roomId, messageId, receipt: 'read' });
	t.deepEqual(reactions(), [':eyes:']);
	const reacted = await call('message.react', { roomId, messageId, add: [':thumbsup:'] });
	t.like(reacted.body, { code: 'unsupported' }, 'never in the name of the agent');
	t.deepEqual(reactions(), [':eyes:']);
	// An agent's own reaction comes last: had the app's been told, they would stand before it.
	sandbox.agentReacts(messageId, 'bob', ':tada:');
	await waitFor(() => taken('message-reaction').length > 0);
	t.deepEqual(
		taken('message-reaction').map(({ reaction }) => reaction),
		[':tada:'],
	);
});

onEveryEngine(
	'marks in the name of who served the room before are taken away, too',
	async (t, engine) => {
		const { sandbox, call, open, taken } = await createAppWorld(t, engine);
		const jane = sandbox.workspace.usersByName.get('jane')!;
		Object.assign(jane, { roles: [...jane.roles, 'livechat-manager'] });
		const roomId = await open();
		const messageId = sandbox.agentSays(roomId, { username: 'jane', text: 'Good morning' });
		await waitFor(() => taken('message').length === 1);
		const marks = () => sandbox.messages(roomId).find(({ _id }) => _id === messageId)?.reactedBy;
		await call('receipt.show', { roomId, messageId, receipt: 'sent' });
		t.deepEqual(marks(), { ':heavy_check_mark:': ['jane'] });
		sandbox.transfers(roomId, 'bob');
		await call('receipt.show', { roomId, messageId, receipt: 'read' });
		t.deepEqual(marks(), { ':eyes:': ['bob'] });
		t.is(taken('message-reaction').length, 0, 'no deed of jane’s');
	},
	['deno'],
);

onEveryEngine(
	'an app that may enter rooms reacts as itself',
	async (t, engine) => {
		const { sandbox, call, open } = await createAppWorld(t, engine, {
			appUserRoles: ['livechat-manager'],
		});
		const roomId = await open();
		const messageId = sandbox.agentSays(roomId, { username: 'jane', text: 'Good morning' });
		const reactedBy = () =>
			sandbox.messages(roomId).find(({ _id }) => _id === messageId)?.reactedBy;
		const unknown = await call('message.react', { roomId, messageId, add: [':of_next_year:'] });
		t.like(unknown.body, { code: 'unsupported' }, 'an emoji that this Rocket.Chat does not know');
		await call('message.react', { roomId, messageId, add: [':thumbsup:'] });
		await call('receipt.show', { roomId, messageId, receipt: 'read' });
		const bot = ['greenapi-rc.bot'];
		t.deepEqual(reactedBy(), { ':thumbsup:': bot, ':eyes:': bot });
		await call('message.react', { roomId, messageId, remove: [':thumbsup:'] });
		t.deepEqual(reactedBy(), { ':eyes:': bot });
	},
	['deno'],
);

onEveryEngine(
	'receipts are shown as far as the workspace wants them',
	async (t, engine) => {
		const { sandbox, host, call, open } = await createAppWorld(t, engine, {
			settings: { receipts: 'failures' },
		});
		const roomId = await open();
		const messageId = sandbox.agentSays(roomId, { username: 'jane', text: 'Good morning' });
		const marks = () =>
			Object.keys(sandbox.messages(roomId).find(({ _id }) => _id === messageId)?.reactedBy ?? {});
		await call('receipt.show', { roomId, messageId, receipt: 'read' });
		t.deepEqual(marks(), []);
		await call('receipt.show', { roomId, messageId, receipt: 'failed' });
		t.deepEqual(marks(), [':x:']);
		await host.updateSetting('receipts', 'none');
		await call('receipt.show', { roomId, messageId, receipt: 'failed' });
		t.deepEqual(marks(), []);
	},
	['deno'],
);

onEveryEngine('notices go where the workspace wants them, once', async (t, engine) => {
	const { sandbox, host, call, open, jane, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	const notice = { roomId, messageId: 'garc-1', text: 'Not delivered' };
	const said = await call('agent.notify', notice);
	t.deepEqual((await call('agent.notify', notice)).body, said.body);
	const shown = sandbox.messages(roomId).filter(({ text }) => text === 'Not delivered');
	t.deepEqual(
		shown.map(({ username }) => username),
		['greenapi-rc.bot'],
	);
	await host.updateSetting('notices', 'agent');
	await call('agent.notify', { ...notice, messageId: 'garc-2', text: 'Only for you' });
	t.is(host.ephemerals('jane').at(-1)?.text, 'Only for you');
	t.false(sandbox.messages(roomId).some(({ text }) => text === 'Only for you'));
	const told = { userId: jane.userId, messageId: 'garc-3', text: 'Your instance' };
	t.is((await call('user.tell', told)).status, 200);
	await call('user.tell', told);
	t.deepEqual(
		sandbox.directMessages('jane').map(({ text }) => text),
		['Your instance'],
	);
	t.deepEqual(taken('message'), [], 'what the app says goes to no customer');
});

onEveryEngine('an agent’s file is read by whom it belongs to', async (t, engine) => {
	const { sandbox, call, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	sandbox.agentSays(roomId, {
		username: 'jane',
		text: '',
		files: [{ name: 'price.txt', mimeType: 'text/plain', bytes: Buffer.from('12 EUR') }],
	});
	await waitFor(() => taken('message').length === 1);
	const [message] = taken('message')[0]!['messages'] as [
		{ attachments: [{ title: { link: string } }] },
	];
	const path = message.attachments[0].title.link;
	const read = await call('file.read', { visitorToken: TOKEN, path });
	t.like(read.body, { ok: true, name: 'price.txt', size: 6 });
	t.is(Buffer.from(String(read.body['content']), 'base64').toString(), '12 EUR');
	const other = await call('file.read', { visitorToken: 'greenapi:other', path });
	t.like(other, { status: 422, body: { code: 'not-allowed' } });
	const odd = await call('file.read', { visitorToken: TOKEN, path: '/etc/passwd' });
	t.like(odd.body, { code: 'bad-call' });
});

onEveryEngine('only the daemon’s own fresh calls are carried out', async (t, engine) => {
	const { sandbox, host, call } = await createAppWorld(t, engine);
	const fields = { token: TOKEN, name: 'Mary' };
	const foreign = await call('visitor.register', fields, { key: 'ab'.repeat(32) });
	t.deepEqual(foreign, { status: 401, body: { ok: false, code: 'wrong-signature' } });
	const stale = await call('visitor.register', fields, { at: Date.now() - 301_000 });
	t.like(stale, { status: 401, body: { code: 'stale-signature' } });
	t.true(Math.abs(Number(stale.body['now']) - Date.now()) < 60_000);
	t.is(sandbox.visitors.length, 0);
	const nonce = 'c'.repeat(32);
	t.is((await call('health', {}, { nonce })).status, 200);
	t.like(await call('health', {}, { nonce }), { status: 401, body: { code: 'replayed' } });
	t.like(await call('format.disk'), { status: 422, body: { code: 'unknown-op' } });
	t.like(await call('visitor.register', { token: TOKEN }), { body: { code: 'bad-call' } });
	const url = `${sandbox.url}/api/apps/public/${host.appId}/gateway`;
	t.true([404, 405, 500].includes((await fetch(url)).status));
	const bare = await fetch(url, { method: 'POST' });
	t.is(bare.status, 401);
});

onEveryEngine('the app tells how it is, and nothing secret in its log', async (t, engine) => {
	const { host, call, open, key, daemon } = await createAppWorld(t, engine);
	const roomId = await open();
	const text = 'A customer’s own words';
	await call('message.post', { visitorToken: TOKEN, roomId, messageId: 'wa-1', text });
	await waitFor(async () => (await call('health')).body['waiting'] === 0);
	t.like((await call('health')).body, { ok: true, version: '0.1.0', waiting: 0 });
	await host.updateSetting('webhook_token', daemon.token);
	for (const secret of [await key(), daemon.token, text]) t.false(host.logs().includes(secret));
});

const NEEDED: readonly (readonly [permission: string, op: string, fields: object])[] = [
	['livechat-visitor.write', 'visitor.register', { token: TOKEN, name: 'Mary' }],
	['livechat-visitor.read', 'visitor.register', { token: TOKEN, name: 'Mary' }],
	['livechat-room.read', 'room.open', { visitorToken: TOKEN }],
	['livechat-room.write', 'room.open', { visitorToken: TOKEN }],
];

for (const [permission, op, fields] of NEEDED)
	onEveryEngine(`without ${permission} the daemon learns what is missing`, async (t, engine) => {
		const { call } = await createAppWorld(t, engine, { permissions: [permission] });
		if (op !== 'visitor.register') await call('visitor.register', { token: TOKEN, name: 'Mary' });
		const answer = await call(op, fields);
		t.like(answer, { status: 422, body: { code: 'permission-missing' } });
		t.true(String(answer.body['message']).includes(permission));
	});

const IN_A_ROOM: readonly (readonly [permission: string, op: string, fields: object])[] = [
	['livechat-message.write', 'message.post', { messageId: 'wa-9', text: 'Hello' }],
	['upload.write', 'upload.post', { messageId: 'wa-9', name: 'a.png', ticket: 'ticket1' }],
	['upload.read', 'file.read', { path: '/file-upload/x/a.png' }],
	['message.write', 'agent.notify', { messageId: 'garc-9', text: 'Hello' }],
	['room.read', 'agent.notify', { messageId: 'garc-9', text: 'Hello' }],
	['user.read', 'user.tell', { userId: 'somebody', messageId: 'garc-9', text: 'Hello' }],
	['message.write', 'message.edit', { text: 'Hello' }],
];

for (const [permission, op, fields] of IN_A_ROOM)
	onEveryEngine(`without ${permission} ${op} says so`, async (t, engine) => {
		const { call, open, daemon } = await createAppWorld(t, engine, { permissions: [permission] });
		daemon.files.set('ticket1', Buffer.from('bytes'));
		const roomId = await open({});
		const post = { visitorToken: TOKEN, roomId, messageId: 'wa-1', text: 'First' };
		const first =
			permission === 'livechat-message.write' ? {} : (await call('message.post', post)).body;
		const answer = await call(op, {
			visitorToken: TOKEN,
			roomId,
			messageId: (first as { messageId?: string }).messageId,
			...fields,
		});
		t.like(answer, { status: 422, body: { code: 'permission-missing' } }, JSON.stringify(answer));
		t.true(String(answer.body['message']).includes(permission), String(answer.body['message']));
	});
