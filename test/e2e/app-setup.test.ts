import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onEveryEngine } from '../apps-engine/engines.js';
import { waitFor } from '../support/wait-for.js';
import { CHAT, JANE, startAppWorld } from './app-world.js';

onEveryEngine('from an uploaded app to the first message, by forms alone', async (t, engine) => {
	const world = await startAppWorld(t, engine, { isSetUp: false });
	const { host, stage, credentials, fill, type, instance } = world;
	const { rocketChat, greenApi, idInstance, apiToken } = stage;
	instance.setState('notAuthorized');

	const registered = await fill('register-workspace', JANE, credentials(JANE));
	t.not(registered, '');
	const { command_token: commandToken, webhook_token: webhookToken } = host.settings();
	t.truthy(commandToken);
	t.truthy(webhookToken);
	t.not(await fill('register-agent', JANE, credentials(JANE)), '');

	await fill('create-instance', JANE, { idInstance, apiTokenInstance: apiToken });
	const shown = host.ephemerals(JANE);
	const image = /http:[^"]*\/api\/webhook\/rocket\/qr\/[\w.~-]+/u.exec(JSON.stringify(shown))?.[0];
	t.truthy(image, 'the answer shows a QR code');
	const picture = await fetch(image ?? '');
	t.is(picture.headers.get('content-type'), 'image/png');
	greenApi.scan(idInstance);
	await host.runJobs('link-watch');
	await waitFor(() => (host.ephemerals(JANE).at(-1)?.text ?? '').includes('1101000001'), {
		label: 'the news that the phone is linked',
	});

	await host.runJobs();
	const status = await type('status', JANE);
	t.regex(status, new RegExp(idInstance, 'u'));
	await world.customerSays('Hello there');
	const [room] = rocketChat.rooms;
	t.is(room?.servedBy, JANE);
	t.deepEqual(world.restCalls(), [], 'nothing of it went by REST');
	rocketChat.agentSays(room?.rid ?? '', { username: JANE, text: 'Hello Mary' });
	await waitFor(() => instance.sentTo(CHAT).length === 1, { label: 'the answer' });

	const everywhere = [
		host.logs(),
		...host.ephemerals(JANE).map((message) => JSON.stringify(message)),
		JSON.stringify(world.messages()),
		JSON.stringify(host.jobs()),
	].join('\n');
	const secrets = [commandToken, webhookToken, apiToken, credentials(JANE).rocketChatToken];
	for (const secret of secrets) t.false(everywhere.includes(String(secret)));
	for (const words of ['Hello there', 'Hello Mary'])
		t.false(host.logs().includes(words), 'no customer’s word is in the engine’s log');
});

onEveryEngine('typed arguments work, and the answer advises the form', async (t, engine) => {
	const world = await startAppWorld(t, engine, { isSetUp: false });
	const { stage, credentials, type, host } = world;
	const { rocketChatId, rocketChatToken } = credentials(JANE);
	await type(`register-workspace ${rocketChatId} ${rocketChatToken}`, JANE);
	t.truthy(host.settings()['webhook_token']);
	await type(`register-agent ${rocketChatId} ${rocketChatToken}`, JANE);
	const made = await type(`create-instance ${stage.idInstance} ${stage.apiToken}`, JANE);
	t.regex(made, /form/u);
	t.regex(await type('list-instances', JANE), new RegExp(`${stage.idInstance}.*authorized`, 'u'));
	t.regex(await type('list-users', JANE), /jane@example\.org/u);
	t.regex(await type('sync-app-url', JANE), /1/u);
	t.regex(await type('help', JANE), /greenapi\.send/u);
	const removed = await type(`remove-instance ${stage.idInstance}`, JANE);
	t.regex(removed, new RegExp(stage.idInstance, 'u'));
	for (const { text } of host.ephemerals(JANE)) t.false(text.includes(rocketChatToken));
});

onEveryEngine(
	'an agent and a passer-by may do what is theirs, in their language',
	async (t, engine) => {
		const world = await startAppWorld(t, engine);
		const { stage, credentials, fill, type } = world;
		stage.rocketChat.addUser({ username: 'boris', roles: ['livechat-agent'], language: 'ru' });
		stage.rocketChat.addUser({ username: 'guest' });
		t.regex(await type('list-instances', 'boris'), /[а-яё]{3}.*\[?not-allowed/isu);
		t.regex(await fill('register-agent', 'boris', credentials('boris')), /[а-яё]{3}/iu);
		t.regex(await type('list-instances', 'guest'), /not-allowed/u);
		t.regex(await fill('register-agent', 'guest', credentials('guest')), /agent/u);
		const refused = await type(`remove-instance ${stage.idInstance}`, 'boris');
		t.regex(refused, /[а-яё]{3}/iu);
		t.regex(await type('list-instances', JANE), new RegExp(stage.idInstance, 'u'));
		t.regex(await type('help', 'guest'), /greenapi\.help/u);
	},
);

onEveryEngine('tokens that are lost are made anew, by the same form', async (t, engine) => {
	const world = await startAppWorld(t, engine);
	const { host, credentials, fill } = world;
	const before = host.settings()['webhook_token'];
	await fill('register-workspace', JANE, { ...credentials(JANE), tokens: 'new' });
	t.not(host.settings()['webhook_token'], before);
	await host.runJobs();
	await world.customerSays('Still here?');
	t.deepEqual(world.restCalls(), []);
});

onEveryEngine('an agent begins a chat with a customer', async (t, engine) => {
	const world = await startAppWorld(t, engine);
	const { instance, stage, type } = world;
	t.regex(await type('send +7 900 111-22-33 Your parcel is here', JANE), /live\//u);
	await waitFor(() => instance.sentTo(CHAT).length === 1, { label: 'the message' });
	t.is(instance.sentTo(CHAT)[0]?.text, 'Your parcel is here');
	t.is(stage.rocketChat.rooms[0]?.servedBy, JANE);
	const answer = await world.customerSays('Thank you');
	t.is(stage.rocketChat.rooms.length, 1);
	t.is(answer.from, 'visitor');
	instance.withoutAccount.add('79005556677@c.us');
	t.regex(await type('send 79005556677 Hello', JANE), /no-whatsapp/u);
});

onEveryEngine('without its address or a daemon the app says what to do', async (t, engine) => {
	const world = await startAppWorld(t, engine);
	const { host, type, daemon } = world;
	await host.updateSetting('app_url', 'nonsense').catch(() => undefined);
	t.is(host.settings()['app_url'], `${world.daemonUrl}/api/webhook/rocket`);
	daemon().kill('SIGKILL');
	await daemon().exited;
	t.regex(await type('list-instances', JANE), /reach/u);
	t.regex(await type('status', JANE), /reach/u);
	t.pass();
});

onEveryEngine(
	'an address that redirects is not saved, and named by commands',
	async (t, engine) => {
		const world = await startAppWorld(t, engine);
		const { host, daemonUrl, type } = world;
		let leadsOn = true;
		const proxy = createServer((request, response) => {
			const to = `${daemonUrl}${request.url ?? ''}`;
			response.writeHead(leadsOn ? 301 : 308, { Location: to }).end();
		});
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		t.teardown(() => proxy.close());
		const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/api/webhook/rocket`;
		await host.updateSetting('app_url', address);
		t.is(host.settings()['app_url'], `${daemonUrl}/api/webhook/rocket`);
		t.regex(host.logs(), /leads on to another address/u);
		leadsOn = false;
		await host.updateSetting('app_url', address);
		t.is(host.settings()['app_url'], address, 'this kind keeps what is sent');
		leadsOn = true;
		t.regex(await type('list-instances', JANE), /leads on to another address/u);
	},
);

onEveryEngine('every command works by its form, too', async (t, engine) => {
	const world = await startAppWorld(t, engine);
	const { stage, credentials, fill, type, instance, host } = world;
	const { idInstance } = stage;
	t.regex(await fill('update-token', JANE, credentials(JANE)), /./u);
	instance.setState('notAuthorized');
	await fill('link-instance', JANE, { idInstance, pairingPhone: '+7 999 000-11-22' });
	t.regex(
		host
			.ephemerals(JANE)
			.map(({ text }) => text)
			.join('\n'),
		/[A-Z0-9]{4}-?[A-Z0-9]{4}/u,
	);
	stage.greenApi.scan(idInstance);
	await type(`link-instance ${idInstance}`, JANE);
	await fill('send', JANE, { phone: '79001112233', text: 'By form' });
	await waitFor(() => instance.sentTo(CHAT).length === 1, { label: 'the message' });
	const nobody = 'http://127.0.0.1:1/api/webhook/rocket';
	t.regex(
		await type(`sync-app-url ${nobody}`, JANE),
		/does not answer at http:\/\/127\.0\.0\.1:1/u,
	);
	const elsewhere = world.daemonUrl.replace('127.0.0.1', 'localhost');
	t.regex(await type(`sync-app-url ${elsewhere}/api/webhook/rocket`, JANE), /1 out of 1/u);
	t.is(instance.settings['webhookUrl'], `${elsewhere}/api/webhook/green-api`);
	t.regex(await fill('remove-instance', JANE, { idInstance }), new RegExp(idInstance, 'u'));
	t.notRegex(await type('list-instances', JANE), new RegExp(idInstance, 'u'));
	t.regex(await fill('remove-instance', JANE, { idInstance: 'abc' }), /./u);
	for (const secret of [credentials(JANE).rocketChatToken, stage.apiToken])
		t.false(host.logs().includes(secret));
});
