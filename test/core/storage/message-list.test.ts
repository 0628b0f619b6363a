import test from 'ava';
import { asChatId, asInstanceId } from '../../../src/core/domain/ids.js';
import type { NewLedgerMessage } from '../../../src/core/domain/ledger.js';
import type { MessageFilter } from '../../../src/core/storage/message-list.js';
import { availableEngines } from '../../support/databases.js';
import { newChat, newInstance, newMessage, newWorkspace, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const RARE = asInstanceId('1101000001');
const CHAT = asChatId('79001112233@c.us');
const MINUTE = 60_000;
/** More rows than are looked through before an index is asked. */
const OTHERS = 5200;
const PART = 200;

for (const engine of availableEngines()) {
	test(`${engine}: finds rare rows behind thousands of others, by whatever is known of them`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { stores } = database;
		const { id: workspaceId } = await stores.workspaces.insert(newWorkspace());
		await stores.instances.insert(newInstance({ id: RARE, workspaceId }));
		const place = { workspaceId, instanceId: RARE };
		const chatId = await stores.chats.insertOnce(newChat({ ...place, chatId: CHAT }));
		const laneId = await stores.lanes.insertOnce({ ...place, chatId, direction: 'inbound' });
		const add = async (row: Partial<NewLedgerMessage>, at: number): Promise<number> => {
			const message = newMessage({ ...place, laneId, ...row });
			await stores.messages.insert([message], at);
			const [kept] = await stores.messages.listByEventKeys([message.eventKey]);
			return kept!.id;
		};
		const first = await add({ state: 'done' }, NOW);
		const dead = await add({ state: 'dead', direction: 'outbound' }, NOW + 60 * MINUTE);
		const votes = await add({ state: 'skipped', kind: 'votes' }, NOW + 120 * MINUTE);
		const rest = { workspaceId: workspaceId + 1, instanceId: asInstanceId('1101000002') };
		for (let count = 0; count < OTHERS; count += PART) {
			const rows = Array.from({ length: PART }, () =>
				newMessage({ ...rest, laneId: laneId + 1, state: 'done', direction: 'inbound' }),
			);
			await stores.messages.insert(rows, NOW + 300 * MINUTE);
		}
		const list = (filter: Partial<MessageFilter>, limit = 10) =>
			stores.messageList.newest({ kinds: [], states: [], ...filter }, limit);
		const all = [votes, dead, first];
		t.deepEqual(await list({ instanceId: RARE }), all);
		t.deepEqual(await list({ instanceId: RARE }, 2), [votes, dead]);
		t.deepEqual(await list({ workspaceId }), all);
		t.deepEqual(await list({ chatId: CHAT }), all);
		t.deepEqual(await list({ chatId: CHAT, states: ['done', 'dead'] }), [dead, first]);
		t.deepEqual(await list({ states: ['dead'] }), [dead]);
		t.deepEqual(await list({ states: ['done'], instanceId: RARE }), [first]);
		t.deepEqual(await list({ states: ['skipped', 'dead'], instanceId: RARE }), [votes, dead]);
		t.deepEqual(await list({ kinds: ['votes'] }), [votes]);
		t.deepEqual(await list({ direction: 'outbound' }), [dead]);
		t.deepEqual(await list({ until: NOW + 120 * MINUTE }), [dead, first]);
		t.deepEqual(await list({ since: NOW + 1, until: NOW + 200 * MINUTE }), [votes, dead]);
		t.deepEqual(await list({ before: dead }), [first]);
		t.deepEqual(await list({ before: dead, states: ['dead'] }), []);
		t.is((await list({}, 20)).length, 20);
	});

	test(`${engine}: finds what a customer wrote under another id, too`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { stores } = database;
		const { id: workspaceId } = await stores.workspaces.insert(newWorkspace());
		await stores.instances.insert(newInstance({ id: RARE, workspaceId }));
		const place = { workspaceId, instanceId: RARE };
		const chat = await stores.chats.insertOnce(newChat({ ...place, chatId: CHAT }));
		const lid = asChatId('120650379300963@lid');
		const holder = await stores.chats.insertOnce(newChat({ ...place, chatId: lid }));
		await database.transaction((inner) => inner.chats.join(chat, holder));
		const lanes = [
			await stores.lanes.insertOnce({ ...place, chatId: chat, direction: 'outbound' }),
			await stores.lanes.insertOnce({ ...place, chatId: holder, direction: 'inbound' }),
		];
		await stores.messages.insert(
			lanes.map((laneId) => newMessage({ ...place, laneId })),
			NOW,
		);
		for (const chatId of [CHAT, lid]) {
			const ids = await stores.messageList.newest({ kinds: [], states: [], chatId }, 5);
			t.is(ids.length, 2);
			t.is((await stores.inspection.newestOfChat(chatId, {}, 5)).length, 2);
		}
	});

	test(`${engine}: lists nothing of an empty ledger`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { messageList } = database.stores;
		t.deepEqual(await messageList.newest({ kinds: [], states: [] }, 5), []);
		t.deepEqual(await messageList.newest({ kinds: [], states: [], since: NOW }, 5), []);
	});
}
