import { Readable } from 'node:stream';
import test from 'ava';
import type { RcMessageId } from '../../../src/core/domain/ids.js';
import {
	AUTH_TOKEN,
	gatewayTo,
	MESSAGE,
	NOW,
	ROOM,
	sample,
	startStandIn,
	TOKEN,
	USER_ID,
	visitorRoom,
} from './stand-in.js';
import type { Sample } from './stand-in.js';

const POST_MESSAGE = 'POST /api/v1/livechat/message';
const ONE_MESSAGE = `/api/v1/livechat/message/${MESSAGE}`;
const ROOM_ROUTE = 'GET /api/v1/livechat/room';
const UPLOAD = `POST /api/v1/livechat/upload/${ROOM}`;
const message = { messageId: MESSAGE, text: 'Thank you!' };
const okay: Sample = { status: 200, body: { success: true } };

function fileOf(text: string) {
	const stream = Readable.from([Buffer.from(text)]);
	return {
		stream,
		name: 'päckchen "1".jpg',
		mimeType: 'image/jpeg',
		size: Buffer.byteLength(text),
	};
}

test('The token that Rocket.Chat answers is the one that counts', async (t) => {
	const standIn = await startStandIn(t);
	const gateway = gatewayTo(t, standIn.url);
	standIn.answer(
		'POST /api/v1/livechat/visitor',
		sample('visitor'),
		sample('visitor.phone-match-returns-other-token'),
	);
	t.is(await gateway.registerVisitor({ token: TOKEN, name: 'Mary Smith' }), TOKEN);
	const other: string = await gateway.registerVisitor({ token: TOKEN, name: '' });
	t.is(other, 'an-older-token-of-the-same-phone-number');
	t.deepEqual(
		standIn.seen.map(({ text }) => JSON.parse(text) as unknown),
		[{ visitor: { token: TOKEN, name: 'Mary Smith' } }, { visitor: { token: TOKEN } }],
	);
});

test('Every call carries the workspace user’s headers', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(POST_MESSAGE, sample('message'));
	await gatewayTo(t, standIn.url).postAsVisitor(visitorRoom, message);
	t.like(standIn.seen[0]?.headers, { 'x-user-id': USER_ID, 'x-auth-token': AUTH_TOKEN });
});

test('A workspace below a path is called below that path', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer('POST /chat/api/v1/livechat/message', sample('message'));
	await gatewayTo(t, `${standIn.url}/chat`).postAsVisitor(visitorRoom, message);
	t.is(standIn.seen.length, 1);
});

test('A room is found or made', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(ROOM_ROUTE, sample('room.new'), sample('room.existing'));
	const gateway = gatewayTo(t, standIn.url);
	const wanted = { visitorToken: TOKEN, agentUserId: 'uJ8nF4cLq2HtPzWx6' };
	t.deepEqual(await gateway.openRoom(wanted), { roomId: ROOM, isNew: true });
	t.deepEqual(await gateway.openRoom({ visitorToken: TOKEN }), {
		roomId: ROOM,
		isNew: false,
		servedBy: 'jane',
	});
	t.deepEqual(
		standIn.seen.map(({ query }) => query),
		[{ token: TOKEN, agentId: 'uJ8nF4cLq2HtPzWx6' }, { token: TOKEN }],
	);
});

test('A preferred agent who is offline leaves the room to the others', async (t) => {
	const standIn = await startStandIn(t);
	const offline = sample('errors/400.meteor-error.no-agent-online');
	standIn.answer(ROOM_ROUTE, offline, sample('room.new'), offline);
	const gateway = gatewayTo(t, standIn.url);
	const opened = await gateway.openRoom({ visitorToken: TOKEN, agentUserId: 'jane' });
	t.true(opened.isNew);
	t.deepEqual(standIn.seen[1]?.query, { token: TOKEN });
	const nobody = gateway.openRoom({ visitorToken: TOKEN });
	const error = await t.throwsAsync(nobody, { code: 'ROCKET_CHAT_NO_AGENT_ONLINE' });
	t.like(error, { retryAt: NOW + 30_000 });
});

test('A message that an old version refuses as a duplicate is delivered', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(POST_MESSAGE, sample('errors/400.duplicate-id.old-versions'));
	standIn.answer(`GET ${ONE_MESSAGE}`, sample('message'));
	await gatewayTo(t, standIn.url).postAsVisitor(visitorRoom, message);
	t.deepEqual(standIn.seen[1]?.query, { token: TOKEN, rid: ROOM });
});

test('A refused message that is not there stays refused', async (t) => {
	const standIn = await startStandIn(t);
	const gateway = gatewayTo(t, standIn.url);
	standIn.answer(POST_MESSAGE, sample('errors/400.duplicate-id.old-versions'));
	const lookUps = ['errors/400.plain-code.invalid-message', 'errors/404.not-found'].map(sample);
	standIn.answer(`GET ${ONE_MESSAGE}`, ...lookUps);
	for (const lookUp of lookUps) {
		await t.throwsAsync(
			gateway.postAsVisitor(visitorRoom, message),
			{ code: 'ROCKET_CHAT_REFUSED' },
			`${lookUp.status}`,
		);
	}
	t.is(standIn.seen.length, 4);
});

test('A doubt that can’t be settled now is not taken for a refusal', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(POST_MESSAGE, sample('errors/400.no-error-key'));
	standIn.answer(
		`GET ${ONE_MESSAGE}`,
		sample('errors/500.internal'),
		sample('errors/400.plain-code.room-closed'),
	);
	const gateway = gatewayTo(t, standIn.url);
	const post = () => gateway.postAsVisitor(visitorRoom, message);
	await t.throwsAsync(post, { code: 'ROCKET_CHAT_UNAVAILABLE' });
	await t.throwsAsync(post, { code: 'ROCKET_CHAT_ROOM_GONE' });
});

test('A known refusal is not looked up', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(POST_MESSAGE, sample('errors/400.plain-code.room-closed'));
	const post = gatewayTo(t, standIn.url).postAsVisitor(visitorRoom, message);
	await t.throwsAsync(post, { code: 'ROCKET_CHAT_ROOM_GONE' });
	t.is(standIn.seen.length, 1);
});

test('A page in place of an answer is an outage with an unknown effect', async (t) => {
	const standIn = await startStandIn(t);
	const gateway = gatewayTo(t, standIn.url);
	for (const status of [200, 302]) {
		standIn.answer(POST_MESSAGE, { status, body: '<html>Please log in</html>' });
		const error = await t.throwsAsync(gateway.postAsVisitor(visitorRoom, message));
		t.like(error, { code: 'ROCKET_CHAT_UNEXPECTED_ANSWER', certain: false, outage: true });
	}
});

test('A file goes out as a form with its name, its caption and its bytes', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(UPLOAD, sample('upload'));
	const gateway = gatewayTo(t, standIn.url);
	const file = fileOf('JPEG bytes');
	const id: string = await gateway.uploadAsVisitor(visitorRoom, file, {
		messageId: MESSAGE,
		caption: 'The parcel',
	});
	t.is(id, 'upMsg7TqZx2LkNv5R');
	const [seen] = standIn.seen;
	t.is(seen?.headers['x-visitor-token'], TOKEN);
	t.regex(seen?.headers['content-type'] ?? '', /^multipart\/form-data; boundary=/);
	t.regex(seen?.text ?? '', /name="description"\r\n\r\nThe parcel\r\n/);
	t.regex(seen?.text ?? '', /name="file"; filename="päckchen %221%22\.jpg"/);
	t.regex(seen?.text ?? '', /\r\n\r\nJPEG bytes\r\n--/);
});

test('A file without a caption has no description', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(UPLOAD, sample('upload'));
	await gatewayTo(t, standIn.url).uploadAsVisitor(visitorRoom, fileOf('bytes'), {
		messageId: MESSAGE,
		caption: '',
	});
	t.false(standIn.seen[0]?.text.includes('description'));
});

test('The source of a refused file is let go', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(UPLOAD, {
		...sample('errors/403.unauthorized'),
		headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${NOW + 9_000}` },
	});
	const gateway = gatewayTo(t, standIn.url);
	for (const code of ['ROCKET_CHAT_ROOM_GONE', 'ROCKET_CHAT_RATE_LIMITED']) {
		const file = fileOf('bytes');
		await t.throwsAsync(
			gateway.uploadAsVisitor(visitorRoom, file, { messageId: MESSAGE, caption: '' }),
			{ code },
		);
		t.true(file.stream.destroyed);
	}
	t.is(standIn.seen.length, 1);
});

test('A source that breaks off fails the upload', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(UPLOAD, sample('upload'));
	async function* broken() {
		yield await Promise.resolve(Buffer.alloc(100));
		throw new TypeError('the source broke off');
	}
	const file = { ...fileOf(''), stream: Readable.from(broken()), size: undefined };
	await t.throwsAsync(
		gatewayTo(t, standIn.url).uploadAsVisitor(visitorRoom, file, {
			messageId: MESSAGE,
			caption: '',
		}),
		{
			name: 'HttpError',
		},
	);
	t.is(standIn.seen.length, 0);
});

test('Uploads are looked up in the last hundred messages', async (t) => {
	const standIn = await startStandIn(t);
	const upload = sample('upload').body;
	standIn.answer(`GET /api/v1/livechat/messages.history/${ROOM}`, {
		status: 200,
		body: { messages: [upload], success: true },
	});
	const gateway = gatewayTo(t, standIn.url);
	t.deepEqual(await gateway.findUploads(visitorRoom, 'photo.jpg'), [
		'upMsg7TqZx2LkNv5R' as RcMessageId,
	]);
	t.deepEqual(await gateway.findUploads(visitorRoom, 'photo'), []);
	t.deepEqual(standIn.seen[0]?.query, { token: TOKEN, limit: '100' });
});

test('An edit replaces the text', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(
		`PUT ${ONE_MESSAGE}`,
		sample('message.edited'),
		sample('errors/400.plain-code.invalid-message'),
	);
	const edit = () => gatewayTo(t, standIn.url).editAsVisitor(visitorRoom, message);
	await edit();
	t.deepEqual(JSON.parse(standIn.seen[0]?.text ?? ''), {
		token: TOKEN,
		rid: ROOM,
		msg: 'Thank you!',
	});
	await t.throwsAsync(edit, { code: 'ROCKET_CHAT_MESSAGE_UNKNOWN' });
});

test('Deleting a message twice is as good as once', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(
		`DELETE ${ONE_MESSAGE}`,
		sample('message.deleted'),
		sample('errors/400.plain-code.invalid-message'),
		{ status: 400, body: { success: false, error: 'error-action-not-allowed' } },
	);
	const gateway = gatewayTo(t, standIn.url);
	await gateway.deleteAsVisitor(visitorRoom, MESSAGE);
	await gateway.deleteAsVisitor(visitorRoom, MESSAGE);
	t.deepEqual(JSON.parse(standIn.seen[0]?.text ?? ''), { token: TOKEN, rid: ROOM });
	await t.throwsAsync(gateway.deleteAsVisitor(visitorRoom, MESSAGE), {
		code: 'ROCKET_CHAT_NOT_ALLOWED',
	});
});

test('A notice for the agents is written once', async (t) => {
	const standIn = await startStandIn(t);
	const notice = { roomId: ROOM, messageId: 'garc-17' as RcMessageId, text: 'Not delivered' };
	standIn.answer(
		'POST /api/v1/chat.sendMessage',
		okay,
		sample('errors/400.duplicate-id.old-versions'),
	);
	standIn.answer('GET /api/v1/chat.getMessage', {
		status: 200,
		body: { message: { _id: 'garc-17' }, success: true },
	});
	const gateway = gatewayTo(t, standIn.url);
	await gateway.notifyAgent(notice);
	await gateway.notifyAgent(notice);
	t.deepEqual(JSON.parse(standIn.seen[0]?.text ?? ''), {
		message: { _id: 'garc-17', rid: ROOM, msg: 'Not delivered' },
	});
	t.is(standIn.seen[2]?.query['msgId'], 'garc-17');
});

test('A workspace that answers is there, even when it takes no more calls', async (t) => {
	const standIn = await startStandIn(t);
	standIn.answer(
		'GET /api/info',
		sample('info'),
		sample('errors/429.too-many-requests'),
		sample('errors/500.internal'),
		sample('errors/404.not-found'),
	);
	const gateway = gatewayTo(t, standIn.url);
	await t.notThrowsAsync(gateway.ping());
	await t.notThrowsAsync(gateway.ping());
	for (const status of [500, 404]) {
		const error = await t.throwsAsync(gateway.ping(), undefined, `status ${status}`);
		t.like(error, { outage: true });
	}
});
