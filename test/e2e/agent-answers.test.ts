import test from 'ava';
import { startProgram } from '../support/child.js';
import { availableEngines } from '../support/databases.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { CHAT, openRoom } from './answering-agent.js';

const png = (name: string, description = '') => ({
	...{ name, mimeType: 'image/png', size: 3000 },
	...(description === '' ? {} : { description }),
});

for (const engine of availableEngines()) {
	test(`${engine}: what an agent writes reaches the customer whole, signed and in order`, async (t) => {
		const preferences = { signature: '[*{agent}*:]', 'mark-read': 'yes' };
		const world = await openRoom(t, engine, { preferences });
		const { stage, room, question, asked, got } = world;
		const { rocketChat, greenApi } = stage;
		const says = (message: object) =>
			rocketChat.agentSays(room.rid, { username: 'jane', ...message });
		const own = says({ text: 'It left **today**', quote: question._id });
		says({ text: 'As I said', quote: own });
		says({
			text: 'Three papers',
			files: [
				png('label.png'),
				{ name: 'invoice.pdf', mimeType: 'application/pdf', size: 5000, description: 'May' },
				png('map.png', 'The way'),
			],
		});
		says({ files: [{ name: 'Audio record.mp3', mimeType: 'audio/mpeg', size: 900 }] });
		const sent = await got(7);
		t.deepEqual(
			sent.map(({ type, text, fileName, quotedMessageId }) => [
				...[type.replace('Message', ''), text, fileName],
				quotedMessageId,
			]),
			[
				['text', '*Jane Doe*: It left *today*', undefined, asked],
				['text', '*Jane Doe*: As I said', undefined, sent[0]!.idMessage],
				['image', '*Jane Doe*: Three papers', 'label.png', undefined],
				['text', 'May', undefined, undefined],
				['document', '', 'invoice.pdf', undefined],
				['image', 'The way', 'map.png', undefined],
				['audio', '', 'Audio record.mp3', undefined],
			],
		);
		await waitFor(
			() => [...greenApi.requests.keys()].some((route) => route.includes('/readChat/')),
			{
				label: 'a read mark',
			},
		);
	});

	test(`${engine}: an edit keeps its signature, a deletion takes back everything`, async (t) => {
		const world = await openRoom(t, engine, { preferences: { signature: '{agent}:\\n' } });
		const { call, written, got, prefers, stage, room, instance } = world;
		stage.rocketChat.setOmnichannelWebhook(undefined);
		stage.rocketChat.agentSays(room.rid, { username: 'ann', files: [png('a.png'), png('b.pdf')] });
		const files = stage.rocketChat.messages(room.rid).at(-1)!.files;
		const attachments = files.map(({ name, path }) => ({ title: { value: name, link: path } }));
		const long = 'x'.repeat(1100);
		await call('message', written(long, { attachments }));
		await got(3);
		await prefers('signature', '');
		const ok = [200, { status: 'ok' }] as const;
		const edit = written(`${long}y`, { attachments, editedAt: '2026-11-22T14:01:00.000Z' });
		t.deepEqual(await call('message-edited', edit), ok);
		await waitFor(() => instance.sentTo(CHAT)[0]?.isEdited, { label: 'the edit' });
		t.is((await got(3))[0]!.text, `Ann Poe:\n${long}y`);
		t.deepEqual(await call('message-deleted', { _id: 'R1' }), ok);
		await waitFor(async () => (await got(3)).every(({ isDeleted }) => isDeleted), {
			label: 'the deletion of all three',
		});
	});

	test(`${engine}: nothing that is no answer reaches the customer`, async (t) => {
		const preferences = { 'closing-message': 'Good bye!', 'welcome-message': 'Welcome!' };
		const { stage, room, call, written, got, post } = await openRoom(t, engine, { preferences });
		const { rocketChat } = stage;
		await got(1);
		const ok = [200, { status: 'ok' }] as const;
		for (const fields of [
			{ t: 'livechat_transfer_history' },
			{ t: 'livechat-close', closingMessage: true },
			{ _id: 'garc-1' },
			{ agentId: '' },
			{ msg: '   ' },
		])
			t.deepEqual(await call('message', written('Not for customers', fields)), ok);
		const guest = { u: { _id: 'v', username: 'guest-7' } };
		const visitor = { token: room.visitorToken, username: 'guest-7' };
		t.deepEqual(await call('message', written('Own words', guest), { visitor }), ok);
		const bot = written('I am a bot', {
			agentId: 'bot',
			u: { _id: 'bot', username: 'rocket.cat' },
		});
		t.regex((await call('message', bot))[1].message!, /not registered/u);
		for (const type of ['LivechatSessionStart', 'LivechatSessionTaken', 'LivechatEdit'])
			t.deepEqual(await call(type, written('Not for customers')), ok);
		// The room's notice and the closing comment come back by the webhook, as everything that is written there.
		await waitFor(
			() => rocketChat.messages(room.rid).some(({ text }) => text.includes('automatically')),
			{ label: 'the notice' },
		);
		rocketChat.agentSays(room.rid, { username: 'jane', text: 'Last words' });
		rocketChat.closeRoom(room.rid, 'agent', 'Solved by phone');
		const texts = (await got(3)).map(({ text }) => text);
		t.deepEqual(texts, ['Welcome!', 'Last words', 'Good bye!']);
		const closed = { type: 'LivechatSession', _id: room.rid, visitor, messages: [] };
		t.deepEqual(await post(closed), ok);
		const thanks = { chatId: CHAT, name: 'Mary', text: 'Thank you' };
		stage.greenApi.customerWrites(stage.idInstance, thanks);
		await waitFor(() => rocketChat.rooms.length === 2, { label: 'the next conversation' });
		t.deepEqual(
			(await got(4)).map(({ text }) => text),
			[...texts, 'Welcome!'],
		);
	});

	test(`${engine}: two daemons greet and take leave once a conversation`, async (t) => {
		const preferences = {
			...{ 'working-hours': 'mon 00:00-00:01', 'time-zone': 'UTC' },
			...{ 'away-message': 'We are back on Monday.', 'welcome-message': 'Welcome!' },
			'closing-message': 'Good bye!',
		};
		const world = await openRoom(t, engine, { preferences });
		const { stage, room, post, got, addDaemon, daemonUrl } = world;
		const second = await addDaemon();
		const line = await second.waitForLine(/^Listening on /u);
		const urls = [daemonUrl, line.replace('Listening on ', '')];
		await got(1);
		stage.rocketChat.setOmnichannelWebhook(undefined);
		stage.rocketChat.closeRoom(room.rid);
		const visitor = { token: room.visitorToken };
		const closed = { type: 'LivechatSession', _id: room.rid, visitor, messages: [] };
		const answers = await Promise.all(
			[...urls, ...urls].map((url) => post(closed, { daemonUrl: url })),
		);
		t.deepEqual(
			answers.map(([status]) => status),
			[200, 200, 200, 200],
		);
		stage.greenApi.customerWrites(stage.idInstance, {
			...{ chatId: CHAT, name: 'Mary', text: 'One more thing' },
		});
		const sent = await got(3);
		t.deepEqual(
			sent.map(({ text }) => text),
			['We are back on Monday.', 'Good bye!', 'We are back on Monday.'],
		);
	});

	test(`${engine}: a running daemon obeys what is set at the terminal`, async (t) => {
		const { databaseUrl, stage, room, instance } = await openRoom(t, engine);
		const cwd = await temporaryFolder(t);
		const env = { DATABASE_URL: databaseUrl, DATA_DIR: cwd };
		const args = ['set-preference', 'signature', 'Signed by {username}:'];
		const { code, stderr } = await startProgram(t, args, { cwd, env }).exited;
		t.is(code, 0, `stderr: ${stderr}`);
		const signed = await waitFor(
			() => {
				stage.rocketChat.agentSays(room.rid, { username: 'jane', text: 'Hi' });
				return instance.sent.find(({ text }) => text !== 'Hi');
			},
			{ label: 'a signed message', everyMs: 200 },
		);
		t.is(signed.text, 'Signed by jane: Hi');
	});
}
