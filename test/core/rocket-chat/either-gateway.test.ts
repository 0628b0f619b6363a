import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { RocketChatError } from '../../../src/core/domain/errors.js';
import { asRcMessageId } from '../../../src/core/domain/ids.js';
import { createAppCaller } from '../../../src/core/rocket-chat/app-call.js';
import { createAppGateway } from '../../../src/core/rocket-chat/app-gateway.js';
import { createEitherGateway } from '../../../src/core/rocket-chat/either-gateway.js';
import { createFileTickets } from '../../../src/core/rocket-chat/file-tickets.js';
import type { FileStream } from '../../../src/core/rocket-chat/gateway.js';
import type { RestGateway } from '../../../src/core/rocket-chat/rest-gateway.js';
import { createWays } from '../../../src/core/rocket-chat/ways.js';
import { silentLogger } from '../../../src/core/logging.js';
import { unusedGateway } from '../../support/unused-calls.js';
import { ok, refusal, startAppStandIn } from './app-stand-in.js';
import type { SeenCall } from './app-stand-in.js';
import { MESSAGE, trustingHttp, visitorRoom } from './stand-in.js';

const EVERYTHING = [
	...['visitor.find', 'visitor.register', 'room.open', 'room.close', 'message.post', 'upload.post'],
	...['upload.find', 'message.edit', 'message.delete', 'message.react', 'agent.notify'],
	...['user.tell', 'receipt.show', 'file.read'],
];
const ID = asRcMessageId('rc1');
const FAILED = { status: 500, body: { ok: false, code: 'failed' } };
const NOT_THERE = { status: 404, body: {} };

type Options = {
	readonly rest?: Partial<RestGateway>;
	readonly capabilities?: readonly string[];
	readonly known?: readonly string[];
	/** For tests in which the app does not answer. */
	readonly timeoutMs?: number;
	/** There was an app until then. */
	readonly stoppedAt?: number;
};

async function both(t: ExecutionContext, options: Options = {}) {
	const { rest, capabilities, known = [], timeoutMs = 10_000, stoppedAt = null } = options;
	const app = await startAppStandIn(t);
	const clock = { ahead: 0 };
	const now = () => Date.now() + clock.ahead;
	const http = trustingHttp(t);
	const call = createAppCaller({ http, now: () => Date.now(), app: app.access });
	const tickets = createFileTickets(now);
	const ways = createWays();
	const byApp = createAppGateway({
		call: (op, fields, limits) => call(op, fields, { ...limits, timeoutMs }),
		...{ tickets, workspaceId: 7 },
	});
	const gateway = createEitherGateway({
		...{ workspaceId: 7, ways, now, log: silentLogger, maxFileBytes: 1000 },
		app: stoppedAt === null ? byApp : undefined,
		appStoppedAt: stoppedAt,
		capabilities: capabilities ?? EVERYTHING,
		rest: { ...unusedGateway, findTexts: () => Promise.resolve([]), ...rest },
		knownTargets: (ids) => Promise.resolve(new Set(ids.filter((id) => known.includes(id)))),
	});
	return { app, clock, tickets, ways, gateway, now };
}

const text = { messageId: MESSAGE, text: 'Hello', since: Date.now() };

test('What the app can do goes by the app', async (t) => {
	const { app, gateway, ways } = await both(t);
	app.on('visitor.find', ok({ exists: true }));
	app.on('visitor.register', ok({ token: 'greenapi:other' }));
	app.on('room.open', ok({ roomId: 'room1', isNew: true }));
	app.on('message.post', ok({ messageId: 'rc1' }));
	app.on('upload.find', ok({ messageIds: ['rc2', 'rc1'] }));
	app.on('agent.notify', ok({ messageId: 'rc3' }));
	app.on('user.tell', ok({ messageId: 'rc4' }));
	for (const op of [
		'room.close',
		'message.edit',
		'message.delete',
		'message.react',
		'receipt.show',
	])
		app.on(op, ok());
	const { visitorToken: token, roomId } = visitorRoom;
	const message = { messageId: ID, text: 'Hello' };
	t.true(await gateway.hasVisitor(token));
	const visitor = { token, name: 'Mary', department: 'Sales', externalId: '79001@c.us' };
	t.is(String(await gateway.registerVisitor(visitor)), 'greenapi:other');
	const wanted = { visitorToken: token, agentUserId: 'jane', department: 'Sales' };
	t.like(await gateway.openRoom(wanted), { roomId: 'room1', isNew: true });
	t.is(await gateway.postAsVisitor(visitorRoom, text), ID);
	t.is(String(await gateway.findUploads(visitorRoom, 'a.jpg')), 'rc2,rc1');
	await gateway.editAsVisitor(visitorRoom, message);
	await gateway.deleteAsVisitor(visitorRoom, ID);
	await gateway.react({ roomId, messageId: ID, add: [':+1:'], remove: [] });
	await gateway.showReceipt({ roomId, messageId: ID, receipt: 'read' });
	t.is(String(await gateway.notifyAgent({ roomId, ...message })), 'rc3');
	t.is(String(await gateway.tellUser({ userId: 'jane', ...message })), 'rc4');
	await gateway.closeRoom(visitorRoom);
	t.deepEqual(app.calls, [
		{ op: 'visitor.find', token },
		{ op: 'visitor.register', ...visitor },
		{ op: 'room.open', ...wanted },
		{ op: 'message.post', ...visitorRoom, messageId: MESSAGE, text: 'Hello' },
		{ op: 'upload.find', ...visitorRoom, name: 'a.jpg' },
		{ op: 'message.edit', ...visitorRoom, ...message },
		{ op: 'message.delete', ...visitorRoom, messageId: ID },
		{ op: 'message.react', roomId, messageId: ID, add: [':+1:'], remove: [] },
		{ op: 'receipt.show', roomId, messageId: ID, receipt: 'read' },
		{ op: 'agent.notify', roomId, ...message },
		{ op: 'user.tell', userId: 'jane', ...message },
		{ op: 'room.close', ...visitorRoom, comment: '' },
	]);
	t.deepEqual(ways.counts(7), { app: 12, rest: 0, fallback: 0 });
});

test('What the app did not announce goes by REST', async (t) => {
	const rest = { deleteAsVisitor: () => Promise.resolve() };
	const { app, gateway, ways } = await both(t, { rest, capabilities: ['message.post'] });
	await gateway.deleteAsVisitor(visitorRoom, MESSAGE);
	t.deepEqual(app.calls, []);
	t.deepEqual(ways.counts(), { app: 0, rest: 1, fallback: 0 });
});

for (const [what, reply] of [
	['is not there', NOT_THERE],
	['lacks a permission', refusal('permission-missing')],
	['is too old', refusal('unknown-op')],
	['does not see the visitor', refusal('visitor-unknown')],
] as const) {
	test(`REST takes over the message when the app ${what}`, async (t) => {
		const rest = { postAsVisitor: () => Promise.resolve(MESSAGE) };
		const { app, gateway, ways } = await both(t, { rest });
		app.on('message.post', reply);
		t.is(await gateway.postAsVisitor(visitorRoom, text), MESSAGE);
		t.deepEqual(ways.counts(7), { app: 0, rest: 0, fallback: 1 });
		t.is(ways.isGone(7), reply === NOT_THERE);
	});
}

test('An app that is not there is asked again after half a minute, or when a look finds it', async (t) => {
	const rest = { postAsVisitor: () => Promise.resolve(MESSAGE), ping: () => Promise.resolve() };
	const { app, gateway, clock, ways } = await both(t, { rest });
	const post = () => gateway.postAsVisitor(visitorRoom, text);
	app.on('message.post', NOT_THERE);
	await post();
	await post();
	t.is(app.calls.length, 1);
	clock.ahead = 30_001;
	await post();
	t.is(app.calls.length, 2);
	app.on('message.post', ok({ messageId: 'rc1' }));
	t.is(await post(), MESSAGE, 'nobody has looked');
	await gateway.ping();
	t.true(ways.isGone(7), 'the look did not find it');
	app.on('health', ok());
	await gateway.ping();
	t.is(await post(), ID);
	t.false(ways.isGone(7));
});

for (const [what, reply] of [
	['fails', FAILED],
	['does not answer', 'hang'],
	['breaks off', 'break'],
] as const) {
	test(`What the app may have done when it ${what} is not given to REST`, async (t) => {
		const { app, gateway } = await both(t, reply === 'hang' ? { timeoutMs: 500 } : {});
		app.on('message.post', reply, ok({ messageId: 'rc1' }));
		const post = () => gateway.postAsVisitor(visitorRoom, text);
		const error = await t.throwsAsync(post(), { code: 'ROCKET_CHAT_APP_FAILED' });
		t.like(error, { disposition: 'retry', certain: false, outage: false });
		t.is(await post(), ID, 'the app is asked again');
	});
}

test('What the app fails at three times is left to REST once the app can’t be at it any more', async (t) => {
	const rest = { postAsVisitor: () => Promise.resolve(MESSAGE) };
	const { app, gateway, clock } = await both(t, { rest });
	app.on('message.post', FAILED);
	const post = () => gateway.postAsVisitor(visitorRoom, text);
	const again = { code: 'ROCKET_CHAT_APP_FAILED' };
	for (let tries = 0; tries < 4; tries += 1) await t.throwsAsync(post(), again);
	clock.ahead = 30_000;
	t.is(await post(), MESSAGE);
	t.is(app.calls.length, 4);
});

test('Others don’t wait for an app that leaves one call after the other in doubt', async (t) => {
	const rest = { postAsVisitor: () => Promise.resolve(MESSAGE) };
	const { app, gateway, ways } = await both(t, { rest });
	app.on('message.post', FAILED);
	const post = (messageId: string) =>
		gateway.postAsVisitor(visitorRoom, { ...text, messageId: asRcMessageId(messageId) });
	for (const id of ['wa-1', 'wa-2', 'wa-3'])
		await t.throwsAsync(post(id), { code: 'ROCKET_CHAT_APP_FAILED' });
	t.is(await post('wa-4'), MESSAGE);
	await t.throwsAsync(
		post('wa-1'),
		{ code: 'ROCKET_CHAT_APP_FAILED' },
		'this one may be under way',
	);
	t.deepEqual(ways.counts(7), { app: 0, rest: 0, fallback: 1 });
});

test('A refusal of Rocket.Chat is the same by the app, and REST is not asked', async (t) => {
	const { app, gateway } = await both(t);
	app.on('message.post', refusal('room-gone'));
	await t.throwsAsync(gateway.postAsVisitor(visitorRoom, text), { code: 'ROCKET_CHAT_ROOM_GONE' });
});

test('A message that the app had deleted is as good as deleted', async (t) => {
	const { app, gateway } = await both(t);
	app.on('message.delete', refusal('message-unknown'));
	await t.notThrowsAsync(gateway.deleteAsVisitor(visitorRoom, MESSAGE));
});

test('REST finds what the app posted before it was gone, and posts it only once', async (t) => {
	const found = ['wa-other', 'rc-known', 'rc-ours'].map(asRcMessageId);
	const asked: unknown[] = [];
	const rest = {
		findTexts(_room: unknown, wanted: unknown) {
			asked.push(wanted);
			return Promise.resolve(found);
		},
		postAsVisitor: () => Promise.resolve(MESSAGE),
	};
	const { app, gateway } = await both(t, { rest, known: ['rc-known'] });
	app.on('message.post', NOT_THERE);
	t.is(String(await gateway.postAsVisitor(visitorRoom, text)), 'rc-ours');
	t.deepEqual(asked, [{ text: 'Hello', since: text.since - 300_000 }]);
	found.pop();
	t.is(await gateway.postAsVisitor(visitorRoom, text), MESSAGE);
});

test('REST looks for what an app may have posted before it stopped, and for nothing else', async (t) => {
	const stoppedAt = 1_000_000;
	const looks: unknown[] = [];
	const rest = {
		findTexts(_room: unknown, wanted: { readonly text: string }) {
			looks.push(wanted.text);
			return Promise.resolve([ID]);
		},
		postAsVisitor: () => Promise.resolve(MESSAGE),
	};
	const { gateway, ways } = await both(t, { rest, stoppedAt });
	const post = (since: number | undefined) =>
		gateway.postAsVisitor(visitorRoom, {
			...{ messageId: MESSAGE, text: `Hello of ${since}` },
			...(since === undefined ? {} : { since }),
		});
	t.is(await post(stoppedAt - 86_400_000), ID);
	t.is(await post(stoppedAt + 59_000), ID, 'another daemon may not have heard of it yet');
	t.is(await post(stoppedAt + 61_000), MESSAGE);
	t.is(await post(undefined), MESSAGE, 'nobody has tried');
	t.is(looks.length, 2);
	t.deepEqual(ways.counts(7), { app: 0, rest: 4, fallback: 0 });
});

test('What another process left in doubt goes to the app, also to one that is taken for gone', async (t) => {
	const rest = {
		postAsVisitor: () => Promise.resolve(MESSAGE),
		uploadAsVisitor: () => Promise.resolve(MESSAGE),
	};
	const { app, gateway, ways } = await both(t, { rest });
	app.on('message.post', NOT_THERE, ok({ messageId: 'rc1' }));
	app.on('upload.post', ok({ messageId: 'rc1' }));
	const post = (name: string, isInDoubt?: boolean) =>
		gateway.postAsVisitor(visitorRoom, {
			...{ ...text, messageId: asRcMessageId(name) },
			...(isInDoubt === undefined ? {} : { isInDoubt }),
		});
	t.is(await post('wa-1'), MESSAGE);
	t.true(ways.isGone(7));
	t.is(await post('wa-2'), MESSAGE);
	t.is(await gateway.uploadAsVisitor(visitorRoom, photo(), caption), MESSAGE);
	t.is(await post('wa-3', true), ID);
	t.deepEqual(Object.keys(app.calls.at(-1) ?? {}).sort(), [
		...['messageId', 'op', 'roomId', 'text', 'visitorToken'],
	]);
	app.on('message.post', NOT_THERE);
	t.is(await post('wa-4', true), MESSAGE, 'it is certain that it is gone');
	const upload = { ...caption, isInDoubt: true };
	t.is(await gateway.uploadAsVisitor(visitorRoom, photo(), upload), ID);
});

test('What the app takes for its own and is another row’s is posted under another name', async (t) => {
	const { app, gateway } = await both(t, { known: ['rc-other'] });
	const names: unknown[] = [];
	const reply = ({ messageId }: SeenCall) => {
		names.push(messageId);
		return Promise.resolve(ok({ messageId: messageId === MESSAGE ? 'rc-other' : 'rc1' }));
	};
	app.on('message.post', reply);
	app.on('upload.post', reply);
	t.is(await gateway.postAsVisitor(visitorRoom, text), ID);
	const tried = { ...caption, since: Date.now() };
	t.is(await gateway.uploadAsVisitor(visitorRoom, photo(), tried), ID);
	t.deepEqual(names, [MESSAGE, `${MESSAGE}-2`, MESSAGE, `${MESSAGE}-2`]);
});

test('Receipts that can’t be shown say nothing of the messages', async (t) => {
	const { app, gateway, ways } = await both(t);
	app.on('receipt.show', FAILED);
	app.on('message.post', ok({ messageId: 'rc1' }));
	const { roomId } = visitorRoom;
	for (const name of ['a', 'b', 'c', 'd'])
		await t.throwsAsync(
			gateway.showReceipt({ roomId, messageId: asRcMessageId(name), receipt: 'read' }),
		);
	t.false(ways.isGone(7));
	t.is(await gateway.postAsVisitor(visitorRoom, text), ID);
});

test('A question in doubt is asked the other way', async (t) => {
	const rest = { findUploads: () => Promise.resolve([MESSAGE]) };
	const { app, gateway } = await both(t, { rest, timeoutMs: 300 });
	app.on('upload.find', 'hang');
	t.deepEqual(await gateway.findUploads(visitorRoom, 'a.jpg'), [MESSAGE]);
});

test('Reactions and receipts are refused where the app is gone', async (t) => {
	const refuse = () => Promise.reject(new RocketChatError('no', { code: 'X', help: 'None.' }));
	const { app, gateway } = await both(t, { rest: { react: refuse } });
	app.on('message.react', NOT_THERE);
	const { roomId } = visitorRoom;
	await t.throwsAsync(gateway.react({ roomId, messageId: ID, add: [], remove: [] }), { code: 'X' });
});

function photo(bytes = 'JPEG bytes', size: number | undefined = bytes.length): FileStream {
	const stream = Readable.from([Buffer.from(bytes)]);
	return { stream, name: 'päckchen.jpg', mimeType: 'image/jpeg', size };
}

const caption = { messageId: MESSAGE, caption: 'The parcel' };

async function withFiles(t: ExecutionContext, options?: Options) {
	const world = await both(t, options);
	const fetched: string[] = [];
	const fetchFile = async ({ ticket }: SeenCall) => {
		const file = world.tickets.take(7, String(ticket));
		if (file === undefined) return refusal('file-gone');
		fetched.push((await buffer(file.stream)).toString());
		return ok({ messageId: 'rc-file' });
	};
	return { ...world, fetched, fetchFile };
}

test('The app fetches a file with its ticket', async (t) => {
	const { app, gateway, fetched, fetchFile, tickets } = await withFiles(t);
	app.on('upload.post', fetchFile);
	const file = photo();
	t.is(String(await gateway.uploadAsVisitor(visitorRoom, file, caption)), 'rc-file');
	t.deepEqual(fetched, ['JPEG bytes']);
	const [{ ticket, ...call }] = app.calls as [SeenCall];
	t.deepEqual(call, {
		...{ op: 'upload.post', ...visitorRoom, ...caption },
		...{ name: 'päckchen.jpg', mimeType: 'image/jpeg', size: 10 },
	});
	t.true(file.stream.destroyed);
	t.is(tickets.take(7, String(ticket)), undefined);
});

for (const [what, reply] of [
	['is not there', NOT_THERE],
	['is too old', refusal('unsupported')],
	['reaches another daemon with the ticket', refusal('file-gone')],
] as const) {
	test(`REST takes over a file when the app ${what}`, async (t) => {
		const sent: string[] = [];
		const rest = {
			uploadAsVisitor: async (_room: unknown, { stream }: FileStream) => {
				sent.push((await buffer(stream)).toString());
				return ID;
			},
		};
		const { app, gateway } = await both(t, { rest });
		app.on('upload.post', reply);
		t.is(await gateway.uploadAsVisitor(visitorRoom, photo(), caption), ID);
		t.deepEqual(sent, ['JPEG bytes']);
	});
}

test('A file that the app fetched and could not post goes by REST with the next try', async (t) => {
	const rest = { uploadAsVisitor: () => Promise.resolve(ID) };
	const { app, clock, gateway, fetchFile } = await withFiles(t, { rest });
	app.on('upload.post', async (call) => {
		await fetchFile(call);
		return refusal('permission-missing');
	});
	const file = photo();
	const error = await t.throwsAsync(gateway.uploadAsVisitor(visitorRoom, file, caption), {
		code: 'ROCKET_CHAT_UPLOAD_RETURNED',
	});
	t.like(error, { disposition: 'retry', certain: true });
	t.true(file.stream.destroyed);
	t.is(await gateway.uploadAsVisitor(visitorRoom, photo(), caption), ID);
	t.is(app.calls.length, 1);
	clock.ahead = 600_001;
	app.on('upload.post', fetchFile);
	t.is(String(await gateway.uploadAsVisitor(visitorRoom, photo(), caption)), 'rc-file');
});

test('A file in doubt is not given to REST, and its source is let go', async (t) => {
	const { app, gateway } = await both(t, { timeoutMs: 300 });
	app.on('upload.post', 'hang');
	const file = photo();
	await t.throwsAsync(gateway.uploadAsVisitor(visitorRoom, file, caption), {
		code: 'ROCKET_CHAT_APP_FAILED',
	});
	t.true(file.stream.destroyed);
});

test('A source that breaks off fails the upload with its own error', async (t) => {
	const { app, gateway, fetchFile } = await withFiles(t);
	app.on('upload.post', (call) => fetchFile(call).catch(() => refusal('file-gone')));
	const broken = new TypeError('the source broke off');
	const stream = new Readable({
		read() {
			this.destroy(broken);
		},
	});
	stream.on('error', () => undefined);
	const upload = gateway.uploadAsVisitor(visitorRoom, { ...photo(), stream }, caption);
	const error: unknown = await t.throwsAsync(upload);
	t.is(error, broken);
});

for (const [what, size] of [
	['large', 16 * 1024 * 1024 + 1],
	['of unknown size', undefined],
] as const) {
	test(`A file that is ${what} goes by REST at once`, async (t) => {
		const rest = { uploadAsVisitor: () => Promise.resolve(ID) };
		const { app, gateway, ways } = await both(t, { rest });
		const file = { ...photo(), size };
		t.is(await gateway.uploadAsVisitor(visitorRoom, file, caption), ID);
		t.deepEqual([app.calls.length, ways.counts(7).rest], [0, 1]);
	});
}

const withheld = new RocketChatError('no', { code: 'ROCKET_CHAT_FILE_FORBIDDEN', help: 'None.' });
const PATH = '/file-upload/F1/a.txt';

test('The app reads an agent’s file that Rocket.Chat does not hand out', async (t) => {
	const { app, gateway } = await both(t, { rest: { fetchFile: () => Promise.reject(withheld) } });
	const content = Buffer.from('text').toString('base64');
	app.on('file.read', ok({ name: 'a.txt', mimeType: 'text/plain', size: 4, content }));
	const file = await gateway.fetchFile(visitorRoom, `https://chat.example.org${PATH}?token=x`);
	t.like(file, { name: 'a.txt', mimeType: 'text/plain', size: 4 });
	t.is((await buffer(file.stream)).toString(), 'text');
	t.deepEqual(app.calls, [{ op: 'file.read', ...visitorRoom, path: PATH }]);
	const large = Buffer.alloc(1001).toString('base64');
	app.on('file.read', ok({ name: 'a.txt', size: 1001, content: large }));
	await t.throwsAsync(gateway.fetchFile(visitorRoom, PATH), { code: 'HTTP_FILE_TOO_LARGE' });
});

test('What the app can’t read either is refused as Rocket.Chat did', async (t) => {
	const { app, gateway } = await both(t, { rest: { fetchFile: () => Promise.reject(withheld) } });
	for (const reply of [refusal('message-unknown'), FAILED, NOT_THERE]) {
		app.on('file.read', reply);
		const error = await t.throwsAsync(gateway.fetchFile(visitorRoom, PATH));
		t.is(error, withheld);
	}
	const error = await t.throwsAsync(gateway.fetchFile(visitorRoom, '/ufs/other'));
	t.is(error, withheld);
	t.is(app.calls.length, 3);
});
