import test from 'ava';
import type { ExecutionContext } from 'ava';
import { asRoomId } from '../../../src/core/domain/ids.js';
import type { Engine } from '../../support/databases.js';
import { availableEngines } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook } from './both-clouds.js';
import { createScenery, deleted, edited, photo } from './room-of-clouds.js';
import type { Happening } from './room-of-clouds.js';
import type { WorkspaceModel } from './workspace-model.js';

const LINK = 'https://media.example.org/cat.jpg';

/** The customer's message A1 is shown. */
async function prepare(
	t: ExecutionContext,
	{ engine, way }: { engine: Engine; way: WorkspaceModel['way'] },
	first: Happening = {},
) {
	const scenery = await createScenery(t, engine);
	scenery.workspaceModel.way = way;
	scenery.ledger.start();
	await scenery.happens('A1', { text: 'The train is late', ...first });
	await scenery.settled('A1');
	let count = 1;
	/** What is done to A1; seconds decide the order. */
	const follows = async (data: object, what: Happening = {}) => {
		count += 1;
		await scenery.happens(`A${count}`, { at: count, ...what, data });
		return (await scenery.settled('A1', count)).at(-1)!;
	};
	/** The agent closes the conversation, and the customer begins another. */
	const nextRoom = async () => {
		const room = scenery.workspaceModel.rooms.at(-1)!;
		room.isOpen = false;
		await scenery.happens('next', { text: 'Something else' });
		await scenery.settled('next');
	};
	return { ...scenery, follows, nextRoom, texts: scenery.workspaceModel.texts };
}

const EARLIER = '_(edited; before:)_';
const MARK = '🗑 _(deleted in WhatsApp)_';

const ways = availableEngines().flatMap((engine) => [
	{ engine, way: 'rest' as const },
	{ engine, way: 'app' as const },
]);

for (const { engine, way } of ways) {
	test(`${engine}, ${way}: an edit changes the message, what it said before stays below`, async (t) => {
		const { follows, texts } = await prepare(t, { engine, way });
		t.is((await follows(edited('A1', 'The train is *early*'))).state, 'done');
		t.deepEqual(texts(), [`The train is *early*\n${EARLIER}\n> The train is late`]);
		await follows(edited('A1', 'No train'));
		t.deepEqual(texts(), [`No train\n${EARLIER}\n> The train is late\n> The train is *early*`]);
		await follows(edited('A1', 'The train is late'));
		t.deepEqual(texts(), [`The train is late\n${EARLIER}\n> The train is *early*\n> No train`]);
	});

	test(`${engine}, ${way}: a message of another customer with the same id is left alone`, async (t) => {
		const { happens, settled, texts } = await prepare(t, { engine, way });
		const anna = { chatId: '79005550000@c.us', name: 'Anna' };
		await happens('A1', { ...anna, text: 'The bus is late' });
		await settled('A1', 2);
		await happens('E1', { ...anna, at: 5, data: edited('A1', 'The bus is early') });
		await happens('D1', { at: 6, data: deleted('A1') });
		await settled('A1', 4);
		t.deepEqual(texts(), [
			`${MARK}\nThe train is late`,
			`The bus is early\n${EARLIER}\n> The bus is late`,
		]);
	});

	test(`${engine}, ${way}: with the policy "replace" only the new text is left`, async (t) => {
		const { follows, texts, preferences } = await prepare(t, { engine, way });
		preferences.edits = 'replace';
		await follows(edited('A1', 'No train'));
		t.deepEqual(texts(), ['No train']);
	});

	test(`${engine}, ${way}: an edit with an earlier time than the one that is shown changes nothing`, async (t) => {
		const { follows, texts, preferences } = await prepare(t, { engine, way });
		preferences.edits = 'replace';
		await follows(edited('A1', 'second'), { at: 9 });
		await follows(edited('A1', 'first'), { at: 5 });
		t.deepEqual(texts(), ['second']);
	});

	test(`${engine}, ${way}: the new caption of a photo stands beside it`, async (t) => {
		const { follows, texts } = await prepare(t, { engine, way }, { data: photo(LINK, 'A cat') });
		t.deepEqual(texts(), ['[cat.jpg] A cat']);
		await follows({
			typeMessage: 'editedMessage',
			editedMessageData: { caption: 'A dog', stanzaId: 'A1' },
		});
		t.deepEqual(texts(), ['_(the caption was edited; it now reads:)_\nA dog']);
	});

	test(`${engine}, ${way}: the line that stands for a file keeps what it says of the file`, async (t) => {
		const { happens, settled, texts, workspaceModel } = await prepare(t, { engine, way });
		workspaceModel.forbids.uploads = true;
		await happens('B1', { data: photo(LINK, 'A cat') });
		await settled('B1');
		const line = texts()[1]!;
		t.regex(line, /cat\.jpg[^]*A cat$/u);
		const data = { caption: 'A dog', stanzaId: 'B1' };
		await happens('B2', { data: { typeMessage: 'editedMessage', editedMessageData: data } });
		await happens('B3', { data: deleted('B1') });
		await settled('B1', 3);
		t.is(texts()[1], line);
		t.regex(texts()[2]!, /A dog$/u);
		t.regex(texts()[3]!, /deleted/u);
	});

	test(`${engine}, ${way}: where editing is forbidden a line quotes the message`, async (t) => {
		const { follows, texts, workspaceModel } = await prepare(t, { engine, way });
		workspaceModel.forbids.edits = true;
		await follows(edited('A1', 'No train'));
		await follows(deleted('A1'));
		t.is(texts()[0], 'The train is late');
		t.regex(texts()[1]!, /^> \*Mary\*: The train is late\n.*it now reads.*\nNo train$/u);
		t.regex(texts()[2]!, /^> \*Mary\*: The train is late\n.*deleted/u);
	});

	test(`${engine}, ${way}: edits that can't be made in place never go back to an older text`, async (t) => {
		const { follows, texts, workspaceModel } = await prepare(t, { engine, way });
		workspaceModel.forbids.edits = true;
		await follows(edited('A1', 'second'), { at: 9 });
		const late = await follows(edited('A1', 'first'), { at: 5 });
		t.like(late, { state: 'skipped', note: 'a newer edit is shown already' });
		t.is(texts().length, 2);
	});

	test(`${engine}, ${way}: an edit that does not tell the new text is a line`, async (t) => {
		const { follows, texts } = await prepare(t, { engine, way });
		await follows({ typeMessage: 'editedMessage', editedMessageData: { stanzaId: 'A1' } });
		t.is(texts()[0], 'The train is late');
		t.regex(texts()[1]!, /changed this message/u);
	});

	test(`${engine}, ${way}: an edit of a message that never comes waits for it, then is a line`, async (t) => {
		const { happens, settled, texts, clock } = await prepare(t, { engine, way });
		await happens('B1', { data: edited('lost', 'Are you there?') });
		const [parked] = await settled('lost');
		t.is(parked!.state, 'waiting');
		t.is(texts().length, 1);
		const isShown = async () => (await settled('lost'))[0]!.state === 'done';
		await advanceUntil(clock, 60_000, isShown);
		t.regex(texts()[1]!, /^> .*\n.*it now reads.*\nAre you there\?$/u);
	});

	test(`${engine}, ${way}: an edit that was faster than its message finds it`, async (t) => {
		const { happens, settled, texts, clock } = await prepare(t, { engine, way });
		await happens('B1', { data: edited('B0', 'new'), at: 3 });
		await settled('B0');
		await happens('B0', { text: 'old' });
		const isShown = async () => (await settled('B0', 2)).every(({ state }) => state === 'done');
		await advanceUntil(clock, 1000, isShown);
		t.is(texts()[1], `new\n${EARLIER}\n> old`);
	});

	test(`${engine}, ${way}: a deletion marks the message and keeps its text`, async (t) => {
		const { follows, texts } = await prepare(t, { engine, way });
		await follows(edited('A1', 'No train'));
		await follows(deleted('A1'));
		t.deepEqual(texts(), [`${MARK}\nNo train`]);
	});

	test(`${engine}, ${way}: with the policy "delete" the message is gone, also for an edit that comes late`, async (t) => {
		const { follows, texts, preferences } = await prepare(t, { engine, way });
		preferences.deletions = 'delete';
		t.is((await follows(deleted('A1'), { at: 9 })).state, 'done');
		t.deepEqual(texts(), []);
		t.is((await follows(edited('A1', 'No train'), { at: 5 })).state, 'done');
		t.deepEqual(texts(), []);
	});

	test(`${engine}, ${way}: where deleting is forbidden the message is marked`, async (t) => {
		const { follows, texts, preferences, workspaceModel } = await prepare(t, { engine, way });
		preferences.deletions = 'delete';
		workspaceModel.forbids.deletions = true;
		await follows(deleted('A1'));
		t.deepEqual(texts(), [`${MARK}\nThe train is late`]);
	});

	test(`${engine}, ${way}: a photo that is taken back is marked`, async (t) => {
		const { follows, texts } = await prepare(t, { engine, way }, { data: photo(LINK, 'A cat') });
		await follows(deleted('A1'));
		t.deepEqual(texts(), [MARK]);
	});

	test(`${engine}, ${way}: a change of a message in an older room is said in the present one`, async (t) => {
		const { follows, texts, nextRoom, clock } = await prepare(t, { engine, way });
		clock.advance(1000);
		await nextRoom();
		await follows(edited('A1', 'No train'), { at: 5 });
		t.deepEqual(texts('room-1'), ['The train is late']);
		t.is(texts('room-2')[0], 'Something else');
		t.regex(texts('room-2')[1]!, /The train is late\n.*it now reads.*\nNo train$/u);
	});

	test(`${engine}, ${way}: with the policy "delete" a message is taken out of an older room too`, async (t) => {
		const { follows, texts, nextRoom, preferences, clock } = await prepare(t, { engine, way });
		preferences.deletions = 'delete';
		clock.advance(1000);
		await nextRoom();
		await follows(deleted('A1'));
		t.deepEqual(texts(), ['Something else']);
	});

	test(`${engine}, ${way}: after the end of a conversation a deletion begins no other, nor an edit after it`, async (t) => {
		const { follows, workspaceModel, database } = await prepare(t, { engine, way });
		workspaceModel.rooms[0]!.isOpen = false;
		await database.stores.chats.forgetRoom(1, asRoomId('room-1'));
		t.regex((await follows(deleted('A1'))).note!, /conversation is closed/u);
		t.is(workspaceModel.rooms.length, 1);
		await follows(edited('A1', 'No train'), { at: 9 });
		t.is(workspaceModel.rooms.length, 1, 'nobody needs the text of a message that was taken back');
	});

	test(`${engine}, ${way}: an edit of a message in a closed room begins a conversation`, async (t) => {
		const { follows, texts, workspaceModel, database } = await prepare(t, { engine, way });
		workspaceModel.rooms[0]!.isOpen = false;
		await database.stores.chats.forgetRoom(1, asRoomId('room-1'));
		await follows(edited('A1', 'No train'));
		t.regex(texts('room-2')[0]!, /The train is late\n.*it now reads.*\nNo train$/u);
	});

	test(`${engine}, ${way}: what the phone's owner does to their own message is shown at it`, async (t) => {
		const { follows, texts } = await prepare(
			t,
			{ engine, way },
			{ from: 'outgoing', text: 'We are late' },
		);
		t.deepEqual(texts(), ['_(sent from the phone)_\nWe are late']);
		await follows(edited('A1', 'We are early'), { from: 'outgoing' });
		t.is(texts()[0], `_(sent from the phone)_\nWe are early\n${EARLIER}\n> We are late`);
		await follows(deleted('A1'), { from: 'outgoing' });
		t.is(texts()[0], `${MARK}\n_(sent from the phone)_\nWe are early`);
	});

	test(`${engine}, ${way}: an agent's message that is taken back on the phone is said in a line`, async (t) => {
		const { happens, settled, texts, write, workspaceModel, rows } = await prepare(t, {
			engine,
			way,
		});
		const [token] = [...workspaceModel.visitors.keys()];
		await write(agentWebhook(token!, 'R1', 'Come at nine'));
		await waitFor(async () => (await rows('R1'))[0]?.state === 'done', { label: 'the message' });
		await happens('B1', { from: 'outgoing', data: deleted('wa-1') });
		await settled('wa-1');
		t.regex(texts().at(-1)!, /Come at nine\n.*phone[^]*deleted/u);
	});
}
