import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook } from './both-clouds.js';
import { createScenery, edited, LID, PHONE, reacted } from './room-of-clouds.js';
import type { Scenery } from './room-of-clouds.js';

const votes = (stanzaId: string, ...voters: readonly string[][]): object => ({
	typeMessage: 'pollUpdateMessage',
	pollMessageData: {
		...{ stanzaId, name: 'Tea or coffee?', multipleAnswers: false },
		votes: voters.map((optionVoters, index) => ({
			optionName: ['Tea', 'Coffee'][index],
			optionVoters,
		})),
	},
});

const call = ({ instance }: Scenery, status: string, direction = 'incoming'): object => ({
	typeWebhook: `${direction}Call`,
	instanceData: { idInstance: Number(instance.id), wid: '79000000000@c.us' },
	...{ from: PHONE, status, idMessage: 'CALL1', timestamp: 1_795_356_000 },
	participants: [{ id: PHONE, status: '' }],
});

async function answered(scenery: Scenery): Promise<void> {
	const [token] = [...scenery.workspaceModel.visitors.keys()];
	await scenery.write(agentWebhook(token!, 'R1', 'Tea or coffee?'));
	const isSent = async () => (await scenery.rows('R1'))[0]?.state === 'done';
	await waitFor(isSent, { label: 'the answer' });
}

for (const engine of availableEngines()) {
	test(`${engine}: a reaction is one line that is kept up to date and goes with the reaction`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { happens, settled, workspaceModel } = scenery;
		scenery.ledger.start();
		await happens('A1', { text: 'Thank you' });
		for (const [at, emoji, expected] of [
			[1, '👍', /^> \*Mary\*: Thank you\nreacted with 👍$/u],
			[2, '❤️', /reacted with ❤️$/u],
			[3, '', undefined],
			[4, '😂', /reacted with 😂$/u],
		] as const) {
			await happens(`B${at}`, { at, data: reacted('A1', emoji) });
			await settled('A1', 1 + at);
			const [, line, more] = workspaceModel.texts();
			t.is(more, undefined);
			if (expected === undefined) t.is(line, undefined);
			else t.regex(line ?? '', expected);
		}
	});

	test(`${engine}: where nothing may be deleted the line says that the reaction is gone`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		workspaceModel.forbids.deletions = true;
		ledger.start();
		await happens('A1');
		await happens('B1', { at: 1, data: reacted('A1', '👍') });
		await settled('A1', 2);
		await happens('B2', { at: 2, data: reacted('A1', '') });
		await settled('A1', 3);
		t.deepEqual(workspaceModel.texts(), ['A1', '_(reaction removed)_']);
	});

	test(`${engine}: a customer with two ids has one reaction`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		ledger.start();
		await happens('A1', { chatId: LID, sender: PHONE });
		await happens('B1', { chatId: LID, at: 1, data: reacted('A1', '👍') });
		await settled('A1', 2);
		await happens('B2', { chatId: PHONE, at: 2, data: reacted('A1', '❤️') });
		await settled('A1', 3);
		t.is(workspaceModel.texts().length, 2);
		t.regex(workspaceModel.texts()[1]!, /❤️$/u);
	});

	test(`${engine}: where no conversation is open a reaction begins none, and the row says why`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		ledger.start();
		await happens('A1');
		await settled('A1');
		workspaceModel.rooms[0]!.isOpen = false;
		await happens('B1', { data: reacted('A1', '👍') });
		const row = (await settled('A1', 2)).at(-1)!;
		t.like(row, { state: 'skipped', note: 'the conversation is closed' });
		t.is(workspaceModel.rooms.length, 1);
	});

	test(`${engine}: a reaction to an agent's message is shown, also when its echo came`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { happens, settled, workspaceModel } = scenery;
		scenery.ledger.start();
		await happens('A1');
		await settled('A1');
		await answered(scenery);
		await happens('wa-1', { from: 'outgoingAPI', text: 'Tea or coffee?' });
		await settled('wa-1');
		await happens('B1', { data: reacted('wa-1', '👍') });
		await settled('wa-1', 2);
		t.regex(workspaceModel.texts().at(-1)!, /Tea or coffee\?\nreacted with 👍$/u);
	});

	test(`${engine}: a reaction to the bridge's own message is shown at once`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { happens, settled, workspaceModel, preferences } = scenery;
		preferences.welcomeMessage = 'Welcome!';
		scenery.ledger.start();
		await happens('A1');
		await waitFor(() => scenery.sent.length === 1, { label: 'the welcome' });
		await waitFor(async () => (await scenery.rows('wa-1'))[0]?.state === 'done');
		await happens('B1', { data: reacted('wa-1', '👍') });
		const [row] = await settled('wa-1');
		t.is(row!.state, 'done');
		t.regex(workspaceModel.texts().at(-1)!, /Welcome!\nreacted with 👍$/u);
	});

	test(`${engine}: the result of a poll is shown once per change`, async (t) => {
		const scenery = await createScenery(t, engine);
		const { happens, settled, workspaceModel } = scenery;
		scenery.ledger.start();
		await happens('A1');
		await settled('A1');
		await answered(scenery);
		await happens('V1', { at: 1, data: votes('wa-1', [PHONE], []) });
		await settled('wa-1', 1);
		t.true((await happens('V1', { at: 1, data: votes('wa-1', [PHONE], []) })).isRepeat);
		await happens('V1', { at: 2, data: votes('wa-1', [PHONE], []) });
		await settled('wa-1', 2);
		await happens('V1', { at: 3, data: votes('wa-1', [], [PHONE]) });
		await settled('wa-1', 3);
		await happens('V1', { at: 2, data: votes('wa-1', [], []) });
		const rows = await settled('wa-1', 4);
		t.is(rows.filter(({ state }) => state === 'done').length, 2);
		const results = workspaceModel.texts().slice(1);
		t.regex(results[0]!, /- Tea: 1\n- Coffee: 0$/u);
		t.regex(results[1]!, /- Tea: 0\n- Coffee: 1$/u);
		t.is(results.length, 2);
	});

	test(`${engine}: a call is one line, whatever the order of its events`, async (t) => {
		for (const order of [
			['offer', 'hangUp'],
			['hangUp', 'offer'],
		]) {
			const scenery = await createScenery(t, engine);
			scenery.ledger.start();
			for (const [index, status] of order.entries()) {
				await scenery.receive(call(scenery, status));
				await scenery.settled('CALL1', index + 1);
			}
			t.deepEqual(scenery.workspaceModel.texts(), ['📞 Missed WhatsApp voice call.']);
		}
	});

	test(`${engine}: where editing is forbidden the end of a call is a line of its own`, async (t) => {
		const scenery = await createScenery(t, engine);
		scenery.workspaceModel.forbids.edits = true;
		scenery.ledger.start();
		await scenery.receive(call(scenery, 'offer'));
		await scenery.receive(call(scenery, 'pickUp'));
		await scenery.settled('CALL1', 2);
		t.is(scenery.workspaceModel.texts().length, 2);
		t.regex(scenery.workspaceModel.texts()[1]!, /answered/u);
	});

	test(`${engine}: a vote and an edit for something unknown wait side by side`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		ledger.start();
		await happens('V1', { data: votes('lost', [PHONE]) });
		await happens('E1', { data: edited('lost', 'x') });
		await happens('A1');
		await settled('A1');
		t.deepEqual(
			(await settled('lost', 2)).map(({ state }) => state),
			['waiting', 'waiting'],
		);
		t.deepEqual(workspaceModel.texts(), ['A1'], 'nothing waits behind them');
	});
}
