import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { waitFor } from '../support/wait-for.js';
import { openSetupDesk } from './setup-desk.js';
import type { SetupReport } from './setup-desk.js';

const APP_ID = '6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11';
const MARY = '79001112233@c.us';

test('unattended, with the app: a message is delivered, and once more there is nothing to do', async (t) => {
	const desk = await openSetupDesk(t);
	const { rocketChat } = desk.stage;
	const first = await desk.runWith({}, '--json');
	t.is(first.code, 0, `stderr: ${first.stderr}`);
	const report = JSON.parse(first.stdout) as SetupReport;
	t.like(report, { version: 1, way: 'app', daemon: 'ended', instance: '1101000002', agents: 1 });
	t.is(report.steps.length, 7);
	t.true(report.steps.every(({ wasDone }) => !wasDone));

	const { text, mode } = await desk.env();
	t.is(mode, 0o600);
	t.deepEqual(text.trim().split('\n'), [
		`PORT=${new URL(desk.daemonUrl).port}`,
		`APP_URL=${desk.daemonUrl}`,
		`ALLOWED_WORKSPACES=${rocketChat.url}`,
	]);
	const app = rocketChat.workspace.uploadedApps.get(APP_ID);
	t.is(app?.settings.get('app_url'), `${desk.daemonUrl}/api/webhook/rocket`);
	t.true(app?.permissions.includes('livechat-message.write'));
	t.regex(desk.messages().at(0)?.text ?? '', /test of greenapi-rc setup/u);
	t.like(rocketChat.rooms, [{ visitorName: 'greenapi-rc test', isOpen: false }]);
	t.is(desk.instance.sent.length, 0, 'nothing goes to WhatsApp');
	t.false(await desk.isDaemonThere());

	const again = await desk.runWith({}, '--json');
	t.is(again.code, 0, `stderr: ${again.stderr}`);
	const undone = (JSON.parse(again.stdout) as SetupReport).steps.filter((one) => !one.wasDone);
	t.deepEqual(
		undone.map(({ step }) => step),
		['daemon'],
	);
	t.is(rocketChat.rooms.length, 1);
});

test('in the Community edition by the webhook; the daemon is kept, and conversations go on', async (t) => {
	const desk = await openSetupDesk(t, { rocketChat: { edition: 'community' } });
	const { rocketChat, greenApi } = desk.stage;
	const ended = await desk.runWith({ keepRunning: true });
	const pid = Number(/kill (\d+)/u.exec(ended.stdout)?.[1]);
	t.teardown(() => process.kill(pid));
	t.is(ended.code, 0, `stderr: ${ended.stderr}`);
	t.regex(ended.stdout, /Community[^]*webhook posts to the daemon/u);
	t.is(rocketChat.workspace.uploadedApps.size, 0);
	t.true(await desk.isDaemonThere());

	greenApi.customerWrites(desk.instance.idInstance, { chatId: MARY, name: 'Mary', text: 'Hello' });
	const room = await waitFor(() => rocketChat.rooms.find((one) => one.visitorName === 'Mary'));
	await waitFor(() => rocketChat.messages(room.rid).some((one) => one.text === 'Hello'));
	rocketChat.agentSays(room.rid, { username: 'root', text: 'Hello Mary' });
	await waitFor(() => desk.instance.sent.length === 1, { label: 'the answer' });
});

test('names all options that are missing, and changes nothing', async (t) => {
	const desk = await openSetupDesk(t);
	const { code, stderr, stdout } = await desk.run([]);
	t.is(code, 2);
	t.is(stdout, '');
	for (const flag of ['--app-url', '--url', '--user-id', '--token-file', '--admin-is-agent'])
		t.true(stderr.includes(flag), `stderr: ${stderr}`);
	t.true(stderr.includes('--id-instance') && stderr.includes('--instance-token-file'));
	t.deepEqual(await readdir(desk.folder), []);
	const plan = await desk.run(['--dry-run', '--json']);
	t.is(plan.code, 0);
	t.like(JSON.parse(plan.stdout), {
		items: [{ step: 'place', isDone: false, missing: ['--app-url'] }],
	});
	t.deepEqual(await readdir(desk.folder), []);
});

test('stops at a wrong token, and goes on there with the right one', async (t) => {
	const desk = await openSetupDesk(t);
	const wrong = await desk.runWith({ token: 'wrong' });
	t.is(wrong.code, 1);
	t.regex(wrong.stderr, /Stopped at step 2[^]*Done: Working folder[^]*wrong-credentials/u);
	const other = await desk.runWith({ instanceToken: 'a'.repeat(50) });
	t.is(other.code, 1);
	t.regex(other.stderr, /Stopped at step 6/u);
	t.false(await desk.isDaemonThere());
	const right = await desk.runWith();
	t.is(right.code, 0, `stderr: ${right.stderr}`);
	t.regex(right.stdout, /\[4\/7\].*\n.*was done/u);
});

test('a mistyped private address is not allowed for good, and PORT=0 is refused at once', async (t) => {
	const desk = await openSetupDesk(t);
	const mistyped = await desk.runWith({ url: 'http://127.0.0.1:1' });
	t.is(mistyped.code, 1);
	t.notRegex(await readFile(join(desk.folder, '.env'), 'utf8'), /ALLOWED_WORKSPACES/u);
	await writeFile(join(desk.folder, '.env'), 'PORT=0\n');
	const anywhere = await desk.runWith({ port: undefined });
	t.is(anywhere.code, 1);
	t.regex(anywhere.stderr, /PORT is 0[^]*setting-differs/u);
	t.is(await readFile(join(desk.folder, '.env'), 'utf8'), 'PORT=0\n');
});

test('the plan says what only a look can tell', async (t) => {
	const desk = await openSetupDesk(t);
	t.is((await desk.runWith({ withoutApp: true })).code, 0);
	const plan = JSON.parse((await desk.run(['--dry-run', '--json'])).stdout) as {
		items: { step: string; isDone: boolean | null }[];
	};
	const states = Object.fromEntries(plan.items.map(({ step, isDone }) => [step, isDone]));
	t.deepEqual(states, {
		...{ place: true, workspace: true, daemon: null, connection: null },
		...{ agents: true, instance: true, proof: true },
	});
	t.regex((await desk.run(['--dry-run'])).stdout, /Connection.* to be looked at/u);
});

test('says what a workspace lacks: Omnichannel, an administrator, permission without a second factor', async (t) => {
	const desk = await openSetupDesk(t, { rocketChat: { omnichannelEnabled: false } });
	const isPrivate = await desk.runWith({ allowPrivate: false });
	t.is(isPrivate.code, 2);
	t.regex(isPrivate.stderr, /--allow-private/u);
	const off = await desk.runWith();
	t.is(off.code, 2);
	t.regex(off.stderr, /--enable-omnichannel/u);
	const nobody = desk.stage.rocketChat.addUser({ username: 'nobody' });
	const notAdmin = await desk.runWith({ userId: nobody.userId, token: nobody.authToken });
	t.regex(notAdmin.stderr, /nobody is no administrator/u);
	const cautious = desk.stage.rocketChat.addUser({
		...{ username: 'cautious', roles: ['admin'], needsTwoFactor: true },
	});
	const who = { userId: cautious.userId, token: cautious.authToken, enableOmnichannel: true };
	const twoFactor = await desk.runWith(who);
	t.regex(twoFactor.stderr, /Ignore Two Factor Authentication[^]*ROCKET_CHAT_TWO_FACTOR/u);
});

test('takes nobody’s webhook without a word', async (t) => {
	const desk = await openSetupDesk(t);
	const { settings } = desk.stage.rocketChat.workspace;
	settings.set('Livechat_webhookUrl', 'https://crm.example.org/hook');
	const refused = await desk.runWith({ withoutApp: true });
	t.is(refused.code, 2);
	t.regex(refused.stderr, /--replace-webhook[^]*crm\.example\.org/u);
	t.is(settings.get('Livechat_webhookUrl'), 'https://crm.example.org/hook');
	const replaced = await desk.runWith({ withoutApp: true, replaceWebhook: true });
	t.is(replaced.code, 0, `stderr: ${replaced.stderr}`);
	t.is(settings.get('Livechat_webhookUrl'), `${desk.daemonUrl}/api/webhook/rocket`);
});

test('links a phone by a pairing code where nobody sees a QR code', async (t) => {
	const desk = await openSetupDesk(t, { state: 'notAuthorized' });
	const refused = await desk.runWith();
	t.is(refused.code, 1);
	t.regex(refused.stderr, /No phone is linked[^]*--phone[^]*instance-not-linked/u);
	const linking = desk.runWith({ phone: '79990000000' }, '--json');
	const asked = (): boolean =>
		[...desk.stage.greenApi.requests.keys()].some((one) => /AuthorizationCode/iu.test(one));
	await waitFor(asked, { label: 'the pairing code', timeoutMs: 60_000 });
	desk.stage.greenApi.scan(desk.instance.idInstance);
	const linked = await linking;
	t.is(linked.code, 0, `stderr: ${linked.stderr}`);
	t.like(JSON.parse(linked.stdout), { state: 'authorized', test: { delivered: true } });
});

test('refuses a file of answers in which an agent is no object, before anything is changed', async (t) => {
	const desk = await openSetupDesk(t);
	const refused = await desk.runWith({ agents: ['jane'] });
	t.is(refused.code, 2, `stdout: ${refused.stdout}`);
	t.regex(refused.stderr, /each of "agents"[^]*bad-answers-file/u);
	t.deepEqual(await readdir(desk.folder), ['answers.json']);
});

test('refuses a file of answers that others can read, or that says what nobody asked', async (t) => {
	const desk = await openSetupDesk(t);
	const path = join(desk.folder, 'open.json');
	await writeFile(path, '{"token":"t"}', { mode: 0o644 });
	const open = await desk.run(['--answers', path]);
	t.is(open.code, 2);
	t.regex(open.stderr, /readable for others[^]*chmod 600/u);
	const unknown = await desk.runWith({ apUrl: 'x' });
	t.is(unknown.code, 2);
	t.regex(unknown.stderr, /unknown fields: apUrl/u);
	t.regex((await desk.run(['--answers', 'nowhere.json'])).stderr, /ENOENT/u);
	const badPort = await desk.runWith({ port: 'abc' });
	t.is(badPort.code, 2);
	t.regex(badPort.stderr, /wrong values in: port/u);
	const badId = await desk.runWith({ idInstance: 'abc' });
	t.is(badId.code, 2);
	t.regex(badId.stderr, /wrong values in: idInstance/u);
	const badOnes = await desk.runWith({ phone: 'mine', appUrl: 'bridge.example.org' });
	t.is(badOnes.code, 2);
	t.regex(badOnes.stderr, /wrong values in: phone, appUrl|wrong values in: appUrl, phone/u);
	for (const [option, value, said] of [
		['--phone', 'mine', /country code and number/u],
		['--app-url', 'https://bridge.example.org/path', /an address without a path/u],
	] as const) {
		const wrong = await desk.run([option, value]);
		t.is(wrong.code, 2);
		t.regex(wrong.stderr, said);
	}
	const half = await desk.runWith({ agentId: 'bob' });
	t.is(half.code, 2);
	t.regex(half.stderr, /--agent-token-file is missing/u);
	t.deepEqual((await readdir(desk.folder)).sort(), ['answers.json', 'open.json']);
});

test('takes no daemon of another folder for its own', async (t) => {
	const [desk, other] = [await openSetupDesk(t), await openSetupDesk(t)];
	const kept = await other.runWith({ keepRunning: true });
	const pid = Number(/kill (\d+)/u.exec(kept.stdout)?.[1]);
	t.teardown(() => process.kill(pid));
	const port = new URL(other.daemonUrl).port;
	const taken = await desk.runWith({ port });
	t.is(taken.code, 1);
	t.regex(taken.stderr, /step 1[^]*another greenapi-rc[^]*--port[^]*port-taken/u);
	const astray = await desk.runWith({ appUrl: other.daemonUrl });
	t.is(astray.code, 1);
	t.regex(astray.stderr, /step 3[^]*another greenapi-rc[^]*app-url-unreachable/u);
});

test('takes its own address in another spelling for the same', async (t) => {
	const desk = await openSetupDesk(t);
	const { port } = new URL(desk.daemonUrl);
	await writeFile(join(desk.folder, '.env'), `APP_URL=http://127.0.0.1:${port}/\nPORT=${port}\n`);
	const done = await desk.runWith({ appUrl: `HTTP://127.0.0.1:${port}/` });
	t.is(done.code, 0, `stderr: ${done.stderr}`);
});
