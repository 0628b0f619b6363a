import test from 'ava';
import { asChatId } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook } from './both-clouds.js';
import { createScenery, GROUP, reacted } from './room-of-clouds.js';

/** As groups were called before 2021: the founder's number and a time. */
const OLD_GROUP = '79000000000-1581234048@g.us';

const mary = { sender: '79001112233@c.us', name: 'Mary', chatName: 'Neighbours' };
const bob = { sender: '79004445566@c.us', name: 'Bob', chatName: 'Neighbours' };
const stranger = { sender: '79007778899@c.us', name: '', chatName: 'Neighbours' };

for (const engine of availableEngines()) {
	test(`${engine}: of a group that is not shown nothing is kept but that something came`, async (t) => {
		const { ledger, happens, settled, workspaceModel, database } = await createScenery(t, engine);
		ledger.start();
		t.false((await happens('A1', { chatId: GROUP, ...mary, text: 'our secret' })).isRepeat);
		t.true((await happens('A1', { chatId: GROUP, ...mary, text: 'our secret' })).isRepeat);
		const [row] = await settled('A1');
		t.like(row, { state: 'skipped', kind: 'event' });
		t.regex(row!.note!, /preference groups/u);
		t.notRegex(row!.payload, /our secret|Mary|Neighbours/u);
		t.deepEqual(workspaceModel.rooms, []);
		t.is(await database.stores.chats.find(1), undefined);
	});

	test(`${engine}: a status or a channel begins no conversation`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		ledger.start();
		for (const [id, chatId] of [
			['S1', 'status@broadcast'],
			['S2', '120363144038483540@newsletter'],
		] as const) {
			await happens(id, { chatId, ...mary, text: 'look at my cat' });
			const [row] = await settled(id);
			t.like(row, { state: 'skipped', kind: 'event' });
			t.notRegex(row!.payload, /cat|Mary/u);
		}
		t.deepEqual(workspaceModel.rooms, []);
	});

	for (const chatId of [GROUP, OLD_GROUP]) {
		test(`${engine}: the group ${chatId} has one room, and each message its author`, async (t) => {
			const scenery = await createScenery(t, engine);
			const { ledger, happens, settled, workspaceModel, preferences } = scenery;
			preferences.groups = 'all';
			Object.assign(preferences, { welcomeMessage: 'Welcome!', closingMessage: 'Bye.' });
			ledger.start();
			for (const [id, author] of [
				['A1', mary],
				['A2', bob],
				['A3', stranger],
			] as const) {
				await happens(id, { chatId, ...author });
				await settled(id);
			}
			t.deepEqual(workspaceModel.texts('room-1'), [
				'*Mary*\nA1',
				'*Bob*\nA2',
				'*+79007778899*\nA3',
			]);
			t.is(workspaceModel.rooms.length, 1);
			t.deepEqual([...workspaceModel.visitors.values()], ['Neighbours']);

			const [token] = [...workspaceModel.visitors.keys()];
			await scenery.write({
				...{ type: 'LivechatSession', _id: 'room-1', visitor: { token } },
			});
			await scenery.write(agentWebhook(token!, 'R1', 'Hello all'));
			await waitFor(() => scenery.sent.length > 0, { label: 'the reply' });
			const toGroup = { chatId: asChatId(chatId), text: 'Hello all' };
			t.like(scenery.sent, [toGroup], 'neither welcome nor closing');
			t.is(scenery.sent.length, 1);
		});
	}

	test(`${engine}: with a list only the groups on it are shown`, async (t) => {
		const { ledger, happens, settled, workspaceModel, preferences } = await createScenery(
			t,
			engine,
		);
		preferences.groups = [asChatId(OLD_GROUP)];
		ledger.start();
		await happens('A1', { chatId: GROUP, ...mary });
		await happens('A2', { chatId: OLD_GROUP, ...bob });
		t.is((await settled('A1'))[0]!.state, 'skipped');
		t.is((await settled('A2'))[0]!.state, 'done');
		t.deepEqual(workspaceModel.texts(), ['*Bob*\nA2']);
	});

	test(`${engine}: a group that is switched off while its messages wait is not shown`, async (t) => {
		const { ledger, happens, settled, workspaceModel, preferences } = await createScenery(
			t,
			engine,
		);
		preferences.groups = 'all';
		await happens('A1', { chatId: GROUP, ...mary });
		await happens('A2', { chatId: GROUP, ...bob, data: reacted('A1', '👍') });
		preferences.groups = 'off';
		ledger.start();
		for (const row of [...(await settled('A1', 2))]) {
			t.is(row.state, 'skipped');
			t.regex(row.note!, /preference groups/u);
		}
		t.deepEqual(workspaceModel.rooms, []);
	});

	test(`${engine}: each member of a group has a reaction of their own`, async (t) => {
		const { ledger, happens, settled, workspaceModel, preferences } = await createScenery(
			t,
			engine,
		);
		preferences.groups = 'all';
		ledger.start();
		await happens('A1', { chatId: GROUP, ...mary });
		await happens('A2', { chatId: GROUP, ...mary, at: 1, data: reacted('A1', '👍') });
		await happens('A3', { chatId: GROUP, ...bob, at: 2, data: reacted('A1', '❤️') });
		await happens('A4', { chatId: GROUP, ...bob, at: 3, data: reacted('A1', '😂') });
		await settled('A1', 4);
		const lines = () => workspaceModel.texts().filter((text) => text.includes('reacted'));
		t.is(lines().length, 2);
		t.regex(lines()[0]!, /\*Mary\*\nreacted with 👍$/u);
		t.regex(lines()[1]!, /\*Bob\*\nreacted with 😂$/u);
		await happens('A5', { chatId: GROUP, ...mary, at: 4, data: reacted('A1', '') });
		await settled('A1', 5);
		t.is(lines().length, 1);
		t.regex(lines()[0]!, /😂$/u);
	});
}
