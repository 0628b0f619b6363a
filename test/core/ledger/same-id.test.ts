import test from 'ava';
import { availableEngines } from '../../support/databases.js';
import { createScenery, deleted, edited, PHONE, reacted } from './room-of-clouds.js';

// A message's id is unique within its chat only: what is sent to a broadcast list has the same one in each.
const OTHER = '79005556677@c.us';

for (const engine of availableEngines()) {
	test(`${engine}: reactions to a broadcast stay in the room of who reacted`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		const { texts } = workspaceModel;
		ledger.start();
		for (const [count, chatId] of [PHONE, OTHER].entries()) {
			await happens('X1', { from: 'outgoing', chatId, text: 'Sale' });
			await settled('X1', count + 1);
		}
		await happens('B2', { chatId: OTHER, at: 5, data: reacted('X1', '👎') });
		await settled('X1', 3);
		await happens('B1', { chatId: PHONE, at: 1, data: reacted('X1', '👍') });
		await settled('X1', 4);
		t.regex(texts('room-1').at(-1)!, /reacted with 👍$/u);
		t.regex(texts('room-2').at(-1)!, /reacted with 👎$/u);
		await happens('B3', { chatId: PHONE, at: 9, data: reacted('X1', '') });
		await settled('X1', 5);
		t.is(texts('room-1').length, 1);
		t.is(texts('room-2').length, 2);
	});

	test(`${engine}: what is changed in one chat stays as it is in another with the same id`, async (t) => {
		const { ledger, happens, settled, workspaceModel } = await createScenery(t, engine);
		const { texts } = workspaceModel;
		ledger.start();
		for (const [count, chatId] of [PHONE, OTHER].entries()) {
			await happens('X1', { chatId, text: `Hello from ${chatId}` });
			await settled('X1', count + 1);
		}
		await happens('E1', { chatId: PHONE, at: 1, data: edited('X1', 'Good morning') });
		await settled('X1', 3);
		await happens('D1', { chatId: PHONE, at: 2, data: deleted('X1') });
		await settled('X1', 4);
		t.is(texts('room-1').length, 1);
		t.regex(texts('room-1')[0]!, /deleted.*Good morning/su);
		t.deepEqual(texts('room-2'), [`Hello from ${OTHER}`]);
	});
}
