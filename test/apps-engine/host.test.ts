import test, { type ExecutionContext } from 'ava';
import { createRocketChatSandbox } from '../../src/sandbox/rocket-chat/sandbox.js';
import type { RocketChatSandboxOptions } from '../../src/sandbox/rocket-chat/types.js';
import { startReceiver } from '../sandbox/receiver.js';
import { waitFor } from '../support/wait-for.js';
import { createAppHost, type AppHostOptions } from './app-host.js';
import { onEveryEngine, releaseZip, type AppsEngine } from './engines.js';
import { fixtureZip } from './fixture-app.js';

type Fields = Readonly<Record<string, unknown>>;
type Options = Partial<AppHostOptions> & { readonly workspace?: RocketChatSandboxOptions };

/** A workspace with two agents, the fixture app in it, and the server that it tells everything. */
async function start(t: ExecutionContext, engine: AppsEngine, options: Options = {}) {
	const { workspace, ...more } = options;
	const sandbox = await createRocketChatSandbox(workspace);
	t.teardown(() => sandbox.close());
	const alice = sandbox.addUser({ username: 'alice', roles: ['livechat-agent'] });
	const bob = sandbox.addUser({ username: 'bob', roles: ['livechat-agent'] });
	sandbox.setAgentOnline('bob', false);
	const receiver = await startReceiver(t);
	const settings = { url: receiver.url };
	const host = await createAppHost(t, { sandbox, engine, zip: fixtureZip(), settings, ...more });
	const hook = async (body: Fields) => {
		const response = await fetch(`${sandbox.url}/api/apps/public/${host.appId}/hook`, {
			method: 'POST',
			headers: { 'Content-Type': 'application/json' },
			body: JSON.stringify(body),
		});
		const { status, headers } = response;
		const text = await response.text();
		const answer = text.startsWith('{') ? (JSON.parse(text) as Fields) : {};
		return { status, headers, answer, text };
	};
	const told = (what: string) =>
		receiver.received.map(({ body }) => body).filter((body) => body['what'] === what);
	const hears = (what: string, fields: Fields = {}) =>
		waitFor(
			() =>
				told(what).find((body) =>
					Object.entries(fields).every(([name, value]) => body[name] === value),
				),
			{ label: `${what} ${JSON.stringify(fields)}` },
		);
	const open = async (token = 'wa-1') => {
		const { answer } = await hook({ do: 'open', token, text: 'Ann', userId: alice.userId });
		return String(answer['rid']);
	};
	return { sandbox, host, hook, told, hears, open, receiver, alice, bob };
}

onEveryEngine('a command calls a server and answers for one pair of eyes', async (t, engine) => {
	const { host, told } = await start(t, engine);
	t.true(await host.isEnabled());
	await host.command('/fixture call', 'alice');
	t.like(host.ephemerals('alice').at(-1), { rid: 'GENERAL', text: 'status 200' });
	t.is(host.ephemerals('alice').at(-1)?.sender, 'fixture.bot');
	t.deepEqual(host.ephemerals('bob'), []);
	t.deepEqual(told('called'), [{ what: 'called' }]);
	await t.throwsAsync(host.command('/unknown', 'alice'), { message: /no command/u });
});

onEveryEngine('a modal is opened, and what is submitted arrives', async (t, engine) => {
	const { host, told } = await start(t, engine);
	await host.command('/fixture modal', 'alice', { triggerId: 'T1' });
	t.like(host.views, [{ username: 'alice', type: 'modal.open', triggerId: 'T1' }]);
	t.is(host.views[0]?.view['id'], 'form');
	const state = { block: { field: 'a secret' } };
	t.like(await host.submitView({ username: 'alice', state }), { success: true });
	t.like(told('submitted'), [{ by: 'alice', state }]);
	t.false(host.logs().includes('a secret'));
});

onEveryEngine('what happens in a room is told to the app', async (t, engine) => {
	const { sandbox, open, hears, hook } = await start(t, engine);
	const rid = await open();
	t.like(await hears('assigned'), { id: rid, agent: 'alice' });
	await hook({ do: 'say', token: 'wa-1', rid, text: 'from the visitor' });
	t.like(await hears('sent', { text: 'from the visitor' }), { room: 'l', isVisitor: true });
	const id = sandbox.agentSays(rid, { username: 'alice', text: 'hello' });
	t.like(await hears('sent', { id }), { by: 'alice', isVisitor: false });
	sandbox.agentEdits(id, 'hello!');
	t.like(await hears('updated'), { text: 'hello!', by: 'alice' });
	sandbox.agentReacts(id, 'alice', ':+1:');
	t.like(await hears('reacted'), { id, by: 'alice', reaction: ':+1:', isReacted: true });
	sandbox.agentReacts(id, 'alice', ':+1:', false);
	t.like(await hears('reacted', { isReacted: false }), { id, by: 'alice' });
	sandbox.agentDeletes(id, 'alice');
	t.like(await hears('deleted'), { id, by: 'alice' });
	sandbox.transfers(rid, 'bob');
	t.like(await hears('transferred'), { type: 'agent', from: 'alice', to: 'bob' });
	t.like(await hears('assigned', { agent: 'bob' }), { id: rid });
	sandbox.closeRoom(rid);
	t.like(await hears('closed'), { id: rid });
});

onEveryEngine('what the app does stands in the workspace', async (t, engine) => {
	const { sandbox, open, hook, hears, alice } = await start(t, engine);
	const rid = await open();
	t.is(sandbox.openRoomOf('wa-1')?.rid, rid);
	t.is(sandbox.room(rid)?.servedBy, 'alice');
	const { answer } = await hook({ do: 'tell', rid, text: 'a notice' });
	const id = String(answer['id']);
	t.like(sandbox.messages(rid).at(-1), { _id: id, text: 'a notice', username: 'fixture.bot' });
	await hook({ do: 'edit', id, text: 'another notice' });
	t.like(sandbox.messages(rid).at(-1), { _id: id, text: 'another notice' });
	await hook({ do: 'close', rid, text: 'bye' });
	t.false(sandbox.room(rid)?.isOpen);
	t.like(await hook({ do: 'tell', rid, text: 'too late' }), {
		status: 422,
	});
	await hook({ do: 'say', token: 'wa-1', rid, text: 'again' });
	t.not(sandbox.openRoomOf('wa-1')?.rid, rid);
	await hears('sent', { text: 'again' });
	t.truthy(alice);
});

onEveryEngine('refusals reach the app as Rocket.Chat throws them', async (t, engine) => {
	const { sandbox, hook, open, alice } = await start(t, engine, {
		workspace: { fileUploadEnabled: false },
	});
	const rid = await open();
	const long = await hook({ do: 'tell', rid, text: 'x'.repeat(5001) });
	t.regex(String(long.answer['error']), /error-message-size-exceeded/u);
	const upload = await hook({ do: 'upload', rid, token: 'wa-1', text: 'bytes' });
	t.regex(String(upload.answer['error']), /error-file-upload-disabled/u);
	sandbox.setAgentOnline('alice', false);
	const offline = await hook({ do: 'open', token: 'wa-2', text: 'Ben', userId: alice.userId });
	t.regex(String(offline.answer['error']), /no-agent-online/u);
});

onEveryEngine(
	'a reaction of the app stands under the agent’s name, and is no business of others',
	async (t, engine) => {
		const { sandbox, hook, open, hears, alice, bob } = await start(t, engine);
		const rid = await open();
		const id = sandbox.agentSays(rid, { username: 'alice', text: 'hello' });
		t.is((await hook({ do: 'react', id, userId: alice.userId })).status, 200);
		t.deepEqual(sandbox.messages(rid).at(-1)?.reactedBy, { ':eyes:': ['alice'] });
		t.like(await hears('reacted'), { id, by: 'alice', reaction: ':eyes:', isReacted: true });
		const refused = await hook({ do: 'react', id, userId: bob.userId });
		t.regex(String(refused.answer['error']), /not-authorized/u);
	},
	['deno'],
);

onEveryEngine('endpoints answer over HTTP while the app is on', async (t, engine) => {
	const { sandbox, host, hook } = await start(t, engine);
	const answered = await hook({ do: 'nothing' });
	t.deepEqual(answered.answer, { error: 'unknown: nothing' });
	t.is(answered.status, 422);
	const { rid } = (await hook({ do: 'open', token: 'wa-9', text: 'x' })).answer;
	const good = await hook({ do: 'say', token: 'wa-9', rid, text: 'x'.repeat(90_000) });
	t.is(good.status, 200);
	t.is(good.headers.get('x-fixture'), 'yes');
	t.is((await hook({ do: 'say', token: 'wa-9', rid, text: 'x'.repeat(110_000) })).status, 413);
	t.is((await fetch(`${sandbox.url}/api/apps/public/${host.appId}/other`)).status, 404);
	t.is((await fetch(`${sandbox.url}/api/apps/public/nobody/hook`)).status, 404);
	await host.disable();
	t.is((await hook({ do: 'nothing' })).status, 404);
	t.false(await host.isEnabled());
	await host.enable();
	t.is((await hook({ do: 'nothing' })).status, 422);
	t.true(await host.isEnabled());
});

onEveryEngine(
	'an upload becomes the visitor’s message, and its bytes are read',
	async (t, engine) => {
		const { sandbox, hook, open, hears } = await start(t, engine);
		const rid = await open();
		const { answer } = await hook({ do: 'upload', rid, token: 'wa-1', text: 'the bytes' });
		t.like(answer, { ok: true, bytes: 9, type: 'text/plain' });
		t.like(sandbox.messages(rid).at(-1), { from: 'visitor', file: { name: 'note.txt', size: 9 } });
		t.like(await hears('sent', { content: 'the bytes' }), { titles: ['note.txt'] });
		const files = [{ name: 'a.pdf', mimeType: 'application/pdf', bytes: 'pdf' }];
		sandbox.agentSays(rid, { username: 'alice', files });
		t.like(await hears('sent', { content: 'pdf' }), { titles: ['a.pdf'], by: 'alice' });
	},
);

onEveryEngine('what the app keeps is kept', async (t, engine) => {
	const { host } = await start(t, engine);
	await host.command('/fixture keep', 'alice');
	t.is(host.ephemerals('alice').at(-1)?.text, '[{"kept":2}]');
	const associations = [{ model: 'misc', id: 'notes' }];
	t.like(host.persistence(), [{ data: { kept: 2 }, associations }]);
});

onEveryEngine('jobs run when they are due, or when told', async (t, engine) => {
	const { host, told, hears } = await start(t, engine, { jobSpeed: 20 });
	await host.command('/fixture later', 'alice');
	t.like(await hears('job'), { job: { n: 1 } });
	await waitFor(() => host.jobs().length === 0, { label: 'the job to be forgotten' });
	await host.command('/fixture often', 'alice');
	t.like(host.jobs(), [{ processor: 'tick', everyMs: 10_000 }]);
	await host.runJobs('tick');
	t.is(told('job').length, 2);
	await waitFor(() => told('job').length >= 4, { label: 'the job to come again' });
});

onEveryEngine('a permission that is missing gives nothing, and is noted', async (t, engine) => {
	const { host } = await start(t, engine, { permissions: ['networking'] });
	await host.command('/fixture call', 'alice');
	t.is(host.ephemerals('alice').at(-1)?.text, 'status undefined');
	t.regex(host.denied.join('\n'), /networking/u);
});

onEveryEngine(
	'the app hears of its settings; what it throws is swallowed, as in Rocket.Chat',
	async (t, engine) => {
		const { host, hears, receiver } = await start(t, engine);
		t.deepEqual(host.settings(), { url: receiver.url });
		await host.updateSetting('url', `${receiver.url}/`);
		t.like(await hears('setting'), { id: 'url', value: `${receiver.url}/` });
		await host.updateSetting('url', 'refused');
		t.deepEqual(host.settings(), { url: 'refused' });
		await t.throwsAsync(host.updateSetting('missing', ''), { message: /no setting/u });
	},
);

onEveryEngine('the log holds what the engine writes of the app', async (t, engine) => {
	const { host } = await start(t, engine);
	await host.command('/fixture an-argument', 'alice');
	t.true(host.logs().includes('an-argument'));
});

onEveryEngine('nothing is left of a host that was stopped', async (t, engine) => {
	const { sandbox, host, told, open } = await start(t, engine);
	const rid = await open();
	const { pid } = host;
	t.is(pid === undefined, engine === 'vm2');
	await host.stop();
	if (pid !== undefined) await waitFor(() => !isRunning(pid), { label: 'the process to end' });
	sandbox.agentSays(rid, { username: 'alice', text: 'unheard' });
	t.is((await fetch(`${sandbox.url}/api/apps/public/${host.appId}/hook`)).status, 404);
	t.false(told('sent').some(({ text }) => text === 'unheard'));
	const again = await createAppHost(t, { sandbox, engine, zip: fixtureZip() });
	t.true(await again.isEnabled());
});

onEveryEngine('the released app is taken and switched on', async (t, engine) => {
	const sandbox = await createRocketChatSandbox();
	t.teardown(() => sandbox.close());
	const host = await createAppHost(t, { sandbox, engine, zip: releaseZip() });
	t.true(await host.isEnabled());
	t.true('app_url' in host.settings());
});

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

test('a host needs an app that is one', async (t) => {
	const sandbox = await createRocketChatSandbox();
	t.teardown(() => sandbox.close());
	const zip = Buffer.from('no zip');
	await t.throwsAsync(createAppHost(t, { sandbox, engine: 'vm2', zip }));
});
