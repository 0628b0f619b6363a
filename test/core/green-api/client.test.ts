import { Readable } from 'node:stream';
import test, { type ExecutionContext } from 'ava';
import { asChatId, asInstanceId, asWaMessageId } from '../../../src/core/domain/ids.js';
import { createGreenApiClient } from '../../../src/core/green-api/client.js';
import type { GreenApiClient } from '../../../src/core/green-api/types.js';
import { startClient, startRecorder, type Received } from '../http/local-server.js';
import { readSample } from './samples.js';

const TOKEN = 'd75b3a66374942c5b3c019c698abc2067e151558acbd412345';
const chatId = asChatId('79001112233@c.us');

async function startInstance(
	t: ExecutionContext,
	answer: unknown,
): Promise<{ client: GreenApiClient; api: Received[]; media: Received[] }> {
	const give = () => ({ body: JSON.stringify(answer) });
	const [api, media] = [await startRecorder(t, give), await startRecorder(t, give)];
	const access = {
		id: asInstanceId('1101000001'),
		apiToken: TOKEN,
		apiUrl: `${api.url}/`,
		mediaUrl: media.url,
	};
	const client = createGreenApiClient({ http: startClient(t), access });
	return { client, api: api.received, media: media.received };
}

test('reads settings and state', async (t) => {
	const { client, api } = await startInstance(t, { stateInstance: 'authorized', wid: '' });
	t.is(await client.getState(), 'authorized');
	t.like(await client.getSettings(), { stateInstance: 'authorized' });
	t.deepEqual(
		api.map(({ method, url }) => `${method} ${url}`),
		[
			`GET /waInstance1101000001/getStateInstance/${TOKEN}`,
			`GET /waInstance1101000001/getSettings/${TOKEN}`,
		],
	);
});

test('tells no state of an instance that is still being made', async (t) => {
	const { client } = await startInstance(t, { stateInstance: null });
	t.is(await client.getState(), '');
});

test('writes settings as they are given', async (t) => {
	const { client, api } = await startInstance(t, { saveSettings: true });
	await client.setSettings({ webhookUrl: 'https://a.example', incomingWebhook: 'yes' });
	t.is(api[0]?.method, 'POST');
	t.deepEqual(JSON.parse(String(api[0]?.body)), {
		webhookUrl: 'https://a.example',
		incomingWebhook: 'yes',
	});
});

test('sends a text and a reply', async (t) => {
	const { client, api } = await startInstance(t, { idMessage: '3EB0C767D097B7C7C030' });
	t.is(await client.sendText({ chatId, text: 'Hi ü' }), asWaMessageId('3EB0C767D097B7C7C030'));
	await client.sendText({ chatId, text: 'Re', quotedMessageId: asWaMessageId('ABC') });
	t.is(api[0]?.url, `/waInstance1101000001/sendMessage/${TOKEN}`);
	t.is(api[0]?.headers['content-type'], 'application/json');
	t.deepEqual(
		api.map(({ body }): unknown => JSON.parse(String(body))),
		[
			{ chatId, message: 'Hi ü' },
			{ chatId, message: 'Re', quotedMessageId: 'ABC' },
		],
	);
});

test('streams a file to the media host', async (t) => {
	const { client, api, media } = await startInstance(t, { idMessage: 'X', urlFile: 'https://x' });
	const id = await client.sendFile({
		chatId,
		stream: Readable.from([Buffer.from('%PDF')]),
		name: 'счёт.pdf',
		mimeType: 'application/pdf',
		size: 4,
		caption: 'the bill',
		quotedMessageId: asWaMessageId('ABC'),
	});
	t.is(id, asWaMessageId('X'));
	t.is(api.length, 0);
	t.is(media[0]?.url, `/waInstance1101000001/sendFileByUpload/${TOKEN}`);
	const body = String(media[0]?.body);
	for (const [field, value] of [
		['chatId', chatId],
		['fileName', 'счёт.pdf'],
		['caption', 'the bill'],
		['quotedMessageId', 'ABC'],
	]) {
		t.true(body.includes(`name="${field}"\r\n\r\n${value}\r\n`));
	}
	t.true(
		body.includes('name="file"; filename="счёт.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF'),
	);
});

test('lists the queue as the documentation of 2023 shows it', async (t) => {
	const { client } = await startInstance(t, readSample('api-responses/showMessagesQueue'));
	const common = { messageId: undefined, chatId: asChatId('11001234567@c.us'), sentAt: undefined };
	t.deepEqual(await client.listQueue(), [
		{ ...common, text: 'I use Green-API to send this message to you!', fileName: undefined },
		{ ...common, text: '', fileName: 'image.jpg' },
	]);
});

test('lists the queue as the SDKs show it', async (t) => {
	const { client } = await startInstance(t, [
		{ messageID: 'A', type: 'sendMessage', body: { chatId, message: 'one' } },
		{
			messageID: 'B',
			type: 'sendFileByUpload',
			body: JSON.stringify({ chatId, caption: 'two', fileName: 'a.jpg' }),
		},
		{ messagesIDs: ['C', 'D'], type: 'forwardMessages', body: { chatId } },
		{ messageID: 'E', type: 'sendMessage', body: {} },
		'nonsense',
	]);
	const queue = await client.listQueue();
	t.deepEqual(
		queue.map(({ messageId, text, fileName }) => [String(messageId), text, fileName]),
		[
			['A', 'one', undefined],
			['B', 'two', 'a.jpg'],
			['C', '', undefined],
			['D', '', undefined],
		],
	);
});

test('lists what was sent in the last minutes', async (t) => {
	const { client, api } = await startInstance(t, [
		...(readSample('api-responses/lastOutgoingMessages') as unknown[]),
		{
			type: 'outgoing',
			idMessage: 'E',
			chatId,
			timestamp: 1,
			extendedTextMessage: { text: 'link' },
		},
		{ type: 'outgoing', idMessage: 'F', chatId, timestamp: 1, fileName: 'a.pdf', caption: '' },
		{ type: 'incoming', idMessage: 'G', chatId, timestamp: 1, textMessage: 'not ours' },
	]);
	const sent = await client.listSent(4.2);
	t.is(api[0]?.url, `/waInstance1101000001/lastOutgoingMessages/${TOKEN}?minutes=5`);
	t.is(sent[0]?.sentAt, 1_587_133_830_000);
	t.deepEqual(
		sent.map(({ messageId, text, fileName }) => [String(messageId), text, fileName]),
		[
			['3EB0BDDC94BFDFB3D4FA', 'Hi', undefined],
			['3EB0BDDC94BFDFB3D4FA', 'What do you think?', undefined],
			['E', 'link', undefined],
			['F', '', 'a.pdf'],
		],
	);
});

test('looks after the account: number, restart, logout and what waits for us', async (t) => {
	for (const [call, method, answer, expected] of [
		[
			'getAccount',
			'getWaSettings',
			{ phone: '79001234567', stateInstance: 'suspended', suspendedUntil: '2026-12-01' },
			{ phone: '79001234567', state: 'suspended', suspendedUntil: '2026-12-01' },
		],
		[
			'getAccount',
			'getWaSettings',
			{ avatar: '', phone: '', stateInstance: 'notAuthorized', deviceId: '' },
			{ phone: '', state: 'notAuthorized', suspendedUntil: '' },
		],
		['logout', 'logout', { isLogout: true }, true],
		['reboot', 'reboot', { isReboot: false }, false],
		['countWebhooks', 'getWebhooksCount', { count: 3 }, 3],
		['countWebhooks', 'getWebhooksCount', { сount: 0 }, 0],
	] as const) {
		const { client, api } = await startInstance(t, answer);
		t.deepEqual(await client[call](), expected as never);
		t.is(`${api[0]?.method} ${api[0]?.url}`, `GET /waInstance1101000001/${method}/${TOKEN}`);
		const other = await startInstance(t, []);
		await t.throwsAsync(other.client[call](), { code: 'GREEN_API_UNREADABLE' });
	}
});

test('a QR code is a picture, or the reason why there is none', async (t) => {
	const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('rest')]);
	const answers = [
		[
			{ type: 'qrCode', message: png.toString('base64') },
			{ kind: 'qr', png },
		],
		[{ type: 'alreadyLogged', message: 'instance account already authorized' }, { kind: 'linked' }],
		[
			{ type: 'error', message: 'timeout' },
			{ kind: 'none', reason: 'timeout' },
		],
	] as const;
	for (const [answer, expected] of answers) {
		const { client, api } = await startInstance(t, answer);
		t.deepEqual(await client.getQr(), expected);
		t.is(`${api[0]?.method} ${api[0]?.url}`, `GET /waInstance1101000001/qr/${TOKEN}`);
	}
	for (const answer of [{}, [], { type: 'qrCode', message: 'PHNjcmlwdD4=' }, { type: 'qrCode' }]) {
		const { client } = await startInstance(t, answer);
		await t.throwsAsync(client.getQr(), { code: 'GREEN_API_UNREADABLE' });
	}
});

test('a pairing code is asked for by the number, and is one word or none', async (t) => {
	const { client, api } = await startInstance(t, { status: true, code: 'GAPI2015' });
	t.is(await client.getPairingCode(79_001_112_233), 'GAPI2015');
	t.is(api[0]?.url, `/waInstance1101000001/getAuthorizationCode/${TOKEN}`);
	t.deepEqual(JSON.parse(String(api[0]?.body)), { phoneNumber: 79_001_112_233 });
	for (const answer of [
		{ status: false, code: 'X' },
		{ status: true },
		{ status: true, code: '<b>' },
	]) {
		const refused = await startInstance(t, answer);
		t.is(await refused.client.getPairingCode(79_001_112_233), undefined);
	}
});
