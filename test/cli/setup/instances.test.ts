import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { startProvingServer } from '../../support/proving-server.js';
import { newInstance, newWorkspace } from '../../support/rows.js';
import { APP_URL, openSetupDesk } from './setup-desk.js';
import type { SetupDesk } from './setup-desk.js';

async function webhookUrlOf({ stage }: SetupDesk): Promise<unknown> {
	const path = `waInstance${stage.idInstance}/getSettings/${stage.apiToken}`;
	const answer = await fetch(`${stage.greenApi.url}/${path}`);
	return ((await answer.json()) as Record<string, unknown>)['webhookUrl'];
}

test('connects an instance, and a second time puts its settings right', async (t) => {
	const desk = await openSetupDesk(t);
	await desk.introduce();
	const { idInstance, apiToken } = desk.stage;
	const instance = await desk.database.stores.instances.find(asInstanceId(idInstance));
	t.like(instance, { apiToken, state: 'authorized' });
	t.is(await webhookUrlOf(desk), `${APP_URL}/api/webhook/green-api`);
	const args = ['create-instance', idInstance, '--token-file', await desk.tokenFile(apiToken)];
	const again = await desk.run([...args, '--owner', 'BOB@example.org', '--json']);
	t.deepEqual(JSON.parse(again.stdout), {
		...{ version: 1, workspace: desk.url, instance: idInstance, state: 'authorized' },
		...{ isLinked: true, isRepaired: true, takenFrom: null },
	});
	const before = await desk.rows();
	const forNobody = await desk.run(args);
	t.deepEqual([forNobody.code, forNobody.stdout], [1, '']);
	t.regex(forNobody.stderr, /greenapi-rc remove-instance\.\n\(instance-exists\)$/u);
	t.deepEqual(await desk.rows(), before);
});

for (const [what, args, code, said] of [
	['an id that is none', ['first'], 1, /\(bad-instance-id\)$/u],
	['an instance that is unknown there', ['1101000009'], 1, /\(green-api-refused\)$/u],
	['an owner who is no agent', ['1101000001', '--owner', 'x@y.z'], 1, /\(not-registered\)$/u],
	['an address that is none', ['1101000001', '--api-url', 'there'], 1, /\(bad-address\)$/u],
	['a token on the command line', ['1101000001', 'token'], 2, /too many arguments/u],
	['a token as an option', ['1101000001', '--token', 'x'], 2, /unknown option '--token'/u],
] as const) {
	test(`connects nothing for ${what}`, async (t) => {
		const desk = await openSetupDesk(t);
		await desk.database.stores.workspaces.insert(newWorkspace({ url: desk.url }));
		const all = ['create-instance', ...args, '--token-file', '-'];
		const ended = await desk.run(all, { input: desk.stage.apiToken });
		t.deepEqual([ended.code, ended.stdout], [code, '']);
		t.regex(ended.stderr, said);
		t.deepEqual(await desk.database.stores.instances.list(), []);
	});
}

test('lists instances and agents, as tables and as JSON', async (t) => {
	const desk = await openSetupDesk(t);
	const none = await Promise.all([desk.run(['list-instances']), desk.run(['list-users'])]);
	t.deepEqual(
		none.map(({ code, stdout }) => [code, stdout]),
		[
			[0, ''],
			[0, ''],
		],
	);
	const quiet = await desk.run(['list-instances', '-q']);
	t.deepEqual([quiet.code, quiet.stdout, quiet.stderr], [0, '', '']);
	t.regex(none[0].stderr, /no instances; greenapi-rc create-instance/u);
	t.regex(none[1].stderr, /no agents; greenapi-rc register-agent/u);
	await desk.introduce();
	const { id: workspaceId, url } = await desk.database.stores.workspaces.insert(newWorkspace());
	await desk.database.stores.instances.insert(
		newInstance({ id: asInstanceId('7'), workspaceId, agentId: null, state: 'notAuthorized' }),
	);
	const table = await desk.run(['list-instances']);
	const lines = table.stdout.split('\n').map((line) => line.split(/ {2,}/u));
	t.deepEqual(lines[0], ['instance', 'state', 'owner', 'since', 'workspace']);
	t.deepEqual(lines[1]?.slice(0, 3), [desk.stage.idInstance, 'authorized', 'bob@example.org']);
	t.deepEqual([lines[2]?.[2], lines[2]?.[4]], ['-', url]);
	const json = await desk.run(['list-instances', '--json', '--workspace', url]);
	t.deepEqual(JSON.parse(json.stdout), {
		version: 1,
		items: [
			{
				...{ instance: '7', state: 'notAuthorized', owner: null, workspace: url },
				...{ createdAt: '2026-11-22T14:00:00.000Z', pause: null },
			},
		],
	});
	const users = await desk.run(['list-users', '--json']);
	const { version, items } = JSON.parse(users.stdout) as { version: number; items: object[] };
	t.is(version, 1);
	t.like(items[0], {
		...{ email: 'bob@example.org', userId: desk.bob.userId, instances: 1, workspace: desk.url },
	});
	const people = await desk.run(['list-users']);
	t.regex(
		people.stdout,
		/^email +user id +instances +since +workspace\nbob@example\.org +\w+ +1 +/u,
	);
});

test('removes an instance with --yes, and asks for it where nobody can be asked', async (t) => {
	const desk = await openSetupDesk(t);
	await desk.introduce();
	const { idInstance } = desk.stage;
	const before = await desk.rows();
	const unsure = await desk.run(['remove-instance', idInstance]);
	t.deepEqual([unsure.code, unsure.stdout], [2, '']);
	t.regex(unsure.stderr, /^--yes is missing[^]*\(input-missing\)$/u);
	const nothing = await desk.run(['remove-instance']);
	t.regex(nothing.stderr, /^<idInstance>, --yes are missing/u);
	t.deepEqual(await desk.rows(), before);
	const removed = await desk.run(['remove-instance', idInstance, '--yes', '--json']);
	t.deepEqual(JSON.parse(removed.stdout), { version: 1, instance: idInstance, isCleared: true });
	t.is(await webhookUrlOf(desk), '');
	const again = await desk.run(['remove-instance', idInstance, '--yes']);
	t.deepEqual([again.code, again.stdout], [1, '']);
	t.regex(again.stderr, /greenapi-rc list-instances\.\n\(instance-not-found\)$/u);
});

test('says the new address to all instances, and names those it could not tell', async (t) => {
	const desk = await openSetupDesk(t);
	await desk.introduce();
	const synced = await startProvingServer(t, Buffer.from(desk.env['SECRET_KEY']!, 'base64'));
	const address = `${synced}/api/webhook/rocket`;
	const nobody = 'http://127.0.0.1:1/api/webhook/rocket';
	const astray = await desk.run(['sync-app-url', nobody]);
	t.deepEqual([astray.code, astray.stdout], [1, '']);
	t.regex(
		astray.stderr,
		/Nobody answers at[^]*sync-app-url http:\S+ --force\n\(app-url-not-ours\)$/u,
	);
	t.is(await webhookUrlOf(desk), `${APP_URL}/api/webhook/green-api`);
	const all = await desk.run(['sync-app-url', address]);
	t.deepEqual([all.code, all.stderr], [0, '']);
	t.regex(all.stdout, /^Synchronized 1 out of 1 instances\./u);
	t.is(await webhookUrlOf(desk), `${synced}/api/webhook/green-api`);
	const { id: workspaceId } = (await desk.database.stores.workspaces.findByUrl(desk.url))!;
	const apiUrl = desk.stage.greenApi.url;
	await desk.database.stores.instances.insert(
		newInstance({ id: asInstanceId('7'), workspaceId, apiUrl, mediaUrl: apiUrl }),
	);
	const some = await desk.run(['sync-app-url', address, '--json']);
	t.is(some.code, 6);
	t.regex(
		some.stderr,
		/^\{.*"code":"partly-done","message":"1 of 2 instances could not be told\.".*\}$/u,
	);
	const { failures, ...rest } = JSON.parse(some.stdout) as { failures: { instance: string }[] };
	t.deepEqual(rest, {
		...{ version: 1, workspace: desk.url, appUrl: synced, total: 2, synchronized: 1 },
	} as object);
	t.deepEqual(
		failures.map(({ instance }) => instance),
		['7'],
	);
	const forced = await desk.run(['sync-app-url', nobody, '--force', '--json']);
	t.is((JSON.parse(forced.stdout) as { synchronized: number }).synchronized, 1);
	const bad = await desk.run(['sync-app-url', synced]);
	t.deepEqual([bad.code, bad.stdout], [1, '']);
	t.regex(bad.stderr, /\(bad-app-url\)$/u);
});
