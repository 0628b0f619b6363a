import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { createHttpClient } from '../../../src/core/http/client.js';
import {
	createAdministration,
	isRunning,
	privateAppsRule,
} from '../../../src/core/rocket-chat/administration.js';
import type { Administration } from '../../../src/core/rocket-chat/administration.js';
import { readAppPackage } from '../../../src/core/rocket-chat/app-package.js';
import { readVersion } from '../../../src/core/rocket-chat/server-version.js';
import { createRocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import type { RocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import type {
	NewUser,
	RocketChatSandboxOptions,
	RocketChatVersion,
} from '../../../src/sandbox/rocket-chat/types.js';
import { repositoryRoot } from '../../support/repository.js';

const ROOT: NewUser = { username: 'root', roles: ['admin', 'user'] };
const VERSIONS: readonly RocketChatVersion[] = ['6.8', '7.13', '8.8', '9.0'];
const APP = readAppPackage(join(repositoryRoot, 'rc-app'));

async function open(
	t: ExecutionContext,
	options: RocketChatSandboxOptions = {},
	user: NewUser = ROOT,
): Promise<{ sandbox: RocketChatSandbox; administration: Administration }> {
	const sandbox = await createRocketChatSandbox(options);
	const http = createHttpClient({ isTrusted: () => true });
	t.teardown(() => Promise.all([sandbox.close(), http.close()]));
	const { url } = sandbox;
	return { sandbox, administration: createAdministration({ http, url, ...sandbox.addUser(user) }) };
}

for (const version of VERSIONS) {
	test(`${version}: reads what the workspace is, and changes settings`, async (t) => {
		const options = { version, omnichannelEnabled: false, rateLimiter: true, limit: 3 };
		const { administration, sandbox } = await open(t, options);
		t.is((await administration.readVersion()).text, version);
		const { username, roles, emails } = await administration.readSelf();
		t.deepEqual([username, emails], ['root', ['root@example.org']]);
		t.true(roles.includes('admin'));
		const ids = ['Livechat_enabled', 'API_Enable_Rate_Limiter', 'No_Such_Setting'];
		const before = await administration.readSettings(ids);
		t.deepEqual(before, { Livechat_enabled: false, API_Enable_Rate_Limiter: true });
		await administration.writeSetting('Livechat_enabled', true);
		t.true(sandbox.workspace.settings.get('Livechat_enabled'));
	});

	test(`${version}: says what is missing when the user is no administrator`, async (t) => {
		const { administration } = await open(t, { version }, { username: 'bob' });
		const code = 'ROCKET_CHAT_PERMISSION_MISSING';
		await t.throwsAsync(administration.writeSetting('Livechat_enabled', true), { code });
		await t.throwsAsync(administration.listLivechatAgents(), { code });
		await t.throwsAsync(administration.installApp(APP), { code });
		t.is((await administration.readLicence()).isCommunity, undefined);
	});
}

test('lists agents, and makes somebody one', async (t) => {
	const { administration, sandbox } = await open(t);
	sandbox.addUser({ username: 'bob', name: 'Bob', roles: ['livechat-agent'] });
	sandbox.setAgentOnline('bob', false);
	const names = async () => (await administration.listLivechatAgents()).map((one) => one.username);
	t.deepEqual(await names(), ['bob']);
	const [bob] = await administration.listLivechatAgents();
	t.like(bob, { name: 'Bob', email: 'bob@example.org', status: 'offline', isAvailable: false });
	await administration.addLivechatAgent('root');
	t.deepEqual(await names(), ['bob', 'root']);
	t.true((await administration.readSelf()).roles.includes('livechat-agent'));
});

test('installs the app, which announces itself once it has its settings', async (t) => {
	const { administration, sandbox } = await open(t);
	t.is(await administration.findApp(APP.id), undefined);
	const app = await administration.installApp(APP);
	t.true(isRunning(app));
	t.is((await administration.findApp(APP.id))?.version, APP.version);
	const { permissions } = sandbox.workspace.uploadedApps.get(APP.id) ?? {};
	t.deepEqual(
		permissions,
		APP.permissions.map(({ name }) => name),
	);
	await administration.setAppSettings(APP.id, {
		app_url: `${sandbox.url}/daemon`,
		webhook_token: 'w',
	});
	t.is(sandbox.requests.get('POST (unknown)'), 1, 'the announcement');
	t.true(isRunning(await administration.installApp(APP)), 'once more, in its own place');
});

test('the Community edition since 7.0 lets the app not run', async (t) => {
	const { administration } = await open(t, { edition: 'community' });
	const licence = await administration.readLicence();
	t.deepEqual(licence, { isCommunity: true, edition: 'Community', privateApps: 0 });
	t.is(privateAppsRule(await administration.readVersion(), licence), 'no');
	t.false(isRunning(await administration.installApp(APP)));
	const code = 'ROCKET_CHAT_PRIVATE_APPS_FORBIDDEN';
	await t.throwsAsync(administration.enableApp(APP.id), { code });
	await t.throwsAsync(administration.installApp(APP), { code });
});

test('an engine that is too old refuses the app, and the rule knows it before', async (t) => {
	const { administration } = await open(t, { version: '6.8' });
	const licence = await administration.readLicence();
	t.is(privateAppsRule(await administration.readVersion(), licence), 'no');
	await t.throwsAsync(administration.installApp(APP), { code: 'ROCKET_CHAT_APP_REFUSED' });
});

test('a token that wants a second factor says how to make another', async (t) => {
	const { administration } = await open(t, {}, { ...ROOT, needsTwoFactor: true });
	const error = await t.throwsAsync(administration.writeSetting('Livechat_enabled', true), {
		code: 'ROCKET_CHAT_TWO_FACTOR',
	});
	t.regex(String((error as { help?: string }).help), /Ignore Two Factor Authentication/u);
	t.is((await administration.readSelf()).username, 'root', 'reading needs none');
});

test('a rule without a licence', (t) => {
	const unknown = { isCommunity: undefined, edition: '', privateApps: undefined };
	t.is(privateAppsRule(readVersion('8.8.1'), unknown), 'maybe');
	t.is(privateAppsRule(readVersion(''), unknown), 'maybe');
	t.is(privateAppsRule(readVersion('6.12'), { ...unknown, isCommunity: true }), 'yes');
	t.is(privateAppsRule(readVersion('7.0.0'), { ...unknown, isCommunity: true }), 'no');
	t.is(privateAppsRule(readVersion('8.8'), { ...unknown, privateApps: -1 }), 'yes');
});
