import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import { createOffice, errorOf, messageOf, NOW } from './surroundings.js';
import type { Office, Person } from './surroundings.js';

const AGENT_ROLES = ['user', 'livechat-agent'];

/** The fields of a command that a new colleague sends. */
function byColleague(office: Office, person: Person, fields: object = {}): object {
	return office.asAgent({ ...person, roles: AGENT_ROLES, ...fields });
}

async function agentsOf({ database }: Office) {
	const [workspace] = await database.stores.workspaces.list();
	return workspace === undefined ? [] : database.stores.agents.list(workspace.id);
}

for (const engine of availableEngines()) {
	test(`${engine}: an agent registers, and a second time is told of update-token`, async (t) => {
		const office = await createOffice(t, engine);
		const bob = office.person('bob', AGENT_ROLES);
		const fields = byColleague(office, bob, { email: ' BOB@example.org ' });
		const first = await office.run('register-agent', fields);
		t.is(first.status, 200);
		t.regex(messageOf(first), /bob@example\.org is registered/);
		t.like((await agentsOf(office))[1], {
			email: 'bob@example.org',
			userId: bob.rocketChatId,
			authToken: bob.rocketChatToken,
			createdAt: NOW,
		});
		const before = await office.everything();
		const second = await office.run('register-agent', fields);
		t.is(second.status, 409);
		t.is(errorOf(second), 'already-registered');
		t.regex(messageOf(second), /update-token/);
		t.deepEqual(await office.everything(), before);
	});

	test(`${engine}: two registrations of an agent at once make one`, async (t) => {
		const office = await createOffice(t, engine);
		const fields = byColleague(office, office.person('bob', AGENT_ROLES));
		const answers = await Promise.all([1, 2].map(() => office.run('register-agent', fields)));
		t.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
		t.is((await agentsOf(office)).length, 2);
	});

	test(`${engine}: update-token stores the new credentials of the agent alone`, async (t) => {
		const office = await createOffice(t, engine);
		const [workspaceBefore] = await office.database.stores.workspaces.list();
		const fresh = office.rocketChat.addUser({
			username: 'jane.again',
			email: office.agent.email,
			roles: AGENT_ROLES,
		});
		const credentials = { rocketChatId: fresh.userId, rocketChatToken: fresh.authToken };
		const answer = await office.run('update-token', office.asAgent(credentials));
		t.is(answer.status, 200);
		t.like((await agentsOf(office))[0], {
			email: office.agent.email,
			userId: fresh.userId,
			authToken: fresh.authToken,
		});
		t.deepEqual((await office.database.stores.workspaces.list())[0], workspaceBefore);
	});
}

test('update-token of the admin renews the credentials of the workspace too', async (t) => {
	const office = await createOffice(t);
	const fresh = office.rocketChat.addUser({
		username: 'ada.again',
		email: office.admin.email,
		roles: ['admin', 'livechat-agent'],
	});
	const fields = office.asAdmin({
		roles: 'admin,livechat-agent',
		rocketChatId: fresh.userId,
		rocketChatToken: fresh.authToken,
	});
	await office.run('register-agent', fields);
	t.regex(messageOf(await office.run('update-token', fields)), /workspace/);
	const [workspace] = await office.database.stores.workspaces.list();
	t.like(workspace, { userId: fresh.userId, authToken: fresh.authToken });
	const stillGood = await office.run('list-users', office.asAdmin());
	t.is(stillGood.status, 200);
});

test('update-token of somebody who is not registered points to register-agent', async (t) => {
	const office = await createOffice(t);
	const before = await office.everything();
	const fields = byColleague(office, office.person('bob', AGENT_ROLES));
	const answer = await office.run('update-token', fields);
	t.is(answer.status, 404);
	t.is(errorOf(answer), 'not-registered');
	t.regex(messageOf(answer), /register-agent/);
	t.deepEqual(await office.everything(), before);
});

test('who is no agent, or shows credentials of another, is refused', async (t) => {
	const office = await createOffice(t);
	const bob = office.person('bob', AGENT_ROLES);
	const carol = office.person('carol', ['user']);
	const before = await office.everything();
	const refused: [object, number, string][] = [
		[{ ...bob, roles: ['user', 'admin'] }, 403, 'not-allowed'],
		[{ ...bob, roles: [] }, 403, 'not-allowed'],
		// The role counts in the workspace itself, too.
		[{ ...carol, roles: AGENT_ROLES }, 403, 'not-allowed'],
		[{ ...carol, email: bob.email, roles: AGENT_ROLES }, 403, 'wrong-user'],
		[{ ...bob, email: 'nobody@example.org', roles: AGENT_ROLES }, 403, 'wrong-user'],
		[{ ...bob, rocketChatToken: 'wrong', roles: AGENT_ROLES }, 401, 'wrong-credentials'],
		[{ ...bob, commandToken: 'wrong', roles: AGENT_ROLES }, 401, 'wrong-token'],
		[
			{ ...bob, rocketChatUrl: 'https://other.example.org', roles: AGENT_ROLES },
			404,
			'workspace-not-registered',
		],
	];
	for (const [fields, status, code] of refused) {
		const answer = await office.run('register-agent', office.asAgent(fields));
		t.is(errorOf(answer), code);
		t.is(answer.status, status);
	}
	const stolen = await office.run(
		'update-token',
		office.asAgent({ ...bob, email: office.agent.email }),
	);
	t.is(errorOf(stolen), 'wrong-user');
	t.deepEqual(await office.everything(), before);
});

test('registering while the workspace is down changes nothing', async (t) => {
	const office = await createOffice(t);
	const bob = office.person('bob', AGENT_ROLES);
	await office.rocketChat.down();
	const before = await office.everything();
	const answer = await office.run('register-agent', byColleague(office, bob));
	t.is(answer.status, 502);
	t.is(errorOf(answer), 'workspace-unreachable');
	t.deepEqual(await office.everything(), before);
});

test('an operator registers an agent by naming the address', async (t) => {
	const office = await createOffice(t);
	const operator = await office.operations.asOperator();
	const bob = office.person('bob', AGENT_ROLES);
	await office.operations.registerAgent(operator, bob);
	t.is((await agentsOf(office))[1]?.email, 'bob@example.org');
	const { rocketChatId, rocketChatToken } = bob;
	const credentials = { rocketChatId, rocketChatToken };
	t.is((await office.operations.updateToken(operator, credentials)).email, 'bob@example.org');
});

test('an operator who names no address registers whoever the token belongs to', async (t) => {
	const office = await createOffice(t);
	const operator = await office.operations.asOperator();
	const person = office.person('bob', AGENT_ROLES);
	const bob = { ...person, email: undefined };
	const { email } = await office.operations.registerAgent(operator, bob);
	t.is(email, 'bob@example.org');
	await t.throwsAsync(office.operations.registerAgent(operator, bob), {
		code: 'already-registered',
	});
	const carol = office.person('carol', AGENT_ROLES);
	const before = await office.everything();
	const unknown = { rocketChatId: carol.rocketChatId, rocketChatToken: carol.rocketChatToken };
	await t.throwsAsync(office.operations.updateToken(operator, unknown), { code: 'not-registered' });
	t.deepEqual(await office.everything(), before);
});

test('an operator updates the token of an agent whose address has changed since', async (t) => {
	const office = await createOffice(t);
	const operator = await office.operations.asOperator();
	const { rocketChatId, rocketChatToken } = office.person('bob', AGENT_ROLES);
	const [workspace] = await office.database.stores.workspaces.list();
	const earlier = { email: 'robert@example.org', userId: rocketChatId, authToken: 'expired' };
	await office.database.stores.agents.insert({
		...earlier,
		workspaceId: workspace!.id,
		createdAt: NOW,
	});
	const credentials = { rocketChatId, rocketChatToken };
	t.is((await office.operations.updateToken(operator, credentials)).email, earlier.email);
	t.like((await agentsOf(office))[1], { ...earlier, authToken: rocketChatToken });
});
