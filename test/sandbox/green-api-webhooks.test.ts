import test, { type ExecutionContext } from 'ava';
import { createGreenApiSandbox } from '../../src/sandbox/green-api/sandbox.js';
import type { CustomerMessage, GreenApiSandboxOptions } from '../../src/sandbox/green-api/types.js';
import { call, fixture, keysOf } from './calls.js';
import { startReceiver, type Received } from './receiver.js';

const CHAT = '79001234568@c.us';
const ID = 1101000001;

const ALL_ON = {
	incomingWebhook: 'yes',
	outgoingWebhook: 'yes',
	outgoingMessageWebhook: 'yes',
	stateWebhook: 'yes',
};

async function start(t: ExecutionContext, options: GreenApiSandboxOptions = {}) {
	const sandbox = await createGreenApiSandbox({ webhookRetryMs: 30, ...options });
	t.teardown(() => sandbox.close());
	const receiver = await startReceiver(t);
	const settings = { ...ALL_ON, webhookUrl: receiver.url, webhookUrlToken: 'secret' };
	const instance = sandbox.addInstance({ idInstance: ID, apiToken: 'tok', settings });
	const writes = (text: string, more: Partial<CustomerMessage> = {}) =>
		sandbox.customerWrites(ID, { chatId: CHAT, text, ...more });
	const sends = (message: string) =>
		call('POST', `${sandbox.url}/waInstance${ID}/sendMessage/tok`, { chatId: CHAT, message });
	return { sandbox, receiver, instance, writes, sends };
}

const idsOf = (received: readonly Received[]) => received.map(({ body }) => body['idMessage']);

test('webhooks carry the token and the fields of the recorded ones', async (t) => {
	const { sandbox, receiver, writes } = await start(t);
	const file = { name: 'a.pdf', mimeType: 'application/pdf', bytes: 'x' };
	writes('Hi');
	writes('', { file });
	writes('It', { quote: { stanzaId: 'ABC', text: 'Hello' } });
	await sandbox.idle();
	t.is(receiver.received[0]?.headers.authorization, 'Bearer secret');
	for (const [index, name] of [
		[0, 'textMessage'],
		[1, 'documentMessage'],
		[2, 'quotedMessage.quotes-text'],
	] as const) {
		const recorded = fixture(`green-api/incomingMessageReceived-${name}.json`);
		const keys = keysOf(receiver.received[index]?.body).filter(
			(key) => key !== '.senderData.senderContactName',
		);
		const expected = keysOf(recorded).filter((key) => key !== '.senderData.senderContactName');
		t.deepEqual([...keys].sort(), [...expected].sort(), `fields of ${name}`);
	}
});

test('only 200 takes a webhook off the queue, and nothing overtakes it', async (t) => {
	const { sandbox, receiver, writes } = await start(t);
	const statuses = [500, 201, 200];
	receiver.answer = (_received, count) => statuses[count - 1] ?? 200;
	const first = writes('1');
	const second = writes('2', { chatId: '7900@c.us' });
	await sandbox.idle();
	t.deepEqual(idsOf(receiver.received), [first, first, first, second]);
	t.deepEqual(sandbox.webhooks(ID), { queued: 0, delivered: 2, refused: 2, lastStatus: 200 });
});

test('in parallel only the chat of a refused webhook waits', async (t) => {
	const { sandbox, receiver, writes } = await start(t, { parallelWebhooks: 4 });
	const refused = writes('1');
	receiver.answer = ({ body }) =>
		body['idMessage'] === refused && receiver.received.length < 3 ? 500 : 200;
	const behind = writes('2');
	const other = writes('3', { chatId: '7900@c.us' });
	await sandbox.idle();
	const ids = idsOf(receiver.received);
	t.true(ids.indexOf(other) < ids.lastIndexOf(refused));
	t.true(ids.lastIndexOf(refused) < ids.indexOf(behind));
});

test('every n-th webhook comes twice', async (t) => {
	const { sandbox, receiver, writes } = await start(t, { duplicateEvery: 2 });
	const ids = [writes('1'), writes('2'), writes('3')];
	await sandbox.idle();
	t.deepEqual(idsOf(receiver.received), [ids[0], ids[1], ids[1], ids[2]]);
});

test('a sent message is reported sent, delivered and read', async (t) => {
	const { sandbox, receiver, sends } = await start(t);
	const { body } = await sends('Hello');
	await sandbox.idle();
	t.deepEqual(
		receiver.received.map((webhook) => webhook.body['status']),
		['sent', 'delivered', 'read'],
	);
	t.deepEqual(new Set(idsOf(receiver.received)), new Set([body['idMessage']]));
	const recorded = fixture('green-api/outgoingMessageStatus.sent-real.json');
	t.deepEqual([...keysOf(receiver.received[0]?.body)].sort(), [...keysOf(recorded)].sort());
});

test('what goes to nobody’s number is reported noAccount, whatever the settings', async (t) => {
	const { sandbox, receiver, instance, sends } = await start(t);
	instance.withoutAccount.add(CHAT);
	await call('POST', `${sandbox.url}/waInstance${ID}/setSettings/tok`, { outgoingWebhook: 'no' });
	await sends('Hello');
	await sandbox.idle();
	t.deepEqual(
		receiver.received.map((webhook) => webhook.body['status']),
		['noAccount'],
	);
});

test('what the settings don’t ask for is not posted', async (t) => {
	const { sandbox, receiver, writes } = await start(t);
	await call('POST', `${sandbox.url}/waInstance${ID}/setSettings/tok`, { incomingWebhook: 'no' });
	writes('Hi');
	sandbox.instance(ID).setState('notAuthorized');
	await sandbox.idle();
	t.deepEqual(
		receiver.received.map(({ body }) => body['typeWebhook']),
		['stateInstanceChanged'],
	);
});

test('webhooks wait until there is a webhookUrl', async (t) => {
	const { sandbox, receiver, writes } = await start(t);
	const set = (webhookUrl: string) =>
		call('POST', `${sandbox.url}/waInstance${ID}/setSettings/tok`, { webhookUrl });
	await set('');
	const idMessage = writes('Hi');
	await sandbox.idle();
	t.is(sandbox.webhooks(ID).queued, 1);
	await set(receiver.url);
	await sandbox.idle();
	t.deepEqual(idsOf(receiver.received), [idMessage]);
});

test('a yellow card holds back what is sent until the state is good again', async (t) => {
	const { sandbox, instance, sends } = await start(t);
	instance.setState('yellowCard');
	t.is((await sends('Hello')).status, 200);
	t.is(instance.sent.length, 0);
	t.is(instance.queue.length, 1);
	instance.setState('authorized');
	await sandbox.idle();
	t.is(instance.sent.length, 1);
});

test('what comes through the API is echoed where that is switched on', async (t) => {
	const { sandbox, receiver, sends } = await start(t, { receipts: false });
	const body = { outgoingAPIMessageWebhook: 'yes' };
	await call('POST', `${sandbox.url}/waInstance${ID}/setSettings/tok`, body);
	await sends('Hello');
	await sandbox.idle();
	const recorded = fixture('green-api/outgoingAPIMessageReceived-extendedTextMessage.json');
	t.deepEqual([...keysOf(receiver.received[0]?.body)].sort(), [...keysOf(recorded)].sort());
});
