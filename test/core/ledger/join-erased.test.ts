import test from 'ava';
import { erasedId } from '../../../src/core/domain/ids.js';
import { joinChats } from '../../../src/core/ledger/join-chats.js';
import type { JoinDeps } from '../../../src/core/ledger/join-chats.js';
import { createOneAtATime } from '../../../src/core/ledger/one-at-a-time.js';
import { availableEngines } from '../../support/databases.js';
import { newChat } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

for (const engine of availableEngines()) {
	test(`${engine}: a chat is not joined to one that was erased while GREEN-API was asked`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { chats, erasure } = database.stores;
		const [erased, fresh] = [await chats.insertOnce(newChat()), await chats.insertOnce(newChat())];
		await erasure.forgetChats([erased], erasedId);
		// Nothing else is needed before two chats are one.
		const deps = { database, entrance: createOneAtATime() } as unknown as JoinDeps;
		await joinChats(deps, erased, fresh);
		t.is((await chats.find(fresh))?.sameAs, null);
		t.is((await chats.find(erased))?.sameAs, null);
	});

	test(`${engine}: what was joined to a chat while that was erased leads nowhere else`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const { chats, erasure } = database.stores;
		const [erased, late] = [await chats.insertOnce(newChat()), await chats.insertOnce(newChat())];
		await database.transaction((stores) => stores.chats.join(late, erased));
		t.is((await chats.find(late))?.sameAs, erased);
		await erasure.forgetChats([erased], erasedId);
		t.is((await chats.find(late))?.sameAs, null);
	});
}
