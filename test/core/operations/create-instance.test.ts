import test from 'ava';
import type { ExecutionContext } from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { createOperations } from '../../../src/core/operations/operations.js';
import { availableEngines } from '../../support/databases.js';
import {
	APP_URL,
	createOffice,
	createSurroundings,
	errorOf,
	ID,
	instanceRow,
	messageOf,
	NOW,
	TOKEN,
} from './surroundings.js';
import type { Office } from './surroundings.js';

const SET_SETTINGS = 'POST /waInstance:id/setSettings/:token';
const request = { idInstance: ID, apiTokenInstance: TOKEN };

function create(office: Office, fields: object = {}) {
	return office.run('create-instance', office.asAgent({ ...request, ...fields }));
}

/** Runs a command that must be refused, and checks that it changed nothing on either side. */
async function refused(t: ExecutionContext, office: Office, fields: object) {
	const before = await office.everything();
	const written = office.greenApi.requests.get(SET_SETTINGS);
	const answer = await create(office, fields);
	t.deepEqual(await office.everything(), before);
	t.is(office.greenApi.requests.get(SET_SETTINGS), written);
	t.false(JSON.stringify(answer.body).includes(TOKEN));
	return { status: answer.status, error: errorOf(answer), message: messageOf(answer) };
}

test('says from whom the webhooks are taken, by its host', async (t) => {
	const office = await createOffice(t);
	const webhookUrl = 'https://crm.example.org/in?key=secret';
	office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN, settings: { webhookUrl } });
	const first = messageOf(await create(office));
	t.regex(first, /Its webhooks went to crm\.example\.org until now/u);
	t.false(first.includes('secret'));
	t.notRegex(messageOf(await create(office)), /until now/u, 'they are ours');
	Object.assign(office.greenApi.instance(ID).settings, { webhookUrl, webhookUrlToken: 'theirs' });
	t.regex(messageOf(await create(office)), /crm\.example\.org until now/u);
});

for (const engine of availableEngines()) {
	test(`${engine}: an agent connects an instance`, async (t) => {
		const office = await createOffice(t, engine);
		const account = office.greenApi.addInstance({
			idInstance: ID,
			apiToken: TOKEN,
			settings: { incomingWebhook: 'yes', delaySendMessagesMilliseconds: 5000 },
		});
		const answer = await create(office);
		t.is(answer.status, 200);
		t.regex(messageOf(answer), /^Instance 7103000001 is connected to WhatsApp \(authorized\)/);
		const row = await instanceRow(office);
		t.like(row, {
			apiToken: TOKEN,
			apiUrl: office.greenApi.url,
			mediaUrl: office.greenApi.url,
			state: 'authorized',
			wid: '79990000000@c.us',
			createdAt: NOW,
		});
		t.true(row.webhookToken.length >= 43);
		t.like(account.settings, {
			webhookUrl: `${APP_URL}/api/webhook/green-api`,
			webhookUrlToken: row.webhookToken,
			incomingWebhook: 'yes',
			outgoingWebhook: 'yes',
			outgoingMessageWebhook: 'yes',
			stateWebhook: 'yes',
			pollMessageWebhook: 'yes',
			editedMessageWebhook: 'yes',
			deletedMessageWebhook: 'yes',
			incomingCallWebhook: 'yes',
			outgoingAPIMessageWebhook: 'no',
			delaySendMessagesMilliseconds: 5000,
		});
		const text = await office.run('list-instances', office.asAdmin());
		t.is(messageOf(text), `${ID}: authorized, owner jane@example.org, created 2026-11-22`);
	});

	test(`${engine}: failing settings take the row back and say so`, async (t) => {
		const office = await createOffice(t, engine);
		office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
		office.greenApi.faults.add({ kind: '500', path: /setSettings/, times: 1 });
		const before = await office.everything();
		const answer = await create(office);
		t.is(answer.status, 502);
		t.is(errorOf(answer), 'green-api-unreachable');
		t.regex(messageOf(answer), /500.*The instance was not registered\./);
		t.deepEqual(await office.everything(), before);
		t.is((await create(office)).status, 200);
	});

	test(`${engine}: two orders for an instance at once connect it once`, async (t) => {
		const office = await createOffice(t, engine);
		const account = office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
		const answers = await Promise.all([create(office), create(office)]);
		t.true(answers.some(({ status }) => status === 200));
		t.true(answers.every(({ status }) => status === 200 || status === 409));
		t.is((await office.database.stores.instances.list()).length, 1);
		t.is(account.settings['webhookUrlToken'], (await instanceRow(office)).webhookToken);
	});
}

test('only settings that differ are written, the rest is left alone', async (t) => {
	const surroundings = await createOffice(t);
	const operations = createOperations({
		...surroundings.deps,
		createClient: (access) => {
			const client = surroundings.deps.createClient(access);
			const setSettings = (settings: object) => {
				written.push(settings);
				return client.setSettings({ ...settings });
			};
			return { ...client, setSettings };
		},
	});
	const written: object[] = [];
	const settings = { incomingWebhook: 'yes', stateWebhook: 'yes' };
	surroundings.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN, settings });
	await operations.createInstance(await surroundings.agentActor(), request);
	t.is(written.length, 1);
	t.deepEqual(Object.keys(written[0]!).sort(), [
		'deletedMessageWebhook',
		'editedMessageWebhook',
		'incomingCallWebhook',
		'outgoingMessageWebhook',
		'outgoingWebhook',
		'pollMessageWebhook',
		'webhookUrl',
		'webhookUrlToken',
	]);
});

test('a row whose settings were never written is repaired by the same command', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const { webhookToken } = await instanceRow(office);
	const account = office.greenApi.instance(ID);
	// As after a crash between storing and writing.
	office.greenApi.remove(ID);
	const fresh = office.greenApi.addInstance({ idInstance: ID, apiToken: account.apiToken });
	const answer = await create(office);
	t.is(answer.status, 200);
	t.regex(messageOf(answer), /registered already\. Its settings were applied again/);
	t.is(fresh.settings['webhookUrlToken'], webhookToken);
	t.is(fresh.settings['webhookUrl'], `${APP_URL}/api/webhook/green-api`);
});

test('an instance in order is left alone by a second command', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const before = await office.everything();
	const written = office.greenApi.requests.get(SET_SETTINGS);
	const answer = await create(office);
	t.is(answer.status, 200);
	t.regex(messageOf(answer), /settings are right/);
	t.is(office.greenApi.requests.get(SET_SETTINGS), written);
	t.deepEqual(await office.everything(), before);
});

test('a repair that fails keeps the row', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.greenApi.remove(ID);
	office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
	office.greenApi.faults.add({ kind: '429', path: /setSettings/, times: 1 });
	const before = await office.everything();
	const answer = await create(office);
	t.is(answer.status, 503);
	t.is(errorOf(answer), 'green-api-busy');
	t.regex(messageOf(answer), /stays registered/);
	t.deepEqual(await office.everything(), before);
});

test('a repair stores the state that GREEN-API tells now', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.greenApi.instance(ID).setState('notAuthorized');
	const answer = await create(office);
	t.regex(messageOf(answer), /link-instance 7103000001/);
	t.is((await instanceRow(office)).state, 'notAuthorized');
});

test('an instance that is not linked yet is stored with the next step named', async (t) => {
	const office = await createOffice(t);
	const fresh = { idInstance: ID, apiToken: TOKEN, state: 'notAuthorized', wid: '' };
	office.greenApi.addInstance(fresh);
	t.regex(messageOf(await create(office)), /\(notAuthorized\).*link-instance/);
	t.like(await instanceRow(office), { state: 'notAuthorized', wid: '' });
});

test('an id of 12 digits works, as a number and as text', async (t) => {
	const office = await createOffice(t);
	for (const idInstance of [770022612345, ' 770022612346 ', 7]) {
		office.greenApi.addInstance({ idInstance: String(idInstance).trim(), apiToken: TOKEN });
		t.is((await create(office, { idInstance })).status, 200);
		t.is((await instanceRow(office, String(idInstance).trim())).apiToken, TOKEN);
	}
});

test('ids, tokens and addresses that can not be right are refused', async (t) => {
	const office = await createOffice(t);
	const ids = [
		0,
		'0',
		'000',
		'0123',
		'-5',
		'1.5',
		1.5,
		'1e3',
		'7103a',
		'1'.repeat(13),
		1e21,
		'../1',
	];
	for (const idInstance of ids) {
		const { status, error } = await refused(t, office, { idInstance });
		t.deepEqual([status, error], [400, 'bad-instance-id'], `for ${String(idInstance)}`);
	}
	for (const apiTokenInstance of ['two words', 'a/b', 'a?b', 'ключ', '..\\', 'a%2Fb']) {
		const { status, error } = await refused(t, office, { apiTokenInstance });
		t.deepEqual([status, error], [400, 'bad-api-token'], `for ${apiTokenInstance}`);
	}
	for (const address of ['api.green-api.com', 'ftp://a.b', 'https://a.b/path', 'https://u:p@a.b']) {
		for (const name of ['apiUrl', 'mediaUrl']) {
			const { status, error, message } = await refused(t, office, { [name]: address });
			t.deepEqual([status, error], [400, 'bad-address'], `for ${address}`);
			t.true(message.includes(name));
		}
	}
});

test('only an operator may name an address that is not GREEN-API’s', async (t) => {
	const office = await createOffice(t);
	for (const name of ['apiUrl', 'mediaUrl']) {
		for (const address of [
			'https://api.green-api.com.example.org',
			'http://7103.api.greenapi.com',
		]) {
			const { status, error, message } = await refused(t, office, { [name]: address });
			t.deepEqual([status, error], [400, 'foreign-address'], `for ${address}`);
			t.regex(message, /is not an address of GREEN-API/);
		}
	}
});

test('GREEN-API refusing the id or the token is passed on with its reason', async (t) => {
	const office = await createOffice(t);
	const unknown = await refused(t, office, {});
	t.deepEqual([unknown.status, unknown.error], [422, 'green-api-refused']);
	t.regex(unknown.message, /403: Forbidden\. Compare idInstance/);
	office.greenApi.addInstance({ idInstance: ID, apiToken: 'another' });
	const wrongToken = await refused(t, office, {});
	t.deepEqual([wrongToken.status, wrongToken.error], [422, 'green-api-refused']);
	t.regex(wrongToken.message, /401.*apiTokenInstance is wrong/);
});

test('GREEN-API being busy, expired or away is told apart', async (t) => {
	const office = await createOffice(t);
	office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
	const bodyOf = (message: string) => ({ statusCode: 400, message });
	const plant = (message: string) =>
		office.greenApi.faults.add({ kind: 'refuse', path: /getState/, body: bodyOf(message) });
	plant('instance in starting process try later');
	t.like(await refused(t, office, {}), { status: 503, error: 'green-api-busy' });
	plant('Instance account is expired');
	t.like(await refused(t, office, {}), { status: 422, error: 'green-api-refused' });
	office.greenApi.faults.add({ kind: '500', path: /getSettings/, times: 1 });
	t.like(await refused(t, office, {}), { status: 502, error: 'green-api-unreachable' });
	await office.greenApi.down();
	const away = await refused(t, office, {});
	t.like(away, { status: 502, error: 'green-api-unreachable' });
	t.regex(away.message, /^Instance 7103000001: GREEN-API getSettings.*Check apiUrl/);
});

test('who is no registered agent may not create an instance', async (t) => {
	const office = await createOffice(t);
	office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
	const admin = { email: office.admin.email, roles: ['user', 'admin'] };
	t.like(await refused(t, office, admin), { status: 403, error: 'not-allowed' });
	const stranger = { email: 'bob@example.org' };
	t.like(await refused(t, office, stranger), { status: 404, error: 'not-registered' });
	t.like(await refused(t, office, { commandToken: 'x' }), { status: 401, error: 'wrong-token' });
	const both = { roles: ['admin', 'livechat-agent'] };
	t.is((await create(office, both)).status, 200);
});

test('without APP_URL nothing is created, and it is said what to set', async (t) => {
	const office = await createOffice(t, 'sqlite', { appUrl: undefined });
	const account = office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
	const { status, error, message } = await refused(t, office, {});
	t.deepEqual([status, error], [409, 'app-url-missing']);
	t.regex(message, /APP_URL/);
	const appUrl = 'https://own.example.org/api/webhook/rocket';
	await office.run('sync-app-url', office.asAdmin({ appUrl }));
	t.is((await create(office)).status, 200);
	t.is(account.settings['webhookUrl'], 'https://own.example.org/api/webhook/green-api');
});

test('an instance of a colleague or with another token is refused as existing', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const bob = office.person('bob', ['livechat-agent']);
	await office.run('register-agent', office.asAgent(bob));
	const requests = [
		{ email: bob.email },
		{ apiTokenInstance: TOKEN.replace('d75', 'd76') },
		{ apiUrl: 'https://7103.api.greenapi.com' },
	];
	for (const fields of requests) {
		const { status, error, message } = await refused(t, office, fields);
		t.deepEqual([status, error], [409, 'instance-exists']);
		t.regex(message, /in this workspace/);
	}
	const named = { apiUrl: `${office.greenApi.url}/` };
	t.is((await create(office, named)).status, 200);
});

test('an instance of another workspace is refused without saying which', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const other = await createSurroundings(t);
	const bob = other.person('bob', ['admin', 'livechat-agent']);
	const rocketChatUrl = other.rocketChat.url;
	const tokens = await office.operations.registerWorkspace({ ...bob, rocketChatUrl });
	const claim = { ...tokens, rocketChatUrl, email: bob.email, roles: ['livechat-agent'] };
	await office.run('register-agent', { ...claim, ...bob });
	const { status, error, message } = await refused(t, office, claim);
	t.deepEqual([status, error], [409, 'instance-exists']);
	t.regex(message, /in another workspace/);
	t.false(message.includes(office.rocketChat.url));
});

test('an operator creates an instance for an agent or for nobody', async (t) => {
	const office = await createOffice(t);
	const operator = await office.operations.asOperator();
	for (const [idInstance, ownerEmail] of [
		['71', undefined],
		['72', ' JANE@example.org'],
	] as const) {
		office.greenApi.addInstance({ idInstance, apiToken: TOKEN });
		const order = { ...request, idInstance, ownerEmail };
		const created = await office.operations.createInstance(operator, order);
		t.like(created, { id: asInstanceId(idInstance), state: 'authorized', isRepaired: false });
		t.true((await office.operations.createInstance(operator, order)).isRepaired);
	}
	const rows = await office.operations.listInstances(operator);
	t.deepEqual(
		rows.map(({ id, owner }) => [id, owner]),
		[
			['71', undefined],
			['72', 'jane@example.org'],
		],
	);
	await t.throwsAsync(
		office.operations.createInstance(operator, { ...request, ownerEmail: 'bob@example.org' }),
		{ code: 'not-registered' },
	);
});

test('a database that fails after the settings failed still lets a repair follow', async (t) => {
	const office = await createOffice(t);
	office.greenApi.addInstance({ idInstance: ID, apiToken: TOKEN });
	office.greenApi.faults.add({ kind: '500', path: /setSettings/, times: 1 });
	const { database } = office;
	const broken = createOperations({
		...office.deps,
		database: {
			...database,
			stores: {
				...database.stores,
				instances: {
					...database.stores.instances,
					remove: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' })),
				},
			},
		},
	});
	await t.throwsAsync(broken.createInstance(await office.agentActor(), request), {
		code: 'STORAGE_UNREACHABLE',
	});
	t.is((await create(office)).status, 200);
	t.is(
		office.greenApi.instance(ID).settings['webhookUrlToken'],
		(await instanceRow(office)).webhookToken,
	);
});
