import test from 'ava';
import { newWorkspace } from '../../support/rows.js';
import { openSetupDesk } from './setup-desk.js';
import type { SetupDesk } from './setup-desk.js';

async function agentsOf({ database, url }: SetupDesk) {
	const workspace = await database.stores.workspaces.findByUrl(url);
	return database.stores.agents.list(workspace!.id);
}

async function registered(desk: SetupDesk): Promise<void> {
	const { url, admin } = desk;
	const args = ['register-workspace', '--url', url, '--user-id', admin.userId];
	await desk.run([...args, '--token-file', '-'], { input: admin.authToken });
}

test('registers an agent by the token alone, and refuses a second time', async (t) => {
	const desk = await openSetupDesk(t);
	await registered(desk);
	const { bob } = desk;
	const args = ['register-agent', '--user-id', bob.userId, '--token-file', '-'];
	const first = await desk.run(args, { input: bob.authToken });
	t.is(first.code, 0, `stderr: ${first.stderr}`);
	t.regex(first.stdout, /^bob@example\.org is registered\. .*greenapi-rc create-instance\.$/u);
	const [agent] = await agentsOf(desk);
	t.like(agent, { email: 'bob@example.org', userId: bob.userId, authToken: bob.authToken });
	const before = await desk.rows();
	const second = await desk.run(args, { input: bob.authToken });
	t.deepEqual([second.code, second.stdout], [1, '']);
	t.regex(second.stderr, /greenapi-rc update-token\.\n\(already-registered\)$/u);
	t.deepEqual(await desk.rows(), before);
});

test('stores a new token, the workspace’s too when it is the administrator’s', async (t) => {
	const desk = await openSetupDesk(t);
	await registered(desk);
	const { admin, url } = desk;
	const args = ['--workspace', url, '--user-id', admin.userId, '--token-file', '-', '--json'];
	const unknown = await desk.run(['update-token', ...args], { input: admin.authToken });
	t.deepEqual([unknown.code, unknown.stdout], [1, '']);
	t.regex(unknown.stderr, /"code":"not-registered".*greenapi-rc register-agent\."/u);
	const answer = { version: 1, workspace: url, email: 'root@example.org' };
	const first = await desk.run(['register-agent', ...args], { input: admin.authToken });
	t.deepEqual(JSON.parse(first.stdout), answer);
	const { workspaces, agents } = desk.database.stores;
	const { id } = (await workspaces.findByUrl(url))!;
	await workspaces.update(id, { authToken: 'expired' });
	await agents.updateCredentials((await agentsOf(desk))[0]!.id, {
		...{ userId: admin.userId, authToken: 'expired' },
	});
	const { stdout } = await desk.run(['update-token', ...args], { input: admin.authToken });
	t.deepEqual(JSON.parse(stdout), answer);
	t.is((await workspaces.findByUrl(url))?.authToken, admin.authToken);
	t.is((await agentsOf(desk))[0]?.authToken, admin.authToken);
});

test('refuses the token of somebody else, and an address that is not theirs', async (t) => {
	const desk = await openSetupDesk(t);
	await registered(desk);
	const args = ['register-agent', '--user-id', desk.bob.userId, '--token-file', '-'];
	const wrong = await desk.run([...args, '--debug'], { input: desk.admin.authToken });
	t.regex(wrong.stderr, /\(wrong-credentials\)\n[^]*Caused by:/u);
	const other = await desk.run([...args, '--email', 'root@example.org'], {
		input: desk.bob.authToken,
	});
	t.regex(other.stderr, /\(wrong-user\)$/u);
	t.deepEqual([wrong.code, other.code], [1, 1]);
	t.deepEqual(await agentsOf(desk), []);
});

test('wants to know which of several workspaces, and knows when there is none', async (t) => {
	const desk = await openSetupDesk(t);
	const args = ['register-agent', '--user-id', desk.bob.userId, '--token-file', '-'];
	const input = desk.bob.authToken;
	const none = await desk.run(args, { input });
	t.is(none.code, 1);
	t.regex(none.stderr, /greenapi-rc register-workspace\.\n\(workspace-needed\)$/u);
	await registered(desk);
	await desk.database.stores.workspaces.insert(newWorkspace({ url: 'https://two.example.org' }));
	const unclear = await desk.run(args, { input });
	t.deepEqual([unclear.code, unclear.stdout], [2, '']);
	t.regex(unclear.stderr, /^--workspace is missing[^]*Name one of these: http.*two\.example\.org/u);
	const unknown = await desk.run([...args, '--workspace', 'https://three.example.org'], { input });
	t.is(unknown.code, 1);
	t.regex(unknown.stderr, /\(workspace-not-registered\)$/u);
	const named = await desk.run([...args, '--workspace', `${desk.url}/home`], { input });
	t.is(named.code, 0, `stderr: ${named.stderr}`);
	t.is((await agentsOf(desk)).length, 1);
});
