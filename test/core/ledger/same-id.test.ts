import test from 'ava';
import { RocketChatError } from '../../../src/core/domain/errors.js';
import { availableEngines } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
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

	test(`${engine}: an edit that waits does not hurry its chat, whatever has the same id elsewhere`, async (t) => {
		const { ledger, happens, settled, rows, clock, workspaceModel } = await createScenery(
			t,
			engine,
		);
		const { gateway } = workspaceModel;
		const { postAsVisitor } = gateway;
		const down = { code: 'TEST', help: 'Wait.', disposition: 'retry' } as const;
		ledger.start();
		await happens('X1', { chatId: PHONE });
		await settled('X1');
		await happens('E1', { chatId: OTHER, data: edited('X1', 'Good morning') });
		await waitFor(async () => (await rows('X1')).some(({ state }) => state === 'waiting'));
		Object.assign(gateway, {
			postAsVisitor: () => Promise.reject(new RocketChatError('down', down)),
		});
		await happens('M1', { chatId: OTHER });
		const end = clock.now() + 50_000;
		await advanceUntil(clock, 1000, () => clock.now() >= end);
		const [waiting] = await rows('M1');
		// At once, and after about 1, 5 and 15 seconds; the next try is a minute later.
		t.true(waiting!.attempts >= 2 && waiting!.attempts <= 4, `${waiting!.attempts} attempts`);
		Object.assign(gateway, { postAsVisitor });
		await happens('X1', { chatId: OTHER, text: 'Good night' });
		await advanceUntil(clock, 1000, () =>
			workspaceModel.texts('room-2').some((text) => text.startsWith('Good morning')),
		);
	});
}
