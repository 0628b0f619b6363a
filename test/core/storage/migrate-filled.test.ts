import test from 'ava';
import type { Knex } from 'knex';
import { availableEngines } from '../../support/databases.js';
import {
	addLanes,
	addMessage,
	newAgent,
	newChat,
	newInstance,
	newWorkspace,
	NOW,
} from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

/** The newest migrations of the version before. */
const BEFORE = '20261124';

async function backToVersionBefore(knex: Knex): Promise<void> {
	const newest = async () =>
		(await knex('knex_migrations').orderBy('name', 'desc').pluck('name'))[0] as string;
	while (!(await newest()).startsWith(BEFORE)) await knex.migrate.down();
}

for (const engine of availableEngines()) {
	test(`${engine}: a filled database of the version before keeps what it holds`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const { stores } = database;
		const { id: workspaceId } = await stores.workspaces.insert(newWorkspace());
		const agent = await stores.agents.insert(newAgent({ workspaceId }));
		const instance = newInstance({ workspaceId, agentId: agent.id });
		await stores.instances.insert(instance);
		const chat = newChat({ workspaceId, instanceId: instance.id });
		const chatId = await stores.chats.insertOnce(chat);
		const [laneId = 0] = await addLanes(stores, 1, { chatId, workspaceId });
		const rowId = await addMessage(stores, { laneId, workspaceId, instanceId: instance.id });
		await stores.messages.complete(new Map([[rowId, 'wa-1']]), NOW);
		const knex = raw();
		await backToVersionBefore(knex);
		t.false(await knex.schema.hasColumn('workspaces', 'app_key'));
		t.false(await knex.schema.hasColumn('messages', 'target_kind'));
		const { applied } = await database.migrate();
		t.true(applied.length >= 4);
		t.like(await stores.workspaces.find(workspaceId), { app: null, appStoppedAt: null });
		t.like(await stores.instances.find(instance.id), { wid: instance.wid, state: 'authorized' });
		t.like(await stores.chats.find(chatId), { name: 'Mary', agent: null });
		t.like(await stores.messages.find(rowId), {
			state: 'done',
			targetId: 'wa-1',
			targetKind: null,
		});
		const [lease] = await stores.lanes.claim([laneId], 'me', NOW, NOW + 1);
		t.like(lease, { chatId, isTakenOver: false });
		const app = { id: 'a', endpoint: '/e', key: 'k', version: '1', capabilities: [], seenAt: NOW };
		await stores.workspaces.update(workspaceId, { app });
		t.deepEqual((await stores.workspaces.find(workspaceId))?.app, app);
	});
}
