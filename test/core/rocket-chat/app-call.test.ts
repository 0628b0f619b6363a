import test from 'ava';
import type { ExecutionContext } from 'ava';
import { RocketChatError } from '../../../src/core/domain/errors.js';
import { createAppCaller } from '../../../src/core/rocket-chat/app-call.js';
import type { AppAccess } from '../../../src/core/rocket-chat/app-call.js';
import { KEY, ok, refusal, startAppStandIn } from './app-stand-in.js';
import type { Reply } from './app-stand-in.js';
import { trustingHttp } from './stand-in.js';

const WORDS = 'what the customer wrote';

function callerTo(t: ExecutionContext, app: AppAccess) {
	return createAppCaller({ http: trustingHttp(t), now: () => Date.now(), app });
}

test('A call arrives sealed, and its result comes back', async (t) => {
	const app = await startAppStandIn(t);
	app.on('message.post', ok({ messageId: 'rc1' }));
	const call = callerTo(t, app.access);
	t.like(await call('message.post', { text: WORDS }), { messageId: 'rc1' });
	t.deepEqual(app.calls, [{ op: 'message.post', text: WORDS }]);
	t.false(app.bodies.join().includes(WORDS));
	t.false(app.bodies.join().includes(Buffer.from(WORDS).toString('base64').slice(0, 12)));
});

test('No two calls look the same', async (t) => {
	const app = await startAppStandIn(t);
	app.on('health', ok());
	const call = callerTo(t, app.access);
	await Promise.all(Array.from({ length: 20 }, () => call('health')));
	t.is(new Set(app.bodies).size, 20);
});

test('The difference of the clocks is learnt from a refusal, once', async (t) => {
	const app = await startAppStandIn(t);
	app.clockAhead = 3_600_000;
	app.on('health', ok());
	const call = callerTo(t, app.access);
	await call('health');
	await call('health');
	t.is(app.bodies.length, 3, 'only the first call was made twice');
});

for (const [what, reply, code, certain] of [
	['a code for a closed room', refusal('room-gone'), 'ROCKET_CHAT_ROOM_GONE', true],
	[
		'a code for an unknown visitor',
		refusal('visitor-unknown'),
		'ROCKET_CHAT_VISITOR_UNKNOWN',
		true,
	],
	['a code for nobody online', refusal('no-agent-online'), 'ROCKET_CHAT_NO_AGENT_ONLINE', true],
	['a code for Omnichannel', refusal('omnichannel-off'), 'ROCKET_CHAT_OMNICHANNEL_OFF', true],
	['a code for a contact', refusal('contact-blocked'), 'ROCKET_CHAT_CONTACT_BLOCKED', true],
	['a code for a long text', refusal('text-too-long'), 'ROCKET_CHAT_TEXT_TOO_LONG', true],
	['a code for a message', refusal('message-unknown'), 'ROCKET_CHAT_MESSAGE_UNKNOWN', true],
	['a code for a rule', refusal('not-allowed'), 'ROCKET_CHAT_NOT_ALLOWED', true],
	['a code for uploads', refusal('file-refused'), 'ROCKET_CHAT_FILE_REFUSED', true],
	['a code for a type', refusal('file-type'), 'ROCKET_CHAT_FILE_TYPE', true],
	['a code for a size', refusal('file-size'), 'ROCKET_CHAT_FILE_SIZE', true],
	['an old Rocket.Chat', refusal('unsupported'), 'ROCKET_CHAT_UNSUPPORTED', true],
	['a missing permission', refusal('permission-missing'), 'ROCKET_CHAT_UNSUPPORTED', true],
	['a ticket that opens nothing', refusal('file-gone'), 'ROCKET_CHAT_UNSUPPORTED', true],
	['a code of a newer app', refusal('moon-phase'), 'ROCKET_CHAT_UNSUPPORTED', true],
	['413 of a proxy', { status: 413, body: {} }, 'ROCKET_CHAT_UNSUPPORTED', true],
	['404', { status: 404, body: {} }, 'ROCKET_CHAT_APP_GONE', true],
	['429 of a proxy', { status: 429, body: {} }, 'ROCKET_CHAT_APP_GONE', true],
	['a redirect', { status: 302, body: {} }, 'ROCKET_CHAT_APP_GONE', true],
	['a page', { page: '<html>Rocket.Chat</html>' }, 'ROCKET_CHAT_APP_GONE', true],
	[
		'its failure',
		{ status: 500, body: { ok: false, code: 'failed' } },
		'ROCKET_CHAT_APP_FAILED',
		false,
	],
	['503', { status: 503, body: {} }, 'ROCKET_CHAT_APP_FAILED', false],
	['an empty answer', { status: 200, body: {} }, 'ROCKET_CHAT_APP_FAILED', false],
	['a broken connection', 'break', 'ROCKET_CHAT_APP_FAILED', false],
	['no answer', 'hang', 'ROCKET_CHAT_APP_FAILED', false],
	[
		'a call that it had seen before',
		{ status: 401, body: { ok: false, code: 'replayed' } },
		'ROCKET_CHAT_APP_FAILED',
		false,
	],
] as const satisfies readonly (readonly [string, Reply, string, boolean])[]) {
	test(`What ${what} means`, async (t) => {
		const app = await startAppStandIn(t);
		app.on('message.post', reply);
		const call = callerTo(t, app.access);
		const error = await t.throwsAsync(
			call('message.post', { text: WORDS }, { timeoutMs: reply === 'hang' ? 300 : 10_000 }),
			{
				instanceOf: RocketChatError,
				code,
			},
		);
		t.is(error.certain, certain);
		t.false(error.outage, 'the workspace itself may be well');
		t.notRegex(`${error.stack} ${JSON.stringify(error)}`, /customer wrote|said by the app|7c7c/u);
	});
}

test('Another key is refused, and nothing was done', async (t) => {
	const app = await startAppStandIn(t);
	const call = callerTo(t, { ...app.access, key: KEY.replace('7', '8') });
	const gone = { instanceOf: RocketChatError, code: 'ROCKET_CHAT_APP_GONE' };
	const error = await t.throwsAsync(call('health'), gone);
	t.true(error.certain);
	t.deepEqual(app.calls, []);
});

test('Clocks that can’t be brought together end after one more try', async (t) => {
	const app = await startAppStandIn(t);
	let count = 0;
	const call = createAppCaller({
		http: trustingHttp(t),
		// Each look at the clock is an hour later.
		now: () => Date.now() + (count += 1) * 3_600_000,
		app: app.access,
	});
	await t.throwsAsync(call('health'), { code: 'ROCKET_CHAT_APP_GONE' });
	t.is(app.bodies.length, 2);
});

test('Where nobody listens nothing was done', async (t) => {
	const call = callerTo(t, { url: 'http://127.0.0.1:1', endpoint: '/x', key: KEY });
	const gone = { instanceOf: RocketChatError, code: 'ROCKET_CHAT_APP_GONE' };
	const error = await t.throwsAsync(call('health'), gone);
	t.true(error.certain);
});

test('A call that Rocket.Chat would not read is not made: REST takes a very long text', async (t) => {
	const app = await startAppStandIn(t);
	app.on('message.post', ok({ messageId: 'rc1' }));
	const call = callerTo(t, app.access);
	t.like(await call('message.post', { text: 'я'.repeat(30_000) }), { messageId: 'rc1' });
	await t.throwsAsync(call('message.post', { text: 'я'.repeat(40_000) }), {
		code: 'ROCKET_CHAT_UNSUPPORTED',
	});
	t.is(app.calls.length, 1);
});

test('The permission that the app lacks is named, and nothing else that it says', async (t) => {
	const app = await startAppStandIn(t);
	const message = `The app lacks the permission livechat-room.read. ${WORDS}`;
	const body = { ok: false, code: 'permission-missing', message };
	app.on('message.post', { status: 422, body });
	const error = await t.throwsAsync(callerTo(t, app.access)('message.post'), {
		code: 'ROCKET_CHAT_UNSUPPORTED',
		message: /lacks the permission livechat-room\.read$/u,
	});
	t.false(JSON.stringify(error).includes(WORDS));
});
