import test from 'ava';
import type { ExecutionContext } from 'ava';
import { createEraseContact } from '../../../src/core/operations/erase-contact.js';
import type { Database } from '../../../src/core/storage/database.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { createManualClock } from '../../support/manual-clock.js';
import { addMessage, newChat, newInstance, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const PHONE = '79161234567';
const OPERATOR = { kind: 'operator', workspace: undefined } as const;
const INPUT = { phone: PHONE, dropsWaiting: false, isDryRun: false };

/** A customer with one message that was delivered, and another that comes just before their lanes are held. */
async function openCase(t: ExecutionContext, engine: Engine, isDelivered: boolean) {
	const { database, raw } = await openTestStorage(t, engine);
	const { stores } = database;
	const clock = createManualClock();
	const { id: workspaceId } = await stores.workspaces.insert(newWorkspace());
	const instance = newInstance({ workspaceId });
	await stores.instances.insert(instance);
	const place = { workspaceId, instanceId: instance.id };
	const chat = newChat({ ...place, chatId: `${PHONE}@c.us` as never });
	const chatId = await stores.chats.insertOnce(chat);
	const laneId = await stores.lanes.insertOnce({ ...place, chatId, direction: 'inbound' });
	const add = (text: string) =>
		addMessage(stores, { ...place, laneId, payload: JSON.stringify({ text }) });
	const finish = (id: number) => stores.messages.complete(new Map([[id, 'x']]), clock.now());
	await finish(await add('first'));
	let isFirst = true;
	const busy: Database = {
		...database,
		async transaction(work) {
			if (isFirst) {
				isFirst = false;
				const id = await add('second');
				if (isDelivered) await finish(id);
			}
			return database.transaction(work);
		},
	};
	const texts = async () =>
		(await raw()('messages').orderBy('id').pluck('payload')).map(String).join(' ');
	return { erase: createEraseContact({ database: busy, clock }), texts };
}

for (const engine of availableEngines()) {
	test(`${engine}: what is delivered just before the lanes are held is forgotten, too`, async (t) => {
		const { erase, texts } = await openCase(t, engine, true);
		const { byState } = await erase(OPERATOR, INPUT);
		t.deepEqual(byState, { done: 2 });
		t.notRegex(await texts(), /first|second/u);
	});

	test(`${engine}: what comes just before the lanes are held and waits is refused as ever`, async (t) => {
		const { erase, texts } = await openCase(t, engine, false);
		await t.throwsAsync(erase(OPERATOR, INPUT), { code: 'contact-busy' });
		t.regex(await texts(), /first[^]*second/u);
	});
}
