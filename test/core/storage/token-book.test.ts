import test from 'ava';
import { createTokenBook } from '../../../src/core/storage/token-book.js';
import { availableEngines } from '../../support/databases.js';
import { createManualClock } from '../../support/manual-clock.js';
import { newInstance, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { hashToken } from '../../../src/core/storage/token-cipher.js';

for (const engine of availableEngines()) {
	test(`${engine}: finds whom a token belongs to`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const book = createTokenBook(stores, createManualClock());
		const instance = newInstance({ webhookToken: 'Token-1' });
		await stores.instances.insert(instance);
		const workspace = newWorkspace({ webhookTokenHash: hashToken('Token-2') });
		const { id } = await stores.workspaces.insert(workspace);
		t.deepEqual(await book.instanceByToken('Token-1'), instance);
		t.is((await book.workspaceByToken('Token-2'))?.id, id);
		for (const wrong of ['', 'token-1', 'Token-1 ', 'Token-2'])
			t.is(await book.instanceByToken(wrong), undefined, `token ${wrong}`);
		t.is(await book.workspaceByToken('Token-1'), undefined);
	});

	test(`${engine}: believes what it found for a second`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const clock = createManualClock();
		const book = createTokenBook(stores, clock);
		const instance = newInstance();
		await stores.instances.insert(instance);
		await book.instanceByToken(instance.webhookToken);
		await stores.instances.remove(instance.id);
		clock.advance(999);
		t.is((await book.instanceByToken(instance.webhookToken))?.id, instance.id);
		clock.advance(1);
		t.is(await book.instanceByToken(instance.webhookToken), undefined);
	});

	test(`${engine}: knows at once what was registered a moment ago`, async (t) => {
		const { stores } = (await openTestStorage(t, engine)).database;
		const book = createTokenBook(stores, createManualClock());
		const instance = newInstance();
		t.is(await book.instanceByToken(instance.webhookToken), undefined);
		await stores.instances.insert(instance);
		t.is((await book.instanceByToken(instance.webhookToken))?.id, instance.id);
	});
}

test('asks the database once a second for a token that is in use', async (t) => {
	let asked = 0;
	const clock = createManualClock();
	const instance = newInstance();
	const found = () => {
		asked += 1;
		return Promise.resolve(instance);
	};
	const stores = {
		instances: { findByWebhookTokenHash: found },
		workspaces: { findByWebhookTokenHash: () => Promise.resolve(undefined) },
	} as unknown as Parameters<typeof createTokenBook>[0];
	const book = createTokenBook(stores, clock);
	for (let step = 0; step < 30; step += 1) {
		await book.instanceByToken('token');
		clock.advance(100);
	}
	t.is(asked, 3);
});
