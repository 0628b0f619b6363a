import type { ExecutionContext } from 'ava';
import { asObject, asText } from '../../src/sandbox/read.js';
import { createRocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import { createAppHost, type AppHostOptions } from '../apps-engine/app-host.js';
import { onEveryEngine, releaseZip, type AppsEngine } from '../apps-engine/engines.js';
import { startCommandStandIn } from './support/command-stand-in.js';

const TOKEN = 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f';
const API_TOKEN = 'd75b3a66374942c5b3c019c698abc2067e151558acbd412345';
const COMMAND_TOKEN = 'command-token-of-the-daemon';
const WEBHOOK_TOKEN = 'webhook-token-of-the-daemon';
const SECRETS = [TOKEN, API_TOKEN, COMMAND_TOKEN, WEBHOOK_TOKEN];
const REGISTERED = { command_token: COMMAND_TOKEN, webhook_token: WEBHOOK_TOKEN };

/** A workspace with an admin, a Russian agent and somebody who is neither; the app in it, and the daemon it talks to. */
async function start(
	t: ExecutionContext,
	engine: AppsEngine,
	options: Partial<AppHostOptions> = {},
) {
	const sandbox = await createRocketChatSandbox();
	t.teardown(() => sandbox.close());
	const people = {
		ann: sandbox.addUser({ username: 'ann', email: 'ann@example.org', roles: ['admin'] }),
		boris: sandbox.addUser({
			username: 'boris',
			email: 'boris@example.org',
			roles: ['livechat-agent'],
			language: 'ru',
		}),
		carl: sandbox.addUser({ username: 'carl', email: 'carl@example.org', roles: ['user'] }),
	};
	const daemon = await startCommandStandIn(t);
	const settings = { app_url: daemon.appUrl, ...REGISTERED, ...options.settings };
	const zip = releaseZip();
	const host = await createAppHost(t, { sandbox, engine, zip, ...options, settings });
	t.true(await host.isEnabled());
	const shown = (username: string) => host.ephemerals(username).at(-1)?.text ?? '';
	/** Fills in the form that a command opens, and submits it. */
	const fillIn = async (command: string, username: string, values: Record<string, string>) => {
		await host.command(`/greenapi.${command}`, username, { triggerId: 'T1' });
		const fields = Object.entries(values).map(([name, value]) => [name, { [name]: value }]);
		return host.submitView({
			username,
			state: Object.fromEntries(fields) as Record<string, unknown>,
		});
	};
	return { sandbox, people, daemon, host, shown, fillIn, url: sandbox.url };
}

type Started = Awaited<ReturnType<typeof start>>;

/** Neither in the engine's log, nor in anything that anybody sees, nor in what the app keeps. */
function assertNoSecrets(t: ExecutionContext, { host, sandbox }: Started): void {
	const seen = ['ann', 'boris', 'carl'].map((name) => host.ephemerals(name));
	const rooms = [...sandbox.workspace.messages.values()].map(({ msg }) => msg);
	const text = JSON.stringify([
		host.logs(),
		seen,
		host.views,
		rooms,
		host.persistence(),
		host.jobs(),
	]);
	t.deepEqual(
		SECRETS.filter((secret) => text.includes(secret)),
		[],
	);
}

onEveryEngine('an administrator registers the workspace by its form', async (t, engine) => {
	const settings = { app_url: '', command_token: '', webhook_token: '' };
	const started = await start(t, engine, { settings });
	const { daemon, host, people, shown, fillIn, url } = started;
	daemon.answer('register-workspace', { commandToken: COMMAND_TOKEN, webhookToken: WEBHOOK_TOKEN });
	const filled = { rocketChatId: people.ann.userId, rocketChatToken: TOKEN, tokens: 'first' };
	t.like(await fillIn('register-workspace', 'ann', { ...filled, appUrl: daemon.appUrl }), {
		success: true,
	});
	const { path, rocketChatId, rocketChatToken, rocketChatUrl, email, commandToken, rotate } =
		daemon.commands[0]!;
	t.deepEqual(
		{ path, rocketChatId, rocketChatToken, rocketChatUrl, email, commandToken, rotate },
		{
			path: 'register-workspace',
			rocketChatId: people.ann.userId,
			rocketChatToken: TOKEN,
			rocketChatUrl: url,
			email: 'ann@example.org',
			commandToken: undefined,
			rotate: undefined,
		},
	);
	t.like(host.settings(), { app_url: daemon.appUrl, ...REGISTERED });
	t.regex(shown('ann'), /^This workspace is connected/u);
	assertNoSecrets(t, started);
});

onEveryEngine('a registered workspace gets new tokens by the same form', async (t, engine) => {
	const started = await start(t, engine, {
		settings: { command_token: 'old', webhook_token: 'old' },
	});
	const { daemon, host, shown, fillIn } = started;
	daemon.answer('register-workspace', { commandToken: COMMAND_TOKEN, webhookToken: WEBHOOK_TOKEN });
	const filled = { rocketChatId: 'ann', rocketChatToken: TOKEN, tokens: 'new' };
	t.like(await fillIn('register-workspace', 'ann', filled), { success: true });
	t.true(daemon.commands.at(-1)?.['rotate']);
	t.like(host.settings(), REGISTERED);
	t.regex(shown('ann'), /^New tokens/u);
	t.false(JSON.stringify(host.views[0]).includes('"appUrl"'));
	assertNoSecrets(t, started);
});

onEveryEngine('no token leaves for an address that is not the daemon', async (t, engine) => {
	const started = await start(t, engine, { settings: { app_url: '', command_token: '' } });
	const { daemon, fillIn, sandbox } = started;
	const filled = { rocketChatId: 'ann', rocketChatToken: TOKEN, tokens: 'first' };
	const appUrl = `${sandbox.url}/api/webhook/rocket`;
	const response = await fillIn('register-workspace', 'ann', { ...filled, appUrl });
	t.regex(asText(asObject(response?.['errors'])['appUrl']), /is not greenapi-rc/u);
	t.deepEqual(daemon.commands, []);
	assertNoSecrets(t, started);
});

onEveryEngine('agents register and replace their token by forms', async (t, engine) => {
	const started = await start(t, engine);
	const { daemon, people, shown, fillIn } = started;
	for (const command of ['register-agent', 'update-token']) {
		daemon.answer(command, { message: `Сделано: ${command}.` });
		const filled = { rocketChatId: people.boris.userId, rocketChatToken: TOKEN };
		t.like(await fillIn(command, 'boris', filled), { success: true });
		t.like(daemon.commands.at(-1), {
			path: command,
			...filled,
			commandToken: COMMAND_TOKEN,
			email: 'boris@example.org',
			roles: ['livechat-agent'],
			language: 'ru',
		});
		t.is(shown('boris'), `Сделано: ${command}.`);
	}
	assertNoSecrets(t, started);
});

onEveryEngine('a form says what is wrong before anything is sent', async (t, engine) => {
	const started = await start(t, engine);
	const { daemon, fillIn } = started;
	const response = await fillIn('create-instance', 'boris', {
		idInstance: 'abc',
		apiTokenInstance: '',
		apiUrl: 'nonsense',
	});
	t.like(response, { success: false });
	t.deepEqual(Object.keys(asObject(response?.['errors'])).sort(), [
		'apiTokenInstance',
		'apiUrl',
		'idInstance',
	]);
	t.regex(JSON.stringify(response), /Заполните это поле/u);
	t.deepEqual(daemon.commands, []);
});

onEveryEngine(
	'a new instance is linked by QR code, and the agent hears when',
	async (t, engine) => {
		const started = await start(t, engine);
		const { daemon, host, shown, fillIn } = started;
		const image = 'https://bridge.example.org/api/webhook/rocket/qr/ticket';
		daemon.answer('create-instance', { message: 'Создан.', idInstance: '1101', isLinked: false });
		daemon.answer('link-instance', { message: 'Сканируйте.', isLinked: false, image });
		await fillIn('create-instance', 'boris', { idInstance: '1101', apiTokenInstance: API_TOKEN });
		const [answer, more] = host.ephemerals('boris').slice(-2);
		t.is(answer?.text, 'Создан.\n\nСканируйте.');
		t.is(answer?.attachments?.length, 1);
		t.true(JSON.stringify(answer?.attachments).includes(image));
		const button = asObject((asObject(more?.blocks?.[1])['elements'] as unknown[])[0]);
		t.is(asObject(button['text'])['text'], 'Показать новый код');

		const pressed = { actionId: asText(button['actionId']), value: asText(button['value']) };
		await host.blockAction({ username: 'boris', rid: 'GENERAL', ...pressed });
		t.is(host.ephemerals('boris').filter(({ text }) => text.includes('Сканируйте.')).length, 2);

		await host.runJobs('link-watch');
		t.notRegex(shown('boris'), /привязан/u);
		daemon.answer('link-instance', { message: 'Привязан.', isLinked: true });
		await host.runJobs('link-watch');
		await host.runJobs('link-watch');
		const told = host.ephemerals('boris').filter(({ text }) => text.startsWith('✅'));
		t.deepEqual(
			told.map(({ rid }) => rid),
			['GENERAL'],
		);
		t.deepEqual(
			host.jobs().filter(({ processor }) => processor === 'link-watch'),
			[],
		);
		t.deepEqual([host.ephemerals('ann'), host.ephemerals('carl')], [[], []]);
		assertNoSecrets(t, started);
	},
);

onEveryEngine('a phone number asks for a pairing code', async (t, engine) => {
	const { daemon, host, fillIn } = await start(t, engine);
	daemon.answer('link-instance', { message: '', isLinked: false, code: 'ABCD1234' });
	await fillIn('link-instance', 'ann', { idInstance: '1101', pairingPhone: '+7 900 111-22-33' });
	t.like(daemon.commands.at(-1), { idInstance: '1101', phone: '79001112233' });
	t.true(host.ephemerals('ann').some(({ text }) => text.includes('`ABCD1234`')));
	daemon.answer('link-instance', { message: 'There is one.', isLinked: true });
	await host.command('/greenapi.link-instance 1101', 'ann');
	t.is(host.ephemerals('ann').at(-1)?.text, 'There is one.');
});

onEveryEngine('typed arguments work, with the advice to use the form', async (t, engine) => {
	const { daemon, host, shown } = await start(t, engine);
	const typed = [
		['register-agent', `user1 ${TOKEN}`, { rocketChatId: 'user1', rocketChatToken: TOKEN }],
		['update-token', `user1 ${TOKEN}`, { rocketChatId: 'user1', rocketChatToken: TOKEN }],
		['create-instance', `1101 ${API_TOKEN}`, { idInstance: '1101', apiTokenInstance: API_TOKEN }],
	] as const;
	for (const [command, args, fields] of typed) {
		daemon.answer(command, { message: 'OK.' });
		await host.command(`/greenapi.${command} ${args}`, 'ann', { triggerId: 'T1' });
		t.like(daemon.commands.at(-1), { path: command, ...fields });
		t.regex(shown('ann'), /^OK\.\n\n_Rocket\.Chat writes/u);
		t.false(shown('ann').includes(TOKEN) || shown('ann').includes(API_TOKEN));
	}
	t.deepEqual(host.views, []);
	for (const [command, args, fields] of [
		['remove-instance', ' 1101', { idInstance: '1101' }],
		['list-instances', '', {}],
		['list-users', '', {}],
		['sync-app-url', '', { appUrl: daemon.appUrl }],
		['sync-app-url', ' http://a', { appUrl: 'http://a/api/webhook/rocket' }],
		['sync-app-url', ' http://a/api/webhook/rocket', { appUrl: 'http://a/api/webhook/rocket' }],
	] as const) {
		daemon.answer(command, { message: `The answer to ${command}.` });
		await host.command(`/greenapi.${command}${args}`, 'ann');
		t.like(daemon.commands.at(-1), { path: command, ...fields });
		t.is(shown('ann'), `The answer to ${command}.`);
	}
});

onEveryEngine('who may not is told so, in their language and nobody else', async (t, engine) => {
	const { daemon, host, shown } = await start(t, engine);
	for (const command of ['list-users', 'list-instances', 'sync-app-url', 'remove-instance 1101']) {
		await host.command(`/greenapi.${command}`, 'carl');
		const [name] = command.split(' ');
		t.is(shown('carl'), `You may not: ${name}. (not-allowed)`);
		await host.command(`/greenapi.${command}`, 'boris');
		t.is(shown('boris'), `Вам нельзя: ${name}. (not-allowed)`);
	}
	t.deepEqual(daemon.commands[0]?.['roles'], ['user']);
	t.deepEqual(host.ephemerals('ann'), []);
	await host.command('/greenapi.help', 'carl');
	t.false(shown('carl').includes('register-agent'));
	await host.command('/greenapi.help', 'boris');
	t.true(shown('boris').includes('/greenapi.register-agent'));
	t.false(shown('boris').includes('list-users'));
	await host.command('/greenapi.help', 'ann');
	t.true(shown('ann').includes('/greenapi.list-users'));
});

onEveryEngine('a refusal keeps the form open and shows why', async (t, engine) => {
	const started = await start(t, engine);
	const { host, fillIn } = started;
	const filled = { rocketChatId: 'x', rocketChatToken: TOKEN };
	const response = await fillIn('register-agent', 'carl', filled);
	t.like(response, {
		success: false,
		errors: { rocketChatId: 'You may not: register-agent. (not-allowed)' },
	});
	t.false(host.ephemerals('carl').some(({ text }) => text.includes('not-allowed')));
	assertNoSecrets(t, started);
});

onEveryEngine('removing an instance asks first, and shows which there are', async (t, engine) => {
	const { daemon, host, shown, fillIn } = await start(t, engine);
	daemon.answer('list-instances', { message: '1101, authorized' });
	daemon.answer('remove-instance', { message: 'Removed.' });
	await fillIn('remove-instance', 'ann', { idInstance: '1101' });
	t.true(JSON.stringify(host.views[0]).includes('1101, authorized'));
	t.like(daemon.commands.at(-1), { path: 'remove-instance', idInstance: '1101' });
	t.is(shown('ann'), 'Removed.');
});

onEveryEngine('status tells what the daemon says and what the app knows', async (t, engine) => {
	const { daemon, host, shown } = await start(t, engine);
	daemon.answer('status', { message: 'Всё подключено.' });
	await host.command('/greenapi.status', 'boris');
	t.regex(shown('boris'), /9\.9\.9 отвечает/u);
	t.regex(shown('boris'), /Ждут отправки в приложении: 0/u);
	t.true(shown('boris').endsWith('Всё подключено.'));
});

onEveryEngine('send writes in the name of the agent, typed and by form', async (t, engine) => {
	const started = await start(t, engine);
	const { daemon, host, sandbox, shown, fillIn, url } = started;
	daemon.answer('open-chat', { message: 'Чат открыт.', roomId: 'GENERAL', servedBy: 'boris' });
	const texts = () =>
		[...sandbox.workspace.messages.values()].map(({ msg, u }) => [msg, u.username]);
	await host.command('/greenapi.send +7 900 111-22-33 Typed text', 'boris');
	t.like(daemon.commands.at(-1), { path: 'open-chat', phone: '79001112233' });
	t.deepEqual(texts(), [['Typed text', 'boris']]);
	t.true(shown('boris').includes(`${url}/live/GENERAL`));
	await fillIn('send', 'boris', {
		phone: '79001112233',
		text: 'A private text',
		idInstance: '1101',
	});
	t.like(daemon.commands.at(-1), { idInstance: '1101' });
	t.deepEqual(texts().at(-1), ['A private text', 'boris']);
	await fillIn('send', 'boris', { phone: '79001112233', text: 'Long '.repeat(2000) });
	t.regex(shown('boris'), /длиннее, чем принимает Rocket\.Chat/u);
	daemon.answer('open-chat', { error: 'no-whatsapp', message: '+79001112233?' }, 409);
	t.like(await fillIn('send', 'boris', { phone: '79001112233', text: 'Lost' }), { success: true });
	t.is(shown('boris'), '+79001112233? (no-whatsapp)');
	t.false(host.logs().includes('79001112233?'));
});

onEveryEngine(
	'what goes wrong between app and daemon is said with what to do',
	async (t, engine) => {
		const { daemon, host, shown } = await start(t, engine);
		daemon.answer('list-users', { html: 'Bad gateway' }, 502);
		await host.command('/greenapi.list-users', 'ann');
		t.regex(shown('ann'), /failed \(status 502\)/u);
		daemon.answer('list-users', {}, 404);
		await host.command('/greenapi.list-users', 'ann');
		t.regex(shown('ann'), /is not greenapi-rc/u);
		await host.updateSetting('command_token', '');
		await host.command('/greenapi.list-users', 'boris');
		t.regex(shown('boris'), /ещё не подключён/u);
	},
);

onEveryEngine(
	'an unreachable daemon and a client without forms are explained',
	async (t, engine) => {
		const settings = { app_url: 'http://127.0.0.1:9/api/webhook/rocket' };
		const { host, shown } = await start(t, engine, { settings });
		await host.command('/greenapi.list-users', 'ann');
		t.regex(shown('ann'), /did not answer in time/u);
		await host.command('/greenapi.register-agent', 'boris');
		t.regex(shown('boris'), /не показывает формы/u);
		t.true(shown('boris').includes('/greenapi.register-agent [userId token]'));
	},
);

onEveryEngine(
	'without room.read a form says so, in the language of the person',
	async (t, engine) => {
		const { daemon, people, fillIn } = await start(t, engine, { permissions: ['room.read'] });
		const filled = { rocketChatId: people.boris.userId, rocketChatToken: TOKEN };
		const response = asObject(await fillIn('register-agent', 'boris', filled));
		t.regex(asText(asObject(response['errors'])['rocketChatId']), /разрешение room\.read/u);
		t.deepEqual(daemon.commands, []);
	},
);

onEveryEngine(
	'switched off and on the app has its commands, and blames nobody',
	async (t, engine) => {
		const { host, shown } = await start(t, engine);
		await host.disable();
		await host.enable();
		t.true(await host.isEnabled());
		await host.command('/greenapi.help', 'ann');
		t.regex(shown('ann'), /greenapi\.status/u);
		t.false(host.logs().includes('Another app'));
	},
);

onEveryEngine('the status says why the daemon does not use the app', async (t, engine) => {
	const { daemon, host, shown } = await start(t, engine);
	daemon.answer('status', { message: 'All is well.' });
	await host.command('/greenapi.status', 'ann');
	t.notRegex(shown('ann'), /⚠️/u);
	daemon.answer('', { message: 'https://other.test is not this workspace.' });
	await host.command('/greenapi.status', 'ann');
	t.regex(shown('ann'), /⚠️.*by REST.*other\.test is not this workspace/u);
	daemon.answer('', { error: 'wrong-token', message: 'Wrong.' }, 401);
	await host.command('/greenapi.status', 'boris');
	t.regex(shown('boris'), /⚠️.*не принимает этот токен/u);
});

onEveryEngine('until a form came back it is said what to do without one', async (t, engine) => {
	const { daemon, host, shown } = await start(t, engine, { permissions: ['ui.interact'] });
	await host.command('/greenapi.register-agent', 'boris', { triggerId: 'T1' });
	t.regex(shown('boris'), /ui\.interact.*`\/greenapi\.register-agent/u);
	t.deepEqual(host.views, []);
	daemon.answer('register-agent', { message: 'Готово.' });
	await host.command(`/greenapi.register-agent abc ${TOKEN}`, 'boris');
	t.true(shown('boris').startsWith('Готово.'));
});

onEveryEngine('once a form came back the next one opens without words', async (t, engine) => {
	const { people, host, fillIn, daemon } = await start(t, engine);
	daemon.answer('register-agent', { message: 'Готово.' });
	const filled = { rocketChatId: people.boris.userId, rocketChatToken: TOKEN };
	await fillIn('register-agent', 'boris', filled);
	const before = host.ephemerals('boris').length;
	await host.command('/greenapi.register-agent', 'boris', { triggerId: 'T2' });
	t.is(host.ephemerals('boris').length, before);
});
