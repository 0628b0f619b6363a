import { readQrText } from '../../src/cli/commands/instances/qr-code.js';
import test, { type ExecutionContext } from 'ava';
import { createGreenApiSandbox } from '../../src/sandbox/green-api/sandbox.js';
import type { GreenApiSandboxOptions } from '../../src/sandbox/green-api/types.js';
import { contentOf } from '../../src/sandbox/content.js';
import { waitFor } from '../support/wait-for.js';
import { call, fixture, keysOf, upload, type Answer } from './calls.js';

const CHAT = '79001234568@c.us';

async function start(t: ExecutionContext, options: GreenApiSandboxOptions = {}) {
	const sandbox = await createGreenApiSandbox({ webhookRetryMs: 20, ...options });
	t.teardown(() => sandbox.close());
	const instance = sandbox.addInstance({ idInstance: '1101000001', apiToken: 'tok' });
	const base = `${sandbox.url}/waInstance1101000001`;
	const get = (method: string, query = '') => call('GET', `${base}/${method}/tok${query}`);
	const post = (method: string, body: unknown) => call('POST', `${base}/${method}/tok`, body);
	const list = (answer: Answer) => answer.body as unknown as readonly Record<string, unknown>[];
	return { sandbox, instance, base, get, post, list };
}

test('wrong instance, token and method answer 403, 401 and 404', async (t) => {
	const { sandbox, base } = await start(t);
	t.is((await call('GET', `${sandbox.url}/waInstance7/getSettings/tok`)).status, 403);
	const wrong = await call('GET', `${base}/getSettings/wrong`);
	t.like(wrong, { status: 401, body: { text: '' } });
	t.is((await call('GET', `${base}/noSuchMethod/tok`)).status, 404);
	t.is((await call('GET', `${base}/sendMessage/tok`)).status, 404);
	sandbox.remove('1101000001');
	t.is((await call('GET', `${base}/getSettings/tok`)).status, 403);
});

test('setSettings merges, keeps unknown keys and refuses wrong values', async (t) => {
	const { get, post } = await start(t);
	t.deepEqual((await post('setSettings', { incomingWebhook: 'yes', newKey: 1 })).body, {
		saveSettings: true,
	});
	t.like((await get('getSettings')).body, {
		incomingWebhook: 'yes',
		stateWebhook: 'no',
		newKey: 1,
	});
	const refused = await post('setSettings', { incomingWebhook: true });
	t.is(refused.status, 400);
	t.regex(String(refused.body['message']), /^Validation failed/);
});

test('an instance restarts after setSettings and refuses sends meanwhile', async (t) => {
	const { get, post, instance } = await start(t, { restartMs: 2000 });
	await post('setSettings', { stateWebhook: 'yes' });
	t.deepEqual((await get('getStateInstance')).body, { stateInstance: 'starting' });
	const refused = await post('sendMessage', { chatId: CHAT, message: 'x' });
	t.like(refused, { status: 400, body: { message: 'instance in starting process try later' } });
	await waitFor(() => instance.state === 'authorized');
	t.is((await post('sendMessage', { chatId: CHAT, message: 'x' })).status, 200);
});

test('an instance that is logged out refuses sends', async (t) => {
	const { get, post } = await start(t);
	t.deepEqual((await get('logout')).body, { isLogout: true });
	const refused = await post('sendMessage', { chatId: CHAT, message: 'x' });
	t.is(refused.status, 400);
	t.regex(String(refused.body['message']), /not authorized/);
	t.like((await get('qr')).body, { type: 'qrCode' });
});

test('a phone is linked by the QR code or the pairing code, as documented', async (t) => {
	const { get, post, sandbox, instance } = await start(t);
	const { idInstance } = instance;
	const logged = { type: 'alreadyLogged', message: 'instance account already authorized' };
	t.deepEqual((await get('qr')).body, logged);
	const phoneNumber = 79_001_112_233;
	t.deepEqual((await post('getAuthorizationCode', { phoneNumber })).body, {
		status: false,
		code: '',
	});
	await get('logout');
	const { message } = (await get('qr')).body as { message: string };
	const png = Buffer.from(message, 'base64');
	t.is(png.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
	t.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
	t.regex(String(await readQrText(png)), /^2@/u);
	t.deepEqual((await get('qr')).body, { type: 'qrCode', message }, 'it lives for 20 seconds');
	t.deepEqual((await post('getAuthorizationCode', { phoneNumber })).body, {
		status: true,
		code: 'SAND-BOX1',
	});
	t.is((await post('getAuthorizationCode', { phoneNumber: '+7900' })).status, 400);
	const scanned = await fetch(`${sandbox.url}/sandbox/scan`, {
		method: 'POST',
		body: JSON.stringify({ idInstance }),
	});
	t.is(scanned.status, 200);
	t.deepEqual((await get('getStateInstance')).body, { stateInstance: 'authorized' });
});

test('the account has a number while a phone is linked, and webhooks are counted', async (t) => {
	const { get, sandbox, instance } = await start(t);
	t.like((await get('getWaSettings')).body, { phone: '79990000000', stateInstance: 'authorized' });
	await get('logout');
	t.deepEqual((await get('getWaSettings')).body, {
		...{ avatar: '', phone: '', stateInstance: 'notAuthorized', deviceId: '', chatId: '' },
	});
	t.deepEqual((await get('getWebhooksCount')).body, { count: 0 });
	t.deepEqual((await get('reboot')).body, { isReboot: true });
	t.is(sandbox.webhooks(instance.idInstance).queued, 0);
});

test('sendMessage refuses missing fields, long texts and foreign quotes', async (t) => {
	const { post, instance } = await start(t);
	for (const body of [
		{},
		{ chatId: CHAT },
		{ chatId: 'nobody', message: 'x' },
		{ chatId: CHAT, message: 'x'.repeat(20_001) },
		{ chatId: CHAT, message: 'x', quotedMessageId: 'ABC' },
	]) {
		const refused = await post('sendMessage', body);
		t.is(refused.status, 400);
		t.is(refused.body['statusCode'], 400);
		t.regex(String(refused.body['message']), /^Validation failed/);
	}
	t.is(instance.sent.length, 0);
	t.is((await post('sendMessage', { chatId: CHAT, message: 'x'.repeat(20_000) })).status, 200);
});

test('a reply quotes a message of the same chat only', async (t) => {
	const { sandbox, post, instance } = await start(t);
	const idMessage = sandbox.customerWrites('1101000001', { chatId: CHAT, text: 'Hi' });
	const reply = { message: 'Hello', quotedMessageId: idMessage };
	t.is((await post('sendMessage', { chatId: CHAT, ...reply })).status, 200);
	t.is((await post('sendMessage', { chatId: '7900@c.us', ...reply })).status, 400);
	t.like(instance.sentTo(CHAT)[0], { text: 'Hello', quotedMessageId: idMessage });
});

test('a message waits in the queue and then stands in the journal', async (t) => {
	const { sandbox, get, post, list, instance } = await start(t, { queueDelayMs: 2000 });
	const { body } = await post('sendMessage', { chatId: CHAT, message: 'Hello' });
	const queued = list(await get('showMessagesQueue'));
	t.like(queued[0], { messageID: body['idMessage'], body: { chatId: CHAT, message: 'Hello' } });
	t.is(instance.sent.length, 0);
	await sandbox.idle();
	t.deepEqual(list(await get('showMessagesQueue')), []);
	const sent = list(await get('lastOutgoingMessages', '?minutes=1'));
	t.like(sent[0], { idMessage: body['idMessage'], chatId: CHAT, textMessage: 'Hello' });
});

test('the queue can be shown in the form of 2023 and emptied', async (t) => {
	const { get, post, list } = await start(t, { queueDelayMs: 60_000, queueForm: '2023' });
	await post('sendMessage', { chatId: CHAT, message: 'Hello' });
	const recorded = fixture('green-api/api-responses/showMessagesQueue.json') as unknown[];
	t.deepEqual(keysOf(list(await get('showMessagesQueue'))[0]), keysOf(recorded[0]));
	t.deepEqual((await get('clearMessagesQueue')).body, { isCleared: true });
	t.deepEqual(list(await get('showMessagesQueue')), []);
});

test('the journal may lag behind', async (t) => {
	const { get, post, list } = await start(t, { journalDelayMs: 2000 });
	await post('sendMessage', { chatId: CHAT, message: 'Hello' });
	t.deepEqual(list(await get('lastOutgoingMessages')), []);
	t.is(await waitFor(async () => list(await get('lastOutgoingMessages')).length), 1);
});

test('a file is streamed, typed by its extension and served again', async (t) => {
	const { base, instance } = await start(t);
	const file = { name: 'blob', type: 'application/octet-stream', bytes: 'PNG' };
	const fields = { chatId: CHAT, fileName: 'scän.png', caption: 'Look' };
	const answer = await upload(`${base}/sendFileByUpload/tok`, file, fields);
	t.deepEqual(Object.keys(answer.body), ['idMessage', 'urlFile']);
	t.like(instance.sent[0], {
		idMessage: answer.body['idMessage'],
		type: 'imageMessage',
		mimeType: 'image/png',
		text: 'Look',
		fileName: 'scän.png',
		size: 3,
		sha256: contentOf({ bytes: 'PNG' }).sha256,
	});
	t.is(await (await fetch(String(answer.body['urlFile']))).text(), 'PNG');
});

test('an upload without file or above the limit is refused', async (t) => {
	const { base, post, instance } = await start(t, { maxFileSize: 10 });
	t.is((await post('sendFileByUpload', { chatId: CHAT })).status, 400);
	const file = { name: 'a.txt', type: 'text/plain', bytes: 'x'.repeat(11) };
	const answer = await upload(`${base}/sendFileByUpload/tok`, file, { chatId: CHAT });
	t.is(answer.status, 500);
	t.is(instance.sent.length, 0);
});

test('edits, deletions and reactions reach the sent message', async (t) => {
	const { post, instance } = await start(t);
	const { body } = await post('sendMessage', { chatId: CHAT, message: 'Helo' });
	const one = { chatId: CHAT, idMessage: body['idMessage'] };
	const edited = await post('editMessage', { ...one, message: 'Hello' });
	t.not(edited.body['idMessage'], body['idMessage']);
	await post('sendReaction', { ...one, reaction: '👍' });
	t.like(await post('deleteMessage', one), { status: 200, body: { text: '' } });
	t.like(instance.sent[0], { text: 'Hello', isEdited: true, isDeleted: true });
	t.like(instance.reactions[0], { ...one, reaction: '👍' });
});

test('answers have the fields of the recorded ones', async (t) => {
	const { sandbox, get, post } = await start(t);
	const idMessage = sandbox.customerWrites('1101000001', { chatId: CHAT, text: 'Hi' });
	await post('sendMessage', { chatId: CHAT, message: 'Hello' });
	const one = { chatId: CHAT, idMessage };
	const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
	for (const [name, answer] of [
		['getMessage.text', await post('getMessage', one)],
		['getChatHistory', await post('getChatHistory', { chatId: CHAT, count: 10 })],
		['lastOutgoingMessages', await get('lastOutgoingMessages')],
		['getContacts', await get('getContacts')],
		['checkWhatsapp', await post('checkWhatsapp', { chatId: CHAT })],
		['readChat', await post('readChat', { chatId: CHAT })],
	] as const) {
		const recorded = fixture(`green-api/api-responses/${name}.json`);
		// The newest message of the recorded history came in, here it went out.
		const sample = name === 'getChatHistory' ? (recorded as unknown[])[1] : first(recorded);
		const keys = new Set(keysOf(first(answer.body)));
		t.deepEqual(
			keysOf(sample).filter((key) => !keys.has(key)),
			[],
			`fields of ${name}`,
		);
	}
});

test('calls above the limit of a method are refused with 429', async (t) => {
	const { get } = await start(t, { rateLimits: true });
	const both = await Promise.all([get('getSettings'), get('getSettings')]);
	t.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 429]));
	t.is((await get('getStateInstance')).status, 200);
});

test('files are served in any size, with and without their length', async (t) => {
	const { sandbox, post } = await start(t);
	for (const chunked of [false, true]) {
		const file = { name: 'big.bin', mimeType: 'application/x-y', size: 3_000_000, chunked };
		const idMessage = sandbox.customerWrites('1101000001', { chatId: CHAT, file });
		const { body } = await post('downloadFile', { chatId: CHAT, idMessage });
		const response = await fetch(String(body['downloadUrl']));
		t.is(response.headers.get('content-length'), chunked ? null : '3000000');
		t.is(response.headers.get('content-type'), 'application/x-y');
		const bytes = Buffer.from(await response.arrayBuffer());
		t.is(contentOf({ bytes }).sha256, contentOf({ size: 3_000_000 }).sha256);
	}
});

test('curl can let a customer write and read the state', async (t) => {
	const { sandbox } = await start(t);
	const body = { idInstance: '1101000001', chatId: CHAT, name: 'Mary', text: 'Hi' };
	t.is((await call('POST', `${sandbox.url}/sandbox/customer`, body)).status, 200);
	const { body: state } = await call('GET', `${sandbox.url}/sandbox/state`);
	t.like(state, { instances: { 0: { chats: { [CHAT]: ['Mary: Hi'] } } } });
	const wrong = await call('POST', `${sandbox.url}/sandbox/customer`, { ...body, idInstance: '1' });
	t.is(wrong.status, 400);
});
