import test from 'ava';
import { createDropMessage } from '../../../src/core/operations/drop-message.js';
import type { Database } from '../../../src/core/storage/database.js';
import { availableEngines } from '../../support/databases.js';
import { createManualClock } from '../../support/manual-clock.js';
import { addLanes, addMessage } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

for (const engine of availableEngines()) {
	test(`${engine}: a doubt that a worker leaves while a message is being dropped is told`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { stores } = database;
		const clock = createManualClock();
		const now = clock.now();
		const [laneId = 0] = await addLanes(stores, 1, { direction: 'outbound' });
		const id = await addMessage(stores, { laneId, direction: 'outbound' });
		const slow: Database = {
			...database,
			async transaction(work) {
				await stores.lanes.claim([laneId], 'worker', now, now + 1000);
				await stores.messages.beginCalls([id], now);
				await stores.lanes.release([laneId], now + 60_000, null);
				return database.transaction(work);
			},
		};
		const drop = createDropMessage({ database: slow, clock });
		const dropped = await drop({ kind: 'operator', workspace: undefined }, id);
		t.deepEqual(dropped, { mayHaveArrived: true, isAgentTold: true });
		const { chatId, workspaceId, instanceId } = (await stores.lanes.find(laneId))!;
		const direction = 'inbound';
		const noticeLane = await stores.lanes.insertOnce({
			...{ chatId, workspaceId, instanceId, direction },
		});
		const [notice] = await stores.messages.listPending([noticeLane], 1);
		t.regex(notice?.payload ?? '', /may have reached the customer/u);
	});
}
