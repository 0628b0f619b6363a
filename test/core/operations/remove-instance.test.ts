import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import { createOffice, createSurroundings, errorOf, ID, messageOf } from './surroundings.js';
import type { Office } from './surroundings.js';

async function idsOf({ database }: Office): Promise<string[]> {
	return (await database.stores.instances.list()).map(({ id }) => id);
}

for (const engine of availableEngines()) {
	test(`${engine}: the owner removes an instance, here and at GREEN-API`, async (t) => {
		const office = await createOffice(t, engine);
		await office.connect();
		await office.connect('7103000002');
		const answer = await office.run('remove-instance', office.asAgent({ idInstance: Number(ID) }));
		t.is(answer.status, 200);
		t.regex(messageOf(answer), /^Instance 7103000001 is removed\. GREEN-API sends nothing/);
		t.deepEqual(await idsOf(office), ['7103000002']);
		t.like(office.greenApi.instance(ID).settings, { webhookUrl: '', webhookUrlToken: '' });
		t.not(office.greenApi.instance('7103000002').settings['webhookUrl'], '');
	});
}

test('what leads to another receiver by now is left to that one', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const { settings } = office.greenApi.instance(ID);
	const theirs = { webhookUrl: 'https://crm.example.org/in?key=secret', webhookUrlToken: 'theirs' };
	Object.assign(settings, theirs);
	const answer = await office.run('remove-instance', office.asAgent({ idInstance: ID }));
	t.regex(
		messageOf(answer),
		/is removed\. GREEN-API posts its webhooks to crm\.example\.org, and/u,
	);
	t.false(messageOf(answer).includes('secret'));
	t.like(office.greenApi.instance(ID).settings, theirs);
	t.deepEqual(await idsOf(office), []);
});

test('an earlier address of ours is cleared', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const webhookUrl = 'https://old.example.org/api/webhook/green-api';
	Object.assign(office.greenApi.instance(ID).settings, { webhookUrl });
	const answer = await office.run('remove-instance', office.asAgent({ idInstance: ID }));
	t.regex(messageOf(answer), /GREEN-API sends nothing here/u);
	t.is(office.greenApi.instance(ID).settings['webhookUrl'], '');
});

test('an admin who is no agent removes the instance of anybody', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const answer = await office.run('remove-instance', office.asAdmin({ idInstance: ID }));
	t.is(answer.status, 200);
	t.deepEqual(await idsOf(office), []);
});

test('an operator removes an instance, and it can be created again', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const operator = { kind: 'operator', workspace: undefined } as const;
	const removed = await office.operations.removeInstance(operator, { idInstance: ID });
	t.true(removed.isCleared);
	await office.connect();
	t.deepEqual(await idsOf(office), [ID]);
});

test('an instance is removed also when GREEN-API can not be told', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	await office.greenApi.down();
	const answer = await office.run('remove-instance', office.asAgent({ idInstance: ID }));
	t.is(answer.status, 200);
	t.regex(messageOf(answer), /is removed\. Its webhook address at GREEN-API could not be cleared/);
	t.regex(messageOf(answer), /The reason: GREEN-API getSettings/);
	t.deepEqual(await idsOf(office), []);
});

test('an instance that is gone at GREEN-API is removed with its reason', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.greenApi.remove(ID);
	const answer = await office.run('remove-instance', office.asAgent({ idInstance: ID }));
	t.is(answer.status, 200);
	t.regex(messageOf(answer), /403/);
	t.deepEqual(await idsOf(office), []);
});

test('who is neither owner nor admin is refused and nothing changes', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const bob = office.person('bob', ['livechat-agent']);
	await office.run('register-agent', office.asAgent(bob));
	const before = await office.everything();
	const settings = { ...office.greenApi.instance(ID).settings };
	for (const email of [bob.email, 'nobody@example.org']) {
		const fields = office.asAgent({ email, idInstance: ID });
		const answer = await office.run('remove-instance', fields);
		t.is(answer.status, 403);
		t.is(errorOf(answer), 'not-allowed');
	}
	t.deepEqual(await office.everything(), before);
	t.deepEqual(office.greenApi.instance(ID).settings, settings);
});

test('nobody but administrators removes an instance without owner', async (t) => {
	const office = await createOffice(t);
	office.greenApi.addInstance({ idInstance: ID, apiToken: 'abc' });
	const order = { idInstance: ID, apiTokenInstance: 'abc' };
	await office.operations.createInstance(await office.operations.asOperator(), order);
	const fields = { idInstance: ID, email: 'nobody@example.org' };
	t.is((await office.run('remove-instance', office.asAgent(fields))).status, 403);
	t.is((await office.run('remove-instance', office.asAdmin(fields))).status, 200);
});

test('an unknown instance, and one of another workspace, is not found', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const other = await createSurroundings(t);
	const bob = other.person('bob', ['admin']);
	const rocketChatUrl = other.rocketChat.url;
	const tokens = await office.operations.registerWorkspace({ ...bob, rocketChatUrl });
	const byBob = { ...tokens, rocketChatUrl, email: bob.email, roles: ['admin'], idInstance: ID };
	const before = await office.everything();
	for (const fields of [byBob, office.asAdmin({ idInstance: '7103000009' })]) {
		const answer = await office.run('remove-instance', fields);
		t.is(answer.status, 404);
		t.is(errorOf(answer), 'instance-not-found');
	}
	const bad = await office.run('remove-instance', office.asAdmin({ idInstance: 'x' }));
	t.is(errorOf(bad), 'bad-instance-id');
	t.deepEqual(await office.everything(), before);
});
