import test from 'ava';
import { asChatId } from '../../../src/core/domain/ids.js';
import { createChatBook } from '../../../src/core/ledger/chat-book.js';
import { availableEngines } from '../../support/databases.js';
import { createManualClock } from '../../support/manual-clock.js';
import { newInstance } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

for (const engine of availableEngines()) {
	test(`${engine}: two ids that another process joined share a lane soon`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { stores } = database;
		const clock = createManualClock();
		const { laneOfChat } = createChatBook({ stores, clock });
		const instance = newInstance();
		const [phone, hidden] = [asChatId('79001112233@c.us'), asChatId('120650379300963@lid')];
		const laneId = await laneOfChat(instance, phone, 'Mary');
		t.not(await laneOfChat(instance, hidden, 'Mary'), laneId);
		const [one, other] = await stores.chats.listOfInstance(instance.id);
		await database.transaction((inside) => inside.chats.join(other!.id, one!.id));
		clock.advance(30_001);
		t.is(await laneOfChat(instance, hidden, 'Mary'), laneId);
		t.is(await laneOfChat(instance, phone, 'Mary'), laneId);
	});
}
