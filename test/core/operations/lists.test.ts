import test from 'ava';
import { instancesText } from '../../../src/core/operations/list-instances.js';
import { usersText } from '../../../src/core/operations/list-users.js';
import { availableEngines } from '../../support/databases.js';
import { createOffice, createSurroundings, errorOf, ID, messageOf, NOW } from './surroundings.js';

for (const engine of availableEngines()) {
	test(`${engine}: an admin sees instances and users, one line each`, async (t) => {
		const office = await createOffice(t, engine);
		const bob = office.person('bob', ['livechat-agent']);
		await office.run('register-agent', office.asAgent(bob));
		await office.connect();
		const instances = await office.run('list-instances', office.asAdmin());
		const users = await office.run('list-users', office.asAdmin());
		t.deepEqual([instances.status, users.status], [200, 200]);
		t.is(messageOf(instances), `${ID}: authorized, owner jane@example.org, created 2026-11-22`);
		t.is(
			messageOf(users),
			[
				`jane@example.org: Rocket.Chat id ${office.agent.rocketChatId}, 1 instance, created 2026-11-22`,
				`bob@example.org: Rocket.Chat id ${bob.rocketChatId}, 0 instances, created 2026-11-22`,
			].join('\n'),
		);
	});
}

test('empty lists say so and name the next step', async (t) => {
	const { run, person, rocketChat, operations } = await createSurroundings(t);
	const ada = person('ada', ['admin']);
	const rocketChatUrl = rocketChat.url;
	const { commandToken } = await operations.registerWorkspace({ ...ada, rocketChatUrl });
	const claim = { rocketChatUrl, commandToken, email: ada.email, roles: 'user, admin' };
	t.regex(messageOf(await run('list-instances', claim)), /^No instances yet\. .*create-instance/);
	t.regex(messageOf(await run('list-users', claim)), /^No users yet\. .*register-agent/);
});

test('agents may not list', async (t) => {
	const office = await createOffice(t);
	for (const command of ['list-instances', 'list-users']) {
		const answer = await office.run(command, office.asAgent());
		t.is(answer.status, 403);
		t.is(errorOf(answer), 'not-allowed');
		t.regex(messageOf(answer), new RegExp(command));
	}
});

test('an admin sees their own workspace, an operator all of them', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const other = await createSurroundings(t);
	const bob = other.person('bob', ['admin']);
	const rocketChatUrl = other.rocketChat.url;
	await office.operations.registerWorkspace({ ...bob, rocketChatUrl });
	const { operations } = office;
	const byBob = { ...(await operations.asOperator(rocketChatUrl)) };
	t.deepEqual(await operations.listInstances(byBob), []);
	t.deepEqual(await operations.listUsers(byBob), []);
	const all = await operations.asOperator();
	const row = { workspaceUrl: office.rocketChat.url, createdAt: NOW };
	t.deepEqual(await operations.listInstances(all), [
		{ ...row, id: ID, state: 'authorized', owner: 'jane@example.org' },
	]);
	t.deepEqual(await operations.listUsers(all), [
		{ ...row, email: 'jane@example.org', userId: office.agent.rocketChatId, instances: 1 },
	]);
	t.is((await operations.listInstances(await office.adminActor())).length, 1);
});

test('rows become text without times of day', (t) => {
	const row = { workspaceUrl: 'https://chat.example.org', createdAt: NOW };
	t.is(
		instancesText([{ ...row, id: '1', state: 'notAuthorized', owner: undefined }]),
		'1: notAuthorized, no owner, created 2026-11-22',
	);
	t.is(
		usersText([{ ...row, email: 'a@b.org', userId: 'u', instances: 2 }]),
		'a@b.org: Rocket.Chat id u, 2 instances, created 2026-11-22',
	);
});
