import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { newMessage, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

for (const engine of availableEngines()) {
	test(`${engine}: tells when the newest message of a direction came`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { messages, inspection } = database.stores;
		const id = asInstanceId('7103000001');
		t.is(await inspection.lastAcceptedAt(id, 'inbound'), null);
		await messages.insert([newMessage()], NOW);
		await messages.insert([newMessage()], NOW + 1000);
		await messages.insert([newMessage({ direction: 'outbound' })], NOW + 2000);
		await messages.insert([newMessage({ instanceId: asInstanceId('7103000002') })], NOW + 3000);
		const own = ['notice', 'alert', 'receipt', 'event'] as const;
		await messages.insert(
			own.map((kind) => newMessage({ kind })),
			NOW + 4000,
		);
		t.is(await inspection.lastAcceptedAt(id, 'inbound'), NOW + 1000);
		t.is(await inspection.lastAcceptedAt(id, 'outbound'), NOW + 2000);
	});

	test(`${engine}: takes no notice of the bridge for something that came in`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { messages, examination } = database.stores;
		const own = ['notice', 'alert'] as const;
		await messages.insert([newMessage({ kind: 'receipt' })], NOW);
		await messages.insert(
			own.map((kind) => newMessage({ kind })),
			NOW + 1000,
		);
		const last = await examination.lastInbound(100);
		t.deepEqual([...last], [[asInstanceId('7103000001'), NOW]]);
	});
}
