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
		t.is(await inspection.lastAcceptedAt(id, 'inbound'), NOW + 1000);
		t.is(await inspection.lastAcceptedAt(id, 'outbound'), NOW + 2000);
	});
}
