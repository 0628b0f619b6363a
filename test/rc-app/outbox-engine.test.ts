import type { AppHost } from '../apps-engine/app-host.js';
import { onEveryEngine } from '../apps-engine/engines.js';
import { waitFor } from '../support/wait-for.js';
import { createAppWorld, TOKEN } from './support/app-world.js';
import type { DaemonStandIn, Told } from './support/daemon-stand-in.js';

type Message = { readonly _id: string; readonly msg: string; readonly attachments?: object[] };

const messageOf = (told: Told): Message => (told['messages'] as [Message])[0];
/** The types of what waits in the app's persistence. */
const waitingIn = (host: AppHost): string[] =>
	host
		.persistence()
		.map(({ data }) => data as { content?: string })
		.flatMap(({ content }) => (content === undefined ? [] : [JSON.parse(content) as Told]))
		.map(({ type }) => type)
		.sort();
const textsTaken = ({ taken }: DaemonStandIn): string[] =>
	taken.filter(({ type }) => type === 'message').map((told) => messageOf(told).msg);

onEveryEngine('everything that agents do is told, signed, and nothing else', async (t, engine) => {
	const { sandbox, daemon, call, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	await waitFor(() => taken('LivechatSessionTaken').length === 1);
	t.like(taken('LivechatSessionTaken')[0], { _id: roomId, agent: { username: 'jane' } });
	const post = { visitorToken: TOKEN, roomId, messageId: 'wa-1', text: 'Hello' };
	const customers = String((await call('message.post', post)).body['messageId']);
	const id = sandbox.agentSays(roomId, {
		username: 'jane',
		text: 'Two files',
		quote: customers,
		files: [
			{ name: 'a.png', mimeType: 'image/png', bytes: Buffer.from('a') },
			{ name: 'b.pdf', mimeType: 'application/pdf', bytes: Buffer.from('b') },
		],
	});
	await waitFor(() => taken('message').length === 1);
	const [message] = taken('message');
	t.like(message, {
		url: sandbox.url,
		_id: roomId,
		visitor: { token: TOKEN, name: 'Mary' },
		agent: { username: 'jane', email: 'jane@example.org' },
	});
	t.like(messageOf(message!), { _id: id, rid: roomId });
	t.regex(messageOf(message!).msg, new RegExp(`^\\[ \\]\\(.*msg=${customers}\\) Two files$`));
	t.is(messageOf(message!).attachments?.filter((one) => 'title' in one).length, 3 - 1);
	sandbox.agentEdits(id, 'Two better files');
	await waitFor(() => taken('message-edited').length === 1);
	t.like(messageOf(taken('message-edited')[0]!), { _id: id, msg: 'Two better files' });
	sandbox.agentReacts(customers, 'jane', ':tada:');
	await waitFor(() => taken('message-reaction').length === 1);
	t.like(taken('message-reaction')[0], { reaction: ':tada:', isRemoved: false });
	sandbox.agentDeletes(id, 'jane');
	await waitFor(() => taken('message-deleted').length === 1);
	sandbox.transfers(roomId, 'bob');
	await waitFor(() => taken('LivechatSessionForwarded').length === 1);
	t.like(taken('LivechatSessionForwarded')[0], { agent: { username: 'bob' } });
	sandbox.closeRoom(roomId);
	await waitFor(() => taken('LivechatSession').length === 1);
	t.is(taken('message').length, 1, 'the customer’s own message was not told');
	t.deepEqual(daemon.unsigned, []);
});

onEveryEngine('after an outage everything arrives, in order, once', async (t, engine) => {
	const { sandbox, host, daemon, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	await waitFor(() => taken('LivechatSessionTaken').length === 1);
	await daemon.stop();
	const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`);
	const ids = texts.map((text) => sandbox.agentSays(roomId, { username: 'jane', text }));
	const marked = () =>
		sandbox.messages(roomId).filter(({ reactedBy }) => ':hourglass_flowing_sand:' in reactedBy);
	const told = () => host.ephemerals('jane').filter(({ text }) => text.includes('waits'));
	await waitFor(() => (engine === 'deno' ? marked() : told()).length === ids.length, {
		label: 'each message is seen to wait',
	});
	await daemon.start();
	await waitFor(async () => {
		await host.runJobs();
		return textsTaken(daemon).length >= ids.length;
	});
	t.deepEqual(textsTaken(daemon), texts);
	await waitFor(() => marked().length === 0, { label: 'the marks are gone' });
});

onEveryEngine(
	'a message that was read stays read while its edit waits',
	async (t, engine) => {
		const { sandbox, host, daemon, call, open, taken } = await createAppWorld(t, engine);
		const roomId = await open();
		const messageId = sandbox.agentSays(roomId, { username: 'jane', text: 'At nine' });
		await waitFor(() => taken('message').length === 1);
		const marks = () =>
			Object.keys(sandbox.messages(roomId).find(({ _id }) => _id === messageId)?.reactedBy ?? {});
		await call('receipt.show', { roomId, messageId, receipt: 'read' });
		t.deepEqual(marks(), [':eyes:']);
		daemon.answer = () => ({ status: 503 });
		sandbox.agentEdits(messageId, 'At ten');
		await waitFor(() => marks().includes(':hourglass_flowing_sand:'));
		daemon.answer = () => undefined;
		await waitFor(async () => {
			await host.runJobs();
			return !marks().includes(':hourglass_flowing_sand:');
		});
		t.deepEqual(marks(), [':eyes:']);
	},
	['deno'],
);

onEveryEngine(
	'a message that was read stays read when its edit is refused',
	async (t, engine) => {
		const { sandbox, daemon, call, open, taken } = await createAppWorld(t, engine);
		const roomId = await open();
		const messageId = sandbox.agentSays(roomId, { username: 'jane', text: 'At nine' });
		await waitFor(() => taken('message').length === 1);
		await call('receipt.show', { roomId, messageId, receipt: 'read' });
		daemon.answer = () => ({ status: 200, body: { message: 'Too late.' } });
		sandbox.agentEdits(messageId, 'At ten');
		await waitFor(() => sandbox.messages(roomId).some(({ text }) => text.includes('Too late.')));
		const shown = sandbox.messages(roomId).find(({ _id }) => _id === messageId);
		t.deepEqual(Object.keys(shown?.reactedBy ?? {}), [':eyes:']);
	},
	['deno'],
);

onEveryEngine('what is deleted while it waits is not told any more', async (t, engine) => {
	const { sandbox, host, daemon, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	const waiting = () => waitingIn(host);
	await waitFor(() => taken('LivechatSessionTaken').length === 1 && waiting().length === 0);
	daemon.answer = () => ({ status: 503 });
	const say = (text: string) => sandbox.agentSays(roomId, { username: 'jane', text });
	say('Before');
	const id = say('For somebody else');
	sandbox.agentEdits(id, 'For somebody else, too');
	say('After');
	await waitFor(() => waiting().length === 4);
	sandbox.agentDeletes(id, 'jane');
	await waitFor(() => waiting().join(' ') === 'message message message-deleted', {
		label: 'the message and its edit are dropped',
	});
	daemon.answer = () => undefined;
	await waitFor(async () => {
		await host.runJobs();
		return waiting().length === 0;
	});
	t.deepEqual(textsTaken(daemon), ['Before', 'After']);
	t.is(taken('message-edited').length, 0);
	t.is(taken('message-deleted').length, 1, 'the daemon may have got it without our knowing');
});

onEveryEngine('what is deleted while those before it go out is not told', async (t, engine) => {
	const { sandbox, host, daemon, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	const waiting = () => waitingIn(host);
	await waitFor(() => taken('LivechatSessionTaken').length === 1 && waiting().length === 0);
	daemon.answer = () => ({ status: 503 });
	sandbox.agentSays(roomId, { username: 'jane', text: 'Before' });
	const id = sandbox.agentSays(roomId, { username: 'jane', text: 'For somebody else' });
	await waitFor(() => waiting().length === 2);
	let asked = 0;
	let release: (taken: undefined) => void = () => undefined;
	const released = new Promise<undefined>((resolve) => (release = resolve));
	daemon.answer = () => {
		asked += 1;
		return released;
	};
	sandbox.agentSays(roomId, { username: 'jane', text: 'After' });
	await waitFor(() => asked === 1 && waiting().length === 3);
	sandbox.agentDeletes(id, 'jane');
	await waitFor(() => waiting().join(' ') === 'message message message-deleted');
	release(undefined);
	await waitFor(() => waiting().length === 0);
	t.deepEqual(textsTaken(daemon), ['Before', 'After']);
});

onEveryEngine('what waits survives a restart of the app', async (t, engine) => {
	const { sandbox, host, daemon, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	await waitFor(() => taken('LivechatSessionTaken').length === 1);
	daemon.answer = () => ({ status: 503 });
	sandbox.agentSays(roomId, { username: 'jane', text: 'Are you there?' });
	await waitFor(() =>
		host.persistence().some(({ data }) => JSON.stringify(data).includes('Are you')),
	);
	await host.disable();
	daemon.answer = () => undefined;
	await host.enable();
	await waitFor(async () => {
		await host.runJobs();
		return textsTaken(daemon).length > 0;
	});
	t.deepEqual(textsTaken(daemon), ['Are you there?']);
});

onEveryEngine('a refusal is said where it happened', async (t, engine) => {
	const { sandbox, host, daemon, open } = await createAppWorld(t, engine);
	const roomId = await open();
	daemon.answer = ({ type }) =>
		type === 'message' ? { status: 200, body: { message: 'Not registered.' } } : undefined;
	const id = sandbox.agentSays(roomId, { username: 'jane', text: 'Hello' });
	const said = 'Not delivered: “Hello”. Not registered.';
	await waitFor(() => sandbox.messages(roomId).some(({ text }) => text === said));
	if (engine === 'deno')
		t.true(':x:' in (sandbox.messages(roomId).find(({ _id }) => _id === id)?.reactedBy ?? {}));
	await host.updateSetting('notices', 'agent');
	sandbox.agentSays(roomId, { username: 'jane', text: 'Hello again' });
	await waitFor(() => host.ephemerals('jane').some(({ text }) => text.includes('Hello again')));
	t.is(sandbox.messages(roomId).filter(({ text }) => text.startsWith('Not delivered')).length, 1);
});

onEveryEngine('a wrong token is explained once, and nothing is lost', async (t, engine) => {
	const { sandbox, host, daemon, open, taken } = await createAppWorld(t, engine);
	const roomId = await open();
	await waitFor(() => taken('LivechatSessionTaken').length === 1);
	daemon.answer = () => ({ status: 401, body: { error: 'unauthorized', message: 'Wrong token.' } });
	for (const text of ['one', 'two']) sandbox.agentSays(roomId, { username: 'jane', text });
	const explained = () =>
		host.ephemerals('jane').filter(({ text }) => text.includes('/greenapi.register-workspace'));
	await waitFor(() => explained().length > 0);
	daemon.answer = () => undefined;
	await waitFor(async () => {
		await host.runJobs();
		return textsTaken(daemon).length === 2;
	});
	t.is(explained().length, 1);
	t.deepEqual(textsTaken(daemon), ['one', 'two']);
});

onEveryEngine('an address is checked before it is saved', async (t, engine) => {
	const { host, daemon } = await createAppWorld(t, engine);
	await host.updateSetting('app_url', daemon.url.replace('/api/webhook/rocket', ''));
	t.is(host.settings()['app_url'], daemon.url);
	for (const wrong of ['bridge.example.org', 'http://127.0.0.1:9/api/webhook/rocket']) {
		await host.updateSetting('app_url', wrong);
		t.is(host.settings()['app_url'], daemon.url);
	}
	t.regex(host.logs(), /Nobody answers at/);
});

onEveryEngine('the app says that it is there, and that it goes', async (t, engine) => {
	const { host, key, taken } = await createAppWorld(t, engine);
	t.regex(await key(), /^[0-9a-f]{64}$/);
	const app = taken('app-started').at(-1)!['app'] as { endpoint: string; capabilities: string[] };
	t.is(app.endpoint, `/api/apps/public/${host.appId}/gateway`);
	t.true(app.capabilities.includes('message.post'));
	const before = await key();
	await host.disable();
	await waitFor(() => taken('app-stopped').length === 1);
	await host.enable();
	await waitFor(() => taken('app-started').length > 1);
	t.is(await key(), before, 'the key stays');
});

onEveryEngine(
	'without the permission scheduler what waits goes out all the same',
	async (t, engine) => {
		const { sandbox, daemon, host, open } = await createAppWorld(t, engine, {
			permissions: ['scheduler'],
		});
		const roomId = await open();
		await daemon.stop();
		sandbox.agentSays(roomId, { username: 'jane', text: 'It waits' });
		await waitFor(() =>
			host.persistence().some(({ data }) => JSON.stringify(data).includes('It waits')),
		);
		await daemon.start();
		await waitFor(() => textsTaken(daemon).includes('It waits'), { label: 'the message' });
		t.deepEqual(textsTaken(daemon), ['It waits']);
	},
);
