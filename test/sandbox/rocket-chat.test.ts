import test, { type ExecutionContext } from 'ava';
import { createRocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import { REST_SCHEMAS } from '../../src/sandbox/rocket-chat/schemas.js';
import type {
	RocketChatSandboxOptions,
	RocketChatVersion,
} from '../../src/sandbox/rocket-chat/types.js';
import { contentOf } from '../../src/sandbox/content.js';
import { waitFor } from '../support/wait-for.js';
import { call, fixture, keysOf, upload } from './calls.js';

const TOKEN = 'greenapi:5d0c';

async function start(t: ExecutionContext, options: RocketChatSandboxOptions = {}) {
	const sandbox = await createRocketChatSandbox(options);
	t.teardown(() => sandbox.close());
	const jane = sandbox.addUser({ username: 'jane', roles: ['livechat-agent'] });
	const api = `${sandbox.url}/api/v1`;
	const register = (visitor: object = { token: TOKEN, name: 'Mary' }) =>
		call('POST', `${api}/livechat/visitor`, { visitor });
	const open = async () => {
		await register();
		const { body } = await call('GET', `${api}/livechat/room?token=${TOKEN}`);
		return (body['room'] as { _id: string })._id;
	};
	const post = (rid: string, msg: string, more: object = {}) =>
		call('POST', `${api}/livechat/message`, { token: TOKEN, rid, msg, ...more });
	const as = (user: { userId: string; authToken: string }) => ({
		'X-User-Id': user.userId,
		'X-Auth-Token': user.authToken,
	});
	return { sandbox, api, jane, register, open, post, as };
}

const error = (name: string) =>
	fixture(`rocket-chat/responses/errors/${name}.json`) as { status: number; body: object };

test('the schemas are Rocket.Chat’s own', (t) => {
	t.deepEqual(REST_SCHEMAS as unknown, fixture('rocket-chat/rest-schemas.json'));
});

test('recorded requests pass and are answered with the recorded fields', async (t) => {
	const department = { _id: 'dP5rMvN7kSxQwYb2T', name: 'Support' };
	const { sandbox, api, jane, as } = await start(t, { departments: [department] });
	const sent = (name: string) =>
		fixture(`rocket-chat/requests/${name}.json`) as { token: string; _id?: string };
	const answers = (name: string) =>
		fixture(`rocket-chat/responses/${name}.json`) as { body: unknown };
	const visitor = await call('POST', `${api}/livechat/visitor`, sent('POST-livechat-visitor'));
	const message = sent('POST-livechat-message');
	const query = `?token=${encodeURIComponent(message.token)}`;
	const room = await call('GET', `${api}/livechat/room${query}`);
	const rid = sandbox.openRoomOf(message.token)?.rid ?? '';
	const one = `${api}/livechat/message/${String(message._id)}`;
	const calls = [
		['visitor', visitor],
		['room.new', room],
		['message', await call('POST', `${api}/livechat/message`, { ...message, rid })],
		['message.edited', await call('PUT', one, { ...sent('PUT-livechat-message'), rid })],
		['message.deleted', await call('DELETE', one, { ...sent('DELETE-livechat-message'), rid })],
		['config', await call('GET', `${api}/livechat/config`)],
		['info', await call('GET', `${sandbox.url}/api/info`)],
	] as const;
	for (const [name, answer] of calls) {
		t.is(answer.status, 200, `status of ${name}`);
		const keys = new Set(keysOf(answer.body));
		const missing = keysOf(answers(name).body).filter((key) => !keys.has(key));
		// What this visitor does not have, and a queued room's flag: jane takes the room at once.
		const absent = /phone|visitorEmails|waitingResponse/;
		t.deepEqual(
			missing.filter((key) => !absent.test(key)),
			[],
			`fields of ${name}`,
		);
	}
	const close = { ...sent('POST-livechat-room.closeByUser'), rid };
	t.is((await call('POST', `${api}/livechat/room.closeByUser`, close, as(jane))).status, 200);
	t.false(sandbox.room(rid)?.isOpen);
});

test('what the schemas forbid is refused as invalid-params', async (t) => {
	const { api, jane, open, post, as } = await start(t);
	const rid = await open();
	const refused = [
		await post(rid, 'x', { alias: 'y' }),
		await post(rid, 'x', { agent: { agentId: 'y' } }),
		await call('GET', `${api}/livechat/room`),
		await call('PUT', `${api}/livechat/message/x`, { token: TOKEN, rid }),
		await call('DELETE', `${api}/livechat/message/x`, { token: TOKEN }),
		await call('POST', `${api}/livechat/room.close`, { rid }),
		await call('POST', `${api}/livechat/room.closeByUser`, {}, as(jane)),
	];
	for (const { status, body } of refused) {
		t.is(status, 400);
		t.is(body['errorType'], 'invalid-params');
	}
	t.like(await call('POST', `${api}/livechat/message`, { rid, msg: 'x' }), {
		...error('400.invalid-params'),
	});
});

test('refusals have the recorded shapes', async (t) => {
	const { sandbox, api, jane, register, open, post, as } = await start(t);
	t.like(await register({ name: 'x' }), { ...error('400.match-error') });
	sandbox.setAgentOnline('jane', false);
	await register();
	const none = await call('GET', `${api}/livechat/room?token=${TOKEN}`);
	t.like(none, { ...error('400.meteor-error.no-agent-online') });
	sandbox.setAgentOnline('jane', true);
	const rid = await open();
	t.like(await post(rid, 'x', { token: 'no' }), { ...error('400.plain-code.invalid-token') });
	t.like(await post('no', 'x'), { ...error('400.plain-code.invalid-room') });
	const unknown = await call('PUT', `${api}/livechat/message/no`, { token: TOKEN, rid, msg: 'x' });
	t.like(unknown, { ...error('400.plain-code.invalid-message') });
	t.like(await call('GET', `${api}/me`), { ...error('401.not-logged-in') });
	t.like(await call('GET', `${api}/livechat/users/agent`, undefined, as(jane)), {
		...error('403.unauthorized'),
	});
	t.like(await call('GET', `${api}/nothing`), { ...error('404.not-found') });
	sandbox.closeRoom(rid);
	t.like(await post(rid, 'x'), { ...error('400.plain-code.room-closed') });
	t.like(await call('GET', `${api}/livechat/room?token=${TOKEN}&rid=${rid}`), {
		...error('400.plain-code.invalid-room'),
	});
	t.not(await open(), rid);
});

test('releases word their refusals differently', async (t) => {
	const nine = await start(t, { version: '9.0', allowEditing: false });
	const rid = await nine.open();
	await nine.post(rid, 'x', { _id: 'm1' });
	const edit = { token: TOKEN, rid, msg: 'y' };
	const edited = await call('PUT', `${nine.api}/livechat/message/m1`, edit);
	t.is(edited.status, 403);
	t.is(edited.body['errorType'], 'error-forbidden');
	t.deepEqual(keysOf(edited.body), keysOf(error('403.error-forbidden.9.0').body));
	t.like(await call('GET', `${nine.api}/me`), { ...error('401.success-false') });
	const agents = `/livechat/users/agent`;
	const headers = nine.as(nine.jane);
	t.like(await call('GET', nine.api + agents, undefined, headers), {
		...error('403.forbidden.9.x'),
	});
	const six = await start(t, { version: '6.8' });
	t.like(await call('GET', six.api + agents, undefined, six.as(six.jane)), {
		...error('403.no-permission'),
	});
});

test('a repeated _id is stored once, and answered as the release does it', async (t) => {
	for (const version of ['6.8', '7.13', '8.8', '9.0'] as const) {
		const { sandbox, open, post } = await start(t, { version });
		const rid = await open();
		await post(rid, 'Hi', { _id: 'wa-1' });
		const again = await post(rid, 'Hi', { _id: 'wa-1' });
		if (version < '8') t.like(again, { ...error('400.duplicate-id.old-versions') });
		else t.is(again.status, 200);
		t.is(sandbox.messages(rid).filter(({ from }) => from === 'visitor').length, 1);
	}
});

test('a visitor is found by token, then by phone, then by e-mail', async (t) => {
	const { sandbox, register } = await start(t);
	const token = async (visitor: object) =>
		((await register(visitor)).body['visitor'] as { token: string }).token;
	t.is(await token({ token: 'a', phone: '+1', email: 'x@y.z' }), 'a');
	t.is(await token({ token: 'b', phone: '+1' }), 'a');
	t.is(await token({ token: 'c', email: 'x@y.z' }), 'a');
	t.is(await token({ token: 'd', phone: '+2' }), 'd');
	t.is(sandbox.visitors.length, 2);
});

test('history is newest first and holds the system message', async (t) => {
	const { api, open, post } = await start(t);
	const rid = await open();
	for (const text of ['1', '2', '3']) await post(rid, text);
	const history = async (query: string) => {
		const url = `${api}/livechat/messages.history/${rid}?token=${TOKEN}${query}`;
		const { body } = await call('GET', url);
		return (body['messages'] as { msg: string; t?: string }[]).map((one) => one.t ?? one.msg);
	};
	t.deepEqual(await history(''), ['3', '2', '1', 'livechat-started']);
	t.deepEqual(await history('&limit=2&offset=1'), ['2', '1']);
});

test('an upload becomes a message with its file', async (t) => {
	const { sandbox, api, open } = await start(t);
	const rid = await open();
	const file = { name: 'photo.jpg', type: 'image/jpeg', bytes: 'JPG' };
	const url = `${api}/livechat/upload/${rid}`;
	const headers = { 'x-visitor-token': TOKEN };
	const answer = await upload(url, file, { description: 'The parcel' }, headers);
	const recorded = fixture('rocket-chat/responses/upload.json') as { body: unknown };
	const keys = new Set(keysOf(answer.body));
	t.deepEqual(
		keysOf(recorded.body).filter((key) => !keys.has(key)),
		[],
	);
	t.like(sandbox.messages(rid).at(-1), {
		from: 'visitor',
		description: 'The parcel',
		file: { name: 'photo.jpg', type: 'image/jpeg', sha256: contentOf({ bytes: 'JPG' }).sha256 },
	});
});

test('uploads are refused for the caller, the settings, the type and the size', async (t) => {
	for (const version of ['7.13', '8.8'] as const) {
		const { sandbox, api, open } = await start(t, { version, maxFileSize: 100 });
		const rid = await open();
		const file = { name: 'a.txt', type: 'text/plain', bytes: 'x' };
		const send = (changes: object, token = TOKEN) =>
			upload(
				`${api}/livechat/upload/${rid}`,
				{ ...file, ...changes },
				{},
				{ 'x-visitor-token': token },
			);
		t.is((await send({}, 'wrong')).status, 403);
		const refused = [
			['type-not-allowed', await send({ type: 'image/svg+xml' })],
			['size-not-allowed', await send({ bytes: 'x'.repeat(101) })],
		] as const;
		for (const [name, { status, body }] of refused) {
			const key = version === '7.13' ? 'reason' : 'error';
			t.is(status, 400);
			t.is(body[key], `error-${name}`);
			if (version !== '7.13') continue;
			const recorded = error(`400.reason-key.${name}`).body;
			t.deepEqual([...keysOf(body)].sort(), [...keysOf(recorded)].sort());
		}
		sandbox.closeRoom(rid);
		t.is((await send({})).status, 403);
	}
	const { api, open } = await start(t, { fileUploadEnabled: false });
	const url = `${api}/livechat/upload/${await open()}`;
	const headers = { 'x-visitor-token': TOKEN };
	const answer = await upload(url, { name: 'a', type: 'x/y', bytes: 'x' }, {}, headers);
	t.like(answer, { ...error('400.reason-key.file-upload-disabled') });
});

test('a file opens for its visitor while the room is open, and for who serves it', async (t) => {
	const { sandbox, jane, open, as } = await start(t);
	const bot = sandbox.addUser({ username: 'bot', roles: ['bot'] });
	const rid = await open();
	const files = [{ name: 'a b.txt', mimeType: 'text/plain', bytes: 'hello' }];
	sandbox.agentSays(rid, { username: 'jane', files });
	const path = sandbox.messages(rid).at(-1)?.file?.path ?? '';
	const get = (query = '', headers = {}) => fetch(sandbox.url + path + query, { headers });
	const query = `?rc_room_type=l&rc_rid=${rid}&rc_token=${TOKEN}`;
	t.is((await get()).status, 403);
	t.is((await get(query.replace(TOKEN, 'x'))).status, 403);
	t.is((await get('', as(bot))).status, 403);
	t.is((await get('', as(jane))).status, 200);
	t.is(await (await get(query)).text(), 'hello');
	sandbox.closeRoom(rid);
	t.is((await get(query)).status, 403);
	t.is((await fetch(`${sandbox.url}/file-upload/none/a`)).status, 404);
});

test('files may redirect to an object store or be open to all', async (t) => {
	for (const options of [{ redirectFiles: true }, { protectFiles: false }]) {
		const { sandbox, open } = await start(t, options);
		const rid = await open();
		const files = [{ name: 'a.bin', mimeType: 'x/y', size: 200_000 }];
		sandbox.agentSays(rid, { username: 'jane', files });
		const file = sandbox.messages(rid).at(-1)?.file;
		const query =
			options.protectFiles === false ? '' : `?rc_room_type=l&rc_rid=${rid}&rc_token=${TOKEN}`;
		const response = await fetch(`${sandbox.url}${file?.path ?? ''}${query}`);
		t.is(response.redirected, options.redirectFiles === true);
		const bytes = Buffer.from(await response.arrayBuffer());
		t.is(contentOf({ bytes }).sha256, file?.sha256 ?? '');
	}
});

test('the limiter counts by route, and says so in headers', async (t) => {
	const options = { rateLimiter: true, limit: 2, windowMs: 2000 } as const;
	const { sandbox, open, post } = await start(t, options);
	const rid = await open();
	const first = await post(rid, '1');
	t.is(first.headers.get('x-ratelimit-limit'), '2');
	t.is(first.headers.get('x-ratelimit-remaining'), '1');
	await post(rid, '2');
	const refused = await post(rid, '3');
	t.is(refused.status, 429);
	t.deepEqual(keysOf(refused.body), keysOf(error('429.too-many-requests').body));
	const wait = Number(refused.headers.get('x-ratelimit-reset')) - Date.now();
	t.true(wait > 0 && wait <= 2000);
	t.is((await fetch(`${sandbox.url}/api/info`)).headers.get('x-ratelimit-limit'), null);
	t.true(await waitFor(async () => (await post(rid, '3')).status === 200));
});

test('visitor and room have limits of their own since 7, which admins pass since 8', async (t) => {
	const sixth = async (version: RocketChatVersion, isAdmin: boolean) => {
		const { sandbox, api, as } = await start(t, { version, rateLimiter: true });
		const admin = sandbox.addUser({ username: 'admin', roles: ['admin'] });
		let status = 0;
		for (let count = 0; count < 6; count += 1) {
			const body = { visitor: { token: TOKEN } };
			const headers: Record<string, string> = isAdmin ? as(admin) : {};
			({ status } = await call('POST', `${api}/livechat/visitor`, body, headers));
		}
		return status;
	};
	t.is(await sixth('6.8', false), 200);
	t.is(await sixth('7.13', false), 429);
	t.is(await sixth('7.13', true), 429);
	t.is(await sixth('8.8', false), 429);
	t.is(await sixth('8.8', true), 200);
});

test('users can prove themselves, write and react', async (t) => {
	const { sandbox, api, open, post, as } = await start(t);
	const bot = as(sandbox.addUser({ username: 'bot', email: 'Bot@x.org', roles: ['bot'] }));
	const rid = await open();
	await post(rid, 'Hi', { _id: 'm1' });
	const me = await call('GET', `${api}/me`, undefined, bot);
	t.like(me.body, { username: 'bot', roles: ['bot'], emails: [{ address: 'Bot@x.org' }] });
	const notice = { message: { _id: 'garc-1', rid, msg: 'Note' } };
	t.is((await call('POST', `${api}/chat.sendMessage`, notice)).status, 401);
	t.is((await call('POST', `${api}/chat.sendMessage`, notice, bot)).status, 200);
	await call('POST', `${api}/chat.react`, { messageId: 'm1', emoji: ':+1:' }, bot);
	t.deepEqual(sandbox.messages(rid).find(({ _id }) => _id === 'm1')?.reactions, [':+1:']);
	t.like(sandbox.messages(rid).at(-1), { _id: 'garc-1', from: 'user', username: 'bot' });
});

test('curl can let the agent answer and read the state', async (t) => {
	const { sandbox, open, post } = await start(t);
	const rid = await open();
	await post(rid, 'Hi');
	const answer = await call('POST', `${sandbox.url}/sandbox/agent`, { text: 'Hello' });
	t.is(answer.body['rid'], rid);
	const { body } = await call('GET', `${sandbox.url}/sandbox/state`);
	const lines = ['(livechat-started)', 'Mary: Hi', 'jane: Hello'];
	t.like(body, { rooms: { 0: { rid, messages: lines } } });
});
