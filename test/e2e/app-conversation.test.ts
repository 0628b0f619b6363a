import type { MessageView } from '../../src/sandbox/rocket-chat/types.js';
import { onEveryEngine } from '../apps-engine/engines.js';
import { waitFor } from '../support/wait-for.js';
import type { AppWorld } from './app-world.js';
import { CHAT, JANE, startAppWorld } from './app-world.js';

/** The message in Rocket.Chat as it is now. */
function now({ messages }: AppWorld, id: string): MessageView | undefined {
	return messages().find(({ _id }) => _id === id);
}

onEveryEngine('what a customer does arrives by the app, each once', async (t, engine) => {
	const world = await startAppWorld(t, engine);
	const { stage, customerSays } = world;
	const { greenApi, idInstance } = stage;
	const asked = greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	const hello = await waitFor(() => world.messages().find(({ text }) => text === 'Hello'), {
		label: 'the text',
	});
	greenApi.customerWrites(idInstance, {
		chatId: CHAT,
		file: { name: 'parcel.jpg', mimeType: 'image/jpeg', size: 200_000, caption: 'The parcel' },
	});
	const photo = await waitFor(
		() => world.messages().find(({ file }) => file?.name === 'parcel.jpg'),
		{ label: 'the photo' },
	);
	t.is(photo.file?.size, 200_000);
	// In early engines an app can't change a visitor's message: the caption is one of its own there.
	const isCaption = ({ _id, text }: MessageView): boolean =>
		text === 'The parcel' && (engine === 'vm2' || _id === photo._id);
	await waitFor(() => world.messages().some(isCaption), { label: 'its caption' });
	const reply = await customerSays('It is broken', { quote: { stanzaId: asked, text: 'Hello' } });
	t.true(reply.text.includes(`msg=${hello._id}`), 'the quote leads to the message itself');

	const edit = {
		typeMessage: 'editedMessage',
		editedMessageData: { textMessage: 'Hello again', stanzaId: asked },
	};
	greenApi.customerWrites(idInstance, { chatId: CHAT, raw: edit });
	await waitFor(() => now(world, hello._id)?.text.startsWith('Hello again'), { label: 'the edit' });
	const reaction = {
		typeMessage: 'reactionMessage',
		extendedTextMessageData: { text: '👍' },
		quotedMessage: { stanzaId: asked },
	};
	greenApi.customerWrites(idInstance, { chatId: CHAT, raw: reaction });
	await waitFor(
		() =>
			Object.keys(now(world, hello._id)?.reactedBy ?? {}).length > 0 ||
			world.messages().some(({ text }) => text.includes('👍')),
		{ label: 'the reaction, at the message or as a line' },
	);
	const deletion = { typeMessage: 'deletedMessage', deletedMessageData: { stanzaId: asked } };
	greenApi.customerWrites(idInstance, { chatId: CHAT, raw: deletion });
	await waitFor(() => now(world, hello._id)?.text.includes('deleted'), { label: 'the deletion' });
	t.deepEqual(world.restCalls(), []);
	const texts = world.messages().filter(({ from }) => from === 'visitor');
	t.is(new Set(texts.map(({ _id }) => _id)).size, texts.length);
});

onEveryEngine(
	'what an agent does reaches the customer, in order, and is marked',
	async (t, engine) => {
		const world = await startAppWorld(t, engine);
		const { stage, instance } = world;
		const { rocketChat } = stage;
		const question = await world.customerSays('Where is it?');
		const rid = rocketChat.rooms[0]?.rid ?? '';
		const first = rocketChat.agentSays(rid, {
			...{ username: JANE, text: 'It left **today**', quote: question._id },
		});
		rocketChat.agentSays(rid, {
			username: JANE,
			text: 'Two papers',
			files: [
				{ name: 'invoice.pdf', mimeType: 'application/pdf', size: 5000 },
				{ name: 'label.png', mimeType: 'image/png', size: 3000 },
			],
		});
		await waitFor(() => instance.sentTo(CHAT).length === 4, { label: 'four units' });
		t.like(instance.sentTo(CHAT)[0], { text: 'It left *today*' });
		t.truthy(instance.sentTo(CHAT)[0]?.quotedMessageId);
		t.is(instance.sentTo(CHAT).filter(({ type }) => type !== 'textMessage').length, 2);

		// Early engines have no reactions for apps; there `greenapi-rc trace` tells.
		if (engine === 'deno')
			await waitFor(() => ':eyes:' in (now(world, first)?.reactedBy ?? {}), { label: 'read' });
		rocketChat.agentEdits(first, 'It left **yesterday**');
		await waitFor(() => instance.sentTo(CHAT)[0]?.isEdited, { label: 'the edit' });
		t.is(instance.sentTo(CHAT)[0]?.text, 'It left *yesterday*');
		rocketChat.agentReacts(question._id, JANE, ':thumbsup:');
		await waitFor(() => instance.reactions.length === 1, { label: 'the reaction' });
		t.like(instance.reactions[0], { reaction: '👍' });
		rocketChat.agentDeletes(first, JANE);
		await waitFor(() => instance.sentTo(CHAT)[0]?.isDeleted, { label: 'the deletion' });
		rocketChat.closeRoom(rid);
		const again = await world.customerSays('One more thing');
		t.is(rocketChat.rooms.length, 2);
		t.not(again._id, question._id);
		t.is(instance.sentTo(CHAT).length, 4, 'nothing of it went out twice');
	},
);

onEveryEngine(
	'while the daemon is away agents’ messages wait, and all arrive in order',
	async (t, engine) => {
		const world = await startAppWorld(t, engine);
		const { stage, instance, host } = world;
		const { rocketChat, greenApi, idInstance } = stage;
		await world.customerSays('Hello');
		const other = '79004445566@c.us';
		greenApi.customerWrites(idInstance, { chatId: other, name: 'Paul', text: 'Good day' });
		await waitFor(() => rocketChat.rooms.length === 2, { label: 'two rooms' });
		const [one, two] = rocketChat.rooms;
		const daemon = world.daemon();
		daemon.kill('SIGKILL');
		await daemon.exited;
		const written = Array.from({ length: 20 }, (_, n) => `line ${String(n)}`);
		const ids = written.map((text) => {
			rocketChat.agentSays(two?.rid ?? '', { username: JANE, text });
			return rocketChat.agentSays(one?.rid ?? '', { username: JANE, text });
		});
		rocketChat.agentEdits(ids[3] ?? '', 'line 3, corrected');
		await waitFor(() => world.outbox() >= 41, { label: 'all of it kept in the app' });
		t.regex(await world.type('status', JANE), /Waiting in this app: 4[1-9]/u);
		await world.crash();
		await host.runJobs();
		await waitFor(() => instance.sentTo(CHAT).length >= 20 && instance.sentTo(other).length >= 20, {
			label: 'everything in WhatsApp',
			timeoutMs: 60_000,
		});
		await waitFor(() => world.outbox() === 0, { label: 'nothing left' });
		const corrected = written.map((text) => (text === 'line 3' ? 'line 3, corrected' : text));
		await waitFor(() => instance.sentTo(CHAT)[3]?.text === 'line 3, corrected', {
			label: 'the edit',
		});
		t.deepEqual(
			instance.sentTo(CHAT).map(({ text }) => text),
			corrected,
		);
		t.deepEqual(
			instance.sentTo(other).map(({ text }) => text),
			written,
		);
	},
);

onEveryEngine('without the app REST takes over, and back, nothing twice', async (t, engine) => {
	const world = await startAppWorld(t, engine);
	const { host, restCalls } = world;
	await world.customerSays('first');
	t.deepEqual(restCalls(), []);
	await host.disable();
	await world.customerSays('second');
	t.true(restCalls().includes('POST /api/v1/livechat/message'));
	await host.enable();
	await host.runJobs();
	await world.customerSays('third');
	const texts = world.messages().filter(({ from }) => from === 'visitor');
	t.deepEqual(
		texts.map(({ text }) => text),
		['first', 'second', 'third'],
	);
	t.is(world.stage.rocketChat.rooms.length, 1);
});

onEveryEngine('an agent whom the bridge does not know reads it at once', async (t, engine) => {
	const world = await startAppWorld(t, engine);
	const { stage, host, instance } = world;
	stage.rocketChat.addUser({ username: 'bob', roles: ['livechat-agent'] });
	await world.customerSays('Hello');
	stage.rocketChat.agentSays(stage.rocketChat.rooms[0]?.rid ?? '', {
		...{ username: 'bob', text: 'I am new here' },
	});
	const isTold = ({ text }: { text: string }): boolean => text.includes('not registered');
	await waitFor(() => host.ephemerals('bob').some(isTold) || world.messages().some(isTold), {
		label: 'the reason',
	});
	t.is(instance.sentTo(CHAT).length, 0);
});

onEveryEngine(
	'who is assigned, and to whom a room is handed, is known to the daemon',
	async (t, engine) => {
		const world = await startAppWorld(t, engine);
		const { stage, credentials, fill } = world;
		const { rocketChat, daemonUrl, command } = { ...stage, ...world, command: stage.command };
		rocketChat.addUser({ username: 'bob', name: 'Bob Poe', roles: ['livechat-agent'] });
		await fill('register-agent', 'bob', credentials('bob'));
		await command(daemonUrl, 'set-preference', {
			...{ name: 'returning-customers', value: 'last-agent' },
			commandToken: world.host.settings()['command_token'],
		});
		await world.customerSays('Hello');
		const rid = rocketChat.rooms[0]?.rid ?? '';
		t.is(rocketChat.room(rid)?.servedBy, JANE);
		rocketChat.transfers(rid, 'bob');
		rocketChat.agentSays(rid, { username: 'bob', text: 'Bob here' });
		await waitFor(() => world.instance.sentTo(CHAT).length === 1, { label: 'what Bob says' });
		rocketChat.closeRoom(rid);
		await waitFor(() => world.outbox() === 0, { label: 'the daemon knows that it is closed' });
		await world.customerSays('One more question');
		t.is(rocketChat.rooms.at(-1)?.servedBy, 'bob', 'a returning customer gets the last agent');
	},
);
