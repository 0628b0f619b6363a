import test from 'ava';
import { startProgram } from '../support/child.js';
import { hasTerminals } from '../support/terminal.js';
import { waitFor } from '../support/wait-for.js';
import { openSetupDesk } from './setup-desk.js';

/** Elsewhere setup.test.ts has to do. */
const atTerminal = hasTerminals() ? test : test.skip;

const CTRL_C = '\u0003';
const DOWN = '\u001b[B';
const MARY = '79001112233@c.us';

atTerminal('by keys, from the first to the last, with a phone that scans the code', async (t) => {
	const desk = await openSetupDesk(t, {
		state: 'notAuthorized',
		rocketChat: { omnichannelEnabled: false },
	});
	const { rocketChat, greenApi } = desk.stage;
	const { idInstance, apiToken } = desk.instance;
	const bob = rocketChat.addUser({ username: 'bob', name: 'Bob', roles: ['livechat-agent'] });
	const { type, see, screen, exited } = desk.atTerminal('--port', new URL(desk.daemonUrl).port);
	await type('Public address of the daemon', `${desk.daemonUrl}/path\r`);
	await type('without a path', `\u0015${desk.daemonUrl}\r`);
	await type('Address of Rocket.Chat', `${new URL(rocketChat.url).host}\r`);
	await type('is on a private address', '\r');
	await see('https:// was tried');
	await type('Address of Rocket.Chat', `${rocketChat.url}\r`);
	await type('is on a private address', '\r');
	await type('User id of the administrator', `${desk.admin.userId}\r`);
	await type('Personal access token', 'wrong\r');
	await see('(wrong-credentials)');
	await type('User id of the administrator', `${desk.admin.userId}\r`);
	await type('Personal access token', `${desk.admin.authToken}\r`);
	await type('Omnichannel is switched off', '\r');
	await type('Do you, root, answer customers', '\r');
	await type('Register another agent', `${DOWN}\r`);
	await type('Personal access token of bob', 'of somebody else\r');
	await see('(wrong-credentials)');
	await type('Register another agent', `${DOWN}\r`);
	await type('Personal access token of bob', `${bob.authToken}\r`);
	await see('bob@example.org is registered');
	await type('Register another agent', '\r');
	await type('? idInstance', `${idInstance}\r`);
	await type('? apiTokenInstance', `${apiToken}\r`);
	await see('▄');
	greenApi.scan(idInstance);
	await type('from another phone now', '\r');
	await see('Waiting for a message');
	greenApi.customerWrites(idInstance, { chatId: MARY, name: 'Mary', text: 'Hello' });
	t.is(await exited, 0, `the screen: ${screen()}`);
	t.regex(screen(), /It is here: from 79001112233@c\.us[^]*Done\. WhatsApp is in Rocket\.Chat/u);
	for (const secret of [desk.admin.authToken, bob.authToken, apiToken])
		t.false(screen().includes(secret));
	t.true(desk.messages().some(({ text }) => text === 'Hello'));
	t.true(rocketChat.workspace.settings.get('Livechat_enabled') === true);
	t.false(await desk.isDaemonThere());
});

atTerminal('Ctrl+C in the middle leaves what is done, and setup goes on there', async (t) => {
	const desk = await openSetupDesk(t);
	const given = { adminIsAgent: undefined, idInstance: undefined, instanceToken: undefined };
	const file = await desk.answers(given);
	const first = desk.atTerminal('--answers', file);
	await first.type('Do you, root, answer customers', CTRL_C);
	t.is(await first.exited, 130, `the screen: ${first.screen()}`);
	t.regex(
		first.screen(),
		/Stopped at step 5[^]*Connection with Rocket\.Chat[^]*nothing is half-done/u,
	);
	await waitFor(async () => !(await desk.isDaemonThere()), { label: 'the end of the daemon' });

	const second = desk.atTerminal('--lang', 'ru', '--skip-phone-test');
	await second.type('тоже отвечаете клиентам', '\r');
	await second.type('Зарегистрировать ещё агента', '\r');
	await second.type('? idInstance', `${desk.instance.idInstance}\r`);
	await second.type('? apiTokenInstance', `${desk.instance.apiToken}\r`);
	t.is(await second.exited, 0, `the screen: ${second.screen()}`);
	t.regex(second.screen(), /\[4\/7\][^]*уже было[^]*Готово/u);
});

atTerminal('waits for an agent to go online, and says so', async (t) => {
	const desk = await openSetupDesk(t);
	const file = await desk.answers();
	const { rocketChat } = desk.stage;
	rocketChat.workspace.users.forEach((user) => {
		if (user.username === 'root') user.roles = ['admin', 'livechat-agent'];
	});
	const run = desk.atTerminal('--answers', file, '--skip-phone-test');
	await run.see('No agent is online');
	await run.see('It waits for an agent');
	rocketChat.setAgentOnline('root', true);
	// The daemon asks again after half a minute; Ctrl+C ends the waiting, not the message.
	await run.type('Sending', CTRL_C);
	t.is(await run.exited, 130, `the screen: ${run.screen()}`);
	t.regex(await run.window(/interrupted/u), /^Stopped at step 7/mu);
	t.is(run.screen().match(/It waits for an agent/gu)?.length, 1, run.screen());

	// What the test left is delivered by the next daemon; its conversation does not stay open.
	const later = startProgram(t, ['daemon'], { cwd: desk.folder, env: desk.environment });
	await waitFor(() => desk.messages().length === 1, { label: 'the message', timeoutMs: 40_000 });
	later.kill();
	await later.exited;
	const again = desk.atTerminal('--skip-phone-test');
	t.is(await again.exited, 0, again.screen());
	t.deepEqual(
		rocketChat.rooms.map(({ isOpen }) => isOpen),
		[false],
	);
});

atTerminal('asks what now when a cloud is down, and does not ask it over and over', async (t) => {
	const desk = await openSetupDesk(t);
	t.is((await desk.runWith()).code, 0);
	await desk.stage.rocketChat.close();
	const rocketChat = desk.atTerminal();
	await rocketChat.type('try again', '\r');
	await rocketChat.type('try again', `${DOWN}${DOWN}\r`);
	t.is(await rocketChat.exited, 1);
	t.is(rocketChat.screen().match(/could not connect/gu)?.length, 3, rocketChat.screen());
});

atTerminal('asks for the token anew when GREEN-API does not take the stored one', async (t) => {
	const desk = await openSetupDesk(t);
	const { idInstance, apiToken } = desk.instance;
	t.is((await desk.runWith()).code, 0);
	desk.stage.greenApi.faults.add({ path: /getState/iu, kind: 'refuse', status: 401, times: 1 });
	const run = desk.atTerminal('--skip-phone-test');
	await run.type('? apiTokenInstance', `${apiToken}\r`);
	t.is(await run.exited, 0, run.screen());
	t.true(run.screen().includes(`${idInstance} is connected`));
});

atTerminal(
	'asks before it takes a webhook, and Ctrl+C ends only the wait for a phone',
	async (t) => {
		const desk = await openSetupDesk(t);
		const { settings } = desk.stage.rocketChat.workspace;
		settings.set('Livechat_webhookUrl', 'https://crm.example.org/hook');
		const file = await desk.answers({ withoutApp: true });
		const left = desk.atTerminal('--answers', file);
		await left.type('crm.example.org now', '\r');
		t.is(await left.exited, 1, left.screen());
		t.regex(left.screen(), /Stopped at step 4[^]*webhook-taken/u);
		t.is(settings.get('Livechat_secret_token'), '');
		const taken = desk.atTerminal('--answers', file);
		await taken.type('crm.example.org now', `${DOWN}\r`);
		await taken.type('from another phone now', '\r');
		await taken.type('Waiting for a message', CTRL_C);
		t.is(await taken.exited, 0, taken.screen());
		t.regex(taken.screen(), /Nothing came within[^]*Done\. WhatsApp/u);
	},
);

atTerminal('Ctrl+C at a code takes it away, and says where it stopped', async (t) => {
	const desk = await openSetupDesk(t, { state: 'notAuthorized' });
	const run = desk.atTerminal('--answers', await desk.answers());
	await run.type('▄', CTRL_C);
	t.is(await run.exited, 130, run.screen());
	const window = await run.window(/Stopped at step 6[^]*interrupted/u);
	t.false(window.includes('▄'), window);
});
