import test from 'ava';
import { asChatId, asInstanceId, asRoomId, asVisitorToken } from '../../../src/core/domain/ids.js';
import { isDuplicate } from '../../../src/core/storage/db-errors.js';
import { hashToken } from '../../../src/core/storage/token-cipher.js';
import { availableEngines } from '../../support/databases.js';
import { newAgent, newChat, newInstance, newWorkspace, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const EMOJI = '👩‍👩‍👧‍👦 Ünïcødé 𝄞 漢字';

async function isRefusedAsDuplicate(insert: Promise<unknown>): Promise<boolean> {
	return insert.then(
		() => false,
		(error: unknown) => isDuplicate(error),
	);
}

for (const engine of availableEngines()) {
	test(`${engine}: keeps and finds workspaces`, async (t) => {
		const { workspaces } = (await openTestStorage(t, engine)).database.stores;
		const fields = newWorkspace();
		const added = await workspaces.insert(fields);
		const { commandTokenHash, webhookTokenHash, ...shown } = fields;
		const expected = { ...shown, id: added.id, appUrl: null, app: null, appStoppedAt: null };
		t.deepEqual(await workspaces.find(added.id), expected);
		t.deepEqual(await workspaces.findByWebhookTokenHash(webhookTokenHash), expected);
		t.deepEqual(await workspaces.findByUrl(fields.url), {
			...expected,
			commandTokenHash,
			webhookTokenHash,
		});
		const second = await workspaces.insert(newWorkspace());
		t.deepEqual(
			(await workspaces.list()).map(({ id }) => id),
			[added.id, second.id],
		);
		t.is(await workspaces.find(second.id + 1), undefined);
		t.is(await workspaces.findByUrl('https://other.example.org'), undefined);
		t.is(await workspaces.findByWebhookTokenHash(hashToken('other')), undefined);
	});

	test(`${engine}: changes of a workspace touch only what they name`, async (t) => {
		const { workspaces } = (await openTestStorage(t, engine)).database.stores;
		const added = await workspaces.insert(newWorkspace());
		const other = await workspaces.insert(newWorkspace());
		await workspaces.update(added.id, { appUrl: 'https://bridge.example.org' });
		const before = await workspaces.findByUrl(added.url);
		t.is(before?.appUrl, 'https://bridge.example.org');
		const change = { adminEmail: 'new@example.org', userId: 'u2', authToken: 'token-2' };
		const hashes = { commandTokenHash: hashToken('c2'), webhookTokenHash: hashToken('w2') };
		await workspaces.update(added.id, { ...change, ...hashes });
		t.deepEqual(await workspaces.findByUrl(added.url), { ...before!, ...change, ...hashes });
		await workspaces.update(added.id, { appUrl: null });
		t.is((await workspaces.find(added.id))?.appUrl, null);
		t.is((await workspaces.find(other.id))?.adminEmail, 'admin@example.org');
	});

	test(`${engine}: keeps the app of a workspace, and forgets it`, async (t) => {
		const { workspaces } = (await openTestStorage(t, engine)).database.stores;
		const added = await workspaces.insert(newWorkspace());
		const other = await workspaces.insert(newWorkspace());
		const app = {
			...{ id: '6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11', version: '0.1.0', seenAt: NOW },
			endpoint: '/api/apps/public/6b7d5e0e-3a52-4c80-9f0a-6f3c1d1c9a11/gateway',
			...{ key: 'f'.repeat(64), capabilities: ['message.post', 'file.read'] },
		};
		await workspaces.update(added.id, { app });
		t.deepEqual((await workspaces.find(added.id))?.app, app);
		await workspaces.update(added.id, { adminEmail: 'new@example.org' });
		t.deepEqual((await workspaces.find(added.id))?.app, app);
		await workspaces.update(added.id, { app: { ...app, capabilities: [] } });
		t.deepEqual((await workspaces.find(added.id))?.app?.capabilities, []);
		await workspaces.update(added.id, { app: null, appStoppedAt: NOW + 1 });
		t.like(await workspaces.find(added.id), { app: null, appStoppedAt: NOW + 1 });
		t.is((await workspaces.find(other.id))?.app, null);
	});

	test(`${engine}: a workspace, its tokens and an agent are there once`, async (t) => {
		const { workspaces, agents } = (await openTestStorage(t, engine)).database.stores;
		const { webhookTokenHash, url } = newWorkspace();
		await workspaces.insert(newWorkspace({ url, webhookTokenHash }));
		t.true(await isRefusedAsDuplicate(workspaces.insert(newWorkspace({ url }))));
		t.true(await isRefusedAsDuplicate(workspaces.insert(newWorkspace({ webhookTokenHash }))));
		const { email } = await agents.insert(newAgent({ workspaceId: 1 }));
		t.true(await isRefusedAsDuplicate(agents.insert(newAgent({ workspaceId: 1, email }))));
		t.false(await isRefusedAsDuplicate(agents.insert(newAgent({ workspaceId: 2, email }))));
	});

	test(`${engine}: keeps and finds agents by e-mail address and user id`, async (t) => {
		const { agents } = (await openTestStorage(t, engine)).database.stores;
		const fields = newAgent({ workspaceId: 4, userId: 'aBc' });
		const added = await agents.insert(fields);
		t.deepEqual(added, { ...fields, id: added.id });
		t.deepEqual(await agents.find(added.id), added);
		t.deepEqual(await agents.findByEmail(4, fields.email), added);
		t.deepEqual(await agents.findByUserId(4, 'aBc'), added);
		t.is(await agents.findByUserId(4, 'ABC'), undefined, 'ids are case-sensitive');
		t.is(await agents.findByUserId(5, 'aBc'), undefined, 'another workspace');
		t.is(await agents.findByEmail(5, fields.email), undefined, 'another workspace');
		const second = await agents.insert(newAgent({ workspaceId: 4, userId: 'ABC' }));
		await agents.insert(newAgent({ workspaceId: 5 }));
		await agents.updateCredentials(added.id, { userId: 'new', authToken: 'new-token' });
		const changed = { ...added, userId: 'new', authToken: 'new-token' };
		t.deepEqual(await agents.list(4), [changed, second]);
	});

	test(`${engine}: keeps instances with ids of twelve digits`, async (t) => {
		const { instances } = (await openTestStorage(t, engine)).database.stores;
		const id = asInstanceId('710399999999');
		const instance = newInstance({ id, agentId: null, workspaceId: 2 });
		await instances.insert(instance);
		t.deepEqual(await instances.find(id), instance);
		t.deepEqual(await instances.findByWebhookTokenHash(hashToken(instance.webhookToken)), instance);
		const owned = newInstance({ agentId: 7, workspaceId: 3, createdAt: instance.createdAt - 1 });
		await instances.insert(owned);
		t.deepEqual(await instances.list(), [owned, instance], 'oldest first');
		t.deepEqual(await instances.listOfWorkspace(2), [instance]);
		t.true(await isRefusedAsDuplicate(instances.insert(newInstance({ id, workspaceId: 9 }))));
		await instances.remove(id);
		t.is(await instances.find(id), undefined);
		t.deepEqual(await instances.list(), [owned]);
	});

	test(`${engine}: whoever inserts a chat first wins`, async (t) => {
		const { chats } = (await openTestStorage(t, engine)).database.stores;
		const chat = newChat({ name: EMOJI });
		const id = await chats.insertOnce(chat);
		const again = newChat({ chatId: chat.chatId, name: 'Other' });
		t.is(await chats.insertOnce(again), id);
		const kept = await chats.find(id);
		const made = { ...chat, id, roomSince: null, sameAs: null, agent: null, conversations: 0 };
		t.deepEqual({ ...kept, createdAt: chat.createdAt }, made);
		t.deepEqual(await chats.findByChatId(1, chat.instanceId, chat.chatId), kept);
		t.is(await chats.findByChatId(2, chat.instanceId, chat.chatId), undefined);
		const elsewhere = await chats.insertOnce({ ...chat, workspaceId: 2 });
		t.not(elsewhere, id);
	});

	test(`${engine}: chats are told apart by case`, async (t) => {
		const { chats } = (await openTestStorage(t, engine)).database.stores;
		const lower = await chats.insertOnce(newChat({ chatId: asChatId('abc@g.us') }));
		const upper = await chats.insertOnce(newChat({ chatId: asChatId('ABC@g.us') }));
		t.not(lower, upper);
		const found = await chats.findByChatId(1, asInstanceId('7103000001'), asChatId('ABC@g.us'));
		t.is(found?.id, upper);
	});

	test(`${engine}: changes a chat and lists those of a visitor`, async (t) => {
		const { chats } = (await openTestStorage(t, engine)).database.stores;
		const one = await chats.insertOnce(newChat());
		const two = await chats.insertOnce(newChat());
		const other = await chats.insertOnce(newChat());
		const visitorToken = asVisitorToken('greenapi:Merged');
		const roomId = asRoomId('room-1');
		await chats.update(one, { visitorToken, isRegistered: true, roomId });
		await chats.update(two, { visitorToken, name: '😀'.repeat(300) });
		await chats.update(other, { visitorToken: asVisitorToken('greenapi:merged') });
		const listed = await chats.listByVisitor(1, visitorToken);
		t.deepEqual(
			listed.map(({ id, isRegistered, roomId: room }) => [id, isRegistered, room]),
			[
				[one, true, roomId],
				[two, false, null],
			],
		);
		t.is(listed[1]?.name, '😀'.repeat(255), 'cut between characters');
		t.deepEqual(await chats.listByVisitor(2, visitorToken), []);
	});

	test(`${engine}: keeps who serves a chat, and who did last`, async (t) => {
		const { chats } = (await openTestStorage(t, engine)).database.stores;
		const id = await chats.insertOnce(newChat());
		const agent = { userId: 'u'.repeat(80), name: '😀'.repeat(300) };
		await chats.setServing(id, asRoomId('room-1'), agent);
		const kept = { userId: 'u'.repeat(64), name: '😀'.repeat(255) };
		t.deepEqual((await chats.find(id))?.agent, { ...kept, roomId: asRoomId('room-1') });
		await chats.setServing(id, asRoomId('room-2'), undefined);
		t.is((await chats.find(id))?.agent?.roomId, asRoomId('room-1'), 'another room was handed on');
		await chats.setServing(id, asRoomId('room-1'), undefined);
		t.deepEqual((await chats.find(id))?.agent, { ...kept, roomId: null });
	});

	test(`${engine}: forgets a room only when it is the chat's room`, async (t) => {
		const { chats } = (await openTestStorage(t, engine)).database.stores;
		const id = await chats.insertOnce(newChat({ roomId: asRoomId('new') }));
		await chats.forgetRoom(id, asRoomId('old'));
		t.is((await chats.find(id))?.roomId, asRoomId('new'));
		await chats.forgetRoom(id, asRoomId('new'));
		t.is((await chats.find(id))?.roomId, null);
	});
}
