import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Engine } from '../../support/databases.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { appWebhook, JANE } from './both-clouds.js';
import { createScenery, photo } from './room-of-clouds.js';
import type { Happening } from './room-of-clouds.js';

const LINK = 'https://media.example.org/cat.jpg';

/** An answer as a phone sends it that knows no more of the quoted message than its id. */
const answerTo = (stanzaId: string, quoted: object = {}): object => ({
	typeMessage: 'quotedMessage',
	extendedTextMessageData: { text: 'Yes', stanzaId },
	quotedMessage: { stanzaId, ...quoted },
});

async function prepare(t: ExecutionContext, engine: Engine, first: Happening = {}) {
	const scenery = await createScenery(t, engine);
	const { workspaceModel, happens, settled, workspace } = scenery;
	scenery.ledger.start();
	await happens('A1', { text: 'Shall we meet?\nAt nine', ...first });
	await settled('A1');
	/** The customer answers to that message; what stands in the room then, as it is stored. */
	const answers = async (stanzaId: string, quoted?: object) => {
		const id = `Q-${stanzaId}`;
		await happens(id, { data: answerTo(stanzaId, quoted) });
		const [row] = await settled(id);
		return workspaceModel.rooms
			.flatMap(({ messages }) => [...messages])
			.find(([messageId]) => messageId === row!.targetId)![1];
	};
	const says = async (id: string, fields: object) => {
		const [token] = [...workspaceModel.visitors.keys()];
		const message = { _id: id, rid: 'room-1', agentId: 'jane', u: JANE, ...fields };
		await scenery.write(appWebhook('message', token!, [message]));
		const isSent = async () => (await scenery.rows(id))[0]?.state === 'done';
		await waitFor(isSent, { label: 'the answer' });
	};
	const link = (rid: string, id: string) => `[↩](${workspace.url}/live/${rid}?msg=${id})`;
	return { ...scenery, answers, says, link };
}

for (const engine of availableEngines()) {
	test(`${engine}: an answer to the customer's own text shows its first line and links to it`, async (t) => {
		const { answers, link, rows } = await prepare(t, engine);
		const id = (await rows('A1'))[0]!.targetId!;
		t.is(await answers('A1'), `> ${link('room-1', id)} *Mary*: Shall we meet?\nYes`);
	});

	test(`${engine}: an answer to a photo says that it is one`, async (t) => {
		const { answers, link } = await prepare(t, engine, { data: photo(LINK, 'Our cat') });
		const shown = await answers('A1');
		t.true(shown.startsWith(`> ${link('room-1', 'upload-cat.jpg')} *Mary*: `));
		t.regex(shown, /photo.*Our cat\nYes$/iu);
	});

	test(`${engine}: an answer to the agent's text names the agent`, async (t) => {
		const { answers, says, link } = await prepare(t, engine);
		await says('R1', { msg: 'I am **Jane**' });
		const shown = await answers('wa-1', { typeMessage: 'textMessage', textMessage: 'I am *Jane*' });
		t.is(shown, `> ${link('room-1', 'R1')} *Jane Doe*: I am *Jane*\nYes`);
	});

	test(`${engine}: an answer to a message from the phone says that it is ours`, async (t) => {
		const { answers } = await prepare(t, engine, { from: 'outgoing', text: 'On my way' });
		t.regex(await answers('A1'), /^> \[↩\]\(\S+\) \*[^*]+\*: On my way\nYes$/u);
	});

	test(`${engine}: the customer's message in an older room is quoted without a link, the agent's with its own`, async (t) => {
		const { answers, says, link, workspaceModel, clock, happens, settled } = await prepare(
			t,
			engine,
		);
		await says('R1', { msg: 'Good bye' });
		workspaceModel.rooms[0]!.isOpen = false;
		clock.advance(1000);
		await happens('A2');
		await settled('A2');
		t.is(workspaceModel.rooms.length, 2);
		t.is(await answers('A1'), '> *Mary*: Shall we meet?\nYes');
		t.is(await answers('wa-1'), `> ${link('room-1', 'R1')} *Jane Doe*: Good bye\nYes`);
	});

	test(`${engine}: an answer to something unknown shows what its payload tells`, async (t) => {
		const { answers } = await prepare(t, engine);
		const told = { typeMessage: 'textMessage', textMessage: 'Long ago' };
		t.is(await answers('lost', told), '> Long ago\nYes');
		t.regex(await answers('nothing'), /^> \S.*\nYes$/u);
	});
}
