import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Engine } from '../../support/databases.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { appWebhook, JANE } from './both-clouds.js';
import { createScenery, GROUP, photo, reacted } from './room-of-clouds.js';
import type { Happening } from './room-of-clouds.js';

const LINE = /^> \*Mary\*: A1\nreacted with (\S+)$/u;

/** A customer's message A1 in a workspace that is reached by the app. */
async function prepare(t: ExecutionContext, engine: Engine, first: Happening = {}) {
	const scenery = await createScenery(t, engine);
	const { workspaceModel: model, happens, settled } = scenery;
	model.way = 'app';
	scenery.preferences.groups = 'all';
	scenery.ledger.start();
	await happens('A1', first);
	const [shown] = await settled('A1');
	let count = 0;
	/** Reacts to a message; answers the row. */
	const reacts = async (emoji: string, to = 'A1', what: Happening = {}) => {
		count += 1;
		const before = (await scenery.rows(to)).filter((row) => row.direction === 'inbound').length;
		await happens(`B${count}`, { at: count, data: reacted(to, emoji), ...what });
		return (await settled(to, before + 1)).at(-1)!;
	};
	const says = async (id: string, fields: object) => {
		const [token] = [...model.visitors.keys()];
		const message = { _id: id, rid: 'room-1', agentId: 'jane', u: JANE, ...fields };
		await scenery.write(appWebhook('message', token!, [message]));
		const isSent = async () => (await scenery.rows(id)).every(({ state }) => state === 'done');
		await waitFor(isSent, { label: 'the answer' });
	};
	const at = (id: string) => model.reactions.get(id) ?? [];
	return { ...scenery, model, reacts, says, at, id: shown!.targetId! };
}

for (const engine of availableEngines()) {
	test(`${engine}: a reaction stands at the message, whatever its id, and goes with the last one`, async (t) => {
		const { reacts, at, id, model } = await prepare(t, engine);
		t.false(id.startsWith('wa-'));
		t.like(await reacts('👍'), { state: 'done', targetId: id, targetKind: 'reaction' });
		t.deepEqual(at(id), [':thumbsup:']);
		await reacts('❤️');
		t.deepEqual(at(id), [':heart:']);
		t.like(await reacts(''), { state: 'done', targetId: null });
		t.deepEqual(at(id), []);
		t.deepEqual(model.texts(), ['A1']);
	});

	test(`${engine}: an older reaction that comes late changes nothing`, async (t) => {
		const { reacts, at, id } = await prepare(t, engine);
		await reacts('👍', 'A1', { at: 9 });
		await reacts('❤️', 'A1', { at: 5 });
		t.deepEqual(at(id), [':thumbsup:']);
	});

	test(`${engine}: a line from before the app was there goes when the reaction stands at the message`, async (t) => {
		const { reacts, at, id, model } = await prepare(t, engine);
		model.way = 'rest';
		await reacts('👍');
		t.regex(model.texts()[1] ?? '', LINE);
		model.way = 'app';
		await reacts('❤️');
		t.deepEqual(at(id), [':heart:']);
		t.deepEqual(model.texts(), ['A1']);
	});

	test(`${engine}: without the app a line tells the truth, and is gone when the app is back`, async (t) => {
		const { reacts, at, id, model } = await prepare(t, engine);
		await reacts('👍');
		model.way = 'rest';
		t.like(await reacts(''), { state: 'done', targetKind: 'text' });
		t.regex(model.texts()[1] ?? '', /removed/u);
		await reacts('😂');
		t.deepEqual(
			model.texts().map((text) => LINE.exec(text)?.[1]),
			[undefined, '😂'],
		);
		model.way = 'app';
		await reacts('❤️');
		t.deepEqual(at(id), [':heart:']);
		t.deepEqual(model.texts(), ['A1']);
	});

	test(`${engine}: an emoji that Rocket.Chat does not know is a line`, async (t) => {
		const { reacts, at, id, model } = await prepare(t, engine);
		await reacts('👍');
		await reacts('👍🏽👍🏽');
		t.deepEqual(at(id), []);
		t.regex(model.texts()[1] ?? '', LINE);
		await reacts('👍');
		t.deepEqual(at(id), [':thumbsup:']);
		t.deepEqual(model.texts(), ['A1']);
	});

	test(`${engine}: in a group each person's reaction is a line`, async (t) => {
		const { reacts, model } = await prepare(t, engine, { chatId: GROUP, sender: '1@c.us' });
		const inGroup = { chatId: GROUP, sender: '2@c.us', name: 'Anna' };
		await reacts('👍', 'A1', { ...inGroup, data: reacted('A1', '👍') });
		t.is(model.reactions.size, 0);
		t.is(model.texts().length, 2);
	});

	test(`${engine}: a reaction to a message in an older room is a line in the present one`, async (t) => {
		const { reacts, at, id, model, happens, settled, clock } = await prepare(t, engine);
		model.rooms[0]!.isOpen = false;
		clock.advance(1000);
		await happens('A2');
		await settled('A2');
		await reacts('👍');
		t.deepEqual(at(id), []);
		t.regex(model.texts('room-2')[1] ?? '', LINE);
	});

	test(`${engine}: an agent's message of several parts shows the reactions to all of them`, async (t) => {
		const { reacts, says, at, sent, model } = await prepare(t, engine);
		const attachments = ['a', 'b'].map((name) => ({
			title: { value: `${name}.pdf`, link: `/file-upload/${name}/${name}.pdf` },
		}));
		await says('R1', { msg: 'Two files', attachments });
		t.is(sent.length, 3);
		await reacts('👍', 'wa-1');
		await reacts('👍', 'wa-2');
		await reacts('❤️', 'wa-3');
		t.deepEqual(at('R1'), [':thumbsup:', ':heart:']);
		await reacts('', 'wa-1');
		t.deepEqual(at('R1').toSorted(), [':heart:', ':thumbsup:']);
		await reacts('', 'wa-2');
		t.deepEqual(at('R1'), [':heart:']);
		t.deepEqual(model.texts(), ['A1']);
	});

	test(`${engine}: where no conversation is open nothing is done`, async (t) => {
		const { reacts, at, id, model, database } = await prepare(t, engine);
		const [chat] = await database.stores.chats.listByVisitor(1, model.rooms[0]!.token as never);
		await database.stores.chats.forgetRoom(chat!.id, chat!.roomId!);
		t.like(await reacts('👍'), { state: 'skipped', note: 'the conversation is closed' });
		t.deepEqual(at(id), []);
	});

	test(`${engine}: quotes link to the id that the message has, and agents' quotes find it`, async (t) => {
		const { happens, settled, model, says, id, sent } = await prepare(t, engine);
		const data = {
			typeMessage: 'quotedMessage',
			extendedTextMessageData: { text: 'Yes', stanzaId: 'A1' },
			quotedMessage: { stanzaId: 'A1' },
		};
		await happens('Q1', { data });
		const [answer] = await settled('Q1');
		const stored = model.rooms[0]!.messages.get(answer!.targetId!);
		t.true(stored?.includes(`/live/room-1?msg=${id})`));
		await says('R1', { msg: `[ ](https://chat.example.org/live/room-1?msg=${id}) Good` });
		t.like(sent.at(-1), { text: 'Good', quotedMessageId: 'A1' });
	});

	test(`${engine}: a picture keeps its caption's change beside it`, async (t) => {
		const { happens, settled, model } = await prepare(t, engine);
		await happens('P1', { data: photo('https://media.example.org/cat.jpg', 'Our cat') });
		t.like((await settled('P1'))[0], { targetKind: 'file', targetId: 'upload-cat.jpg' });
		t.is(model.texts().length, 2);
	});
}
