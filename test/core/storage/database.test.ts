import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { asChatId, asInstanceId } from '../../../src/core/domain/ids.js';
import { StorageError } from '../../../src/core/domain/errors.js';
import { openDatabase } from '../../../src/core/storage/database.js';
import { isDuplicate } from '../../../src/core/storage/db-errors.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';
import { availableEngines } from '../../support/databases.js';
import { freePort } from '../../support/free-port.js';
import { gate } from '../../support/ledger.js';
import {
	addLanes,
	newChat,
	newInstance,
	newMessage,
	newWorkspace,
	NOW,
} from '../../support/rows.js';
import { killConnections, openTestStorage } from '../../support/storage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const cipher = createTokenCipher(Buffer.alloc(32));

for (const engine of availableEngines()) {
	test(`${engine}: a transaction commits everything or nothing`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const work = (fails: boolean) =>
			database.transaction(async (stores) => {
				await stores.workspaces.insert(newWorkspace());
				await stores.messages.insert([newMessage()], NOW);
				await stores.chats.insertOnce(newChat());
				if (fails) throw new RangeError('on purpose');
				return 'answer';
			});
		const error = await t.throwsAsync(work(true), { instanceOf: StorageError });
		t.is(error.disposition, 'retry');
		t.deepEqual(await database.stores.workspaces.list(), []);
		t.deepEqual(await database.stores.messages.countUnsettled(), []);
		t.is(await work(false), 'answer');
		t.is((await database.stores.workspaces.list()).length, 1);
		t.is((await database.stores.messages.countUnsettled()).length, 1);
	});

	test(`${engine}: repeats the whole of a transaction after a conflict`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		let runs = 0;
		await database.transaction(async (stores) => {
			runs += 1;
			await stores.workspaces.insert(newWorkspace());
			if (runs < 3) throw Object.assign(new Error('conflict'), { code: 'ER_LOCK_DEADLOCK' });
		});
		t.is(runs, 3);
		t.is((await database.stores.workspaces.list()).length, 1);
	});

	test(`${engine}: gives up when the conflict never ends`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const conflict = Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' });
		const error = await t.throwsAsync(
			database.transaction(() => Promise.reject(conflict)),
			{ instanceOf: StorageError },
		);
		t.is(error.code, 'STORAGE_REFUSED');
	});

	test(`${engine}: every failure is a StorageError without customers' text`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		await raw().schema.dropTable('messages');
		const text = 'words of a customer';
		const row = newMessage({ payload: text });
		const tries = {
			alone: () => database.stores.messages.insert([row], NOW),
			inTransaction: () => database.transaction((stores) => stores.messages.insert([row], NOW)),
			reading: () => database.stores.messages.listByMessageId(text),
		};
		for (const [name, run] of Object.entries(tries)) {
			const error = await t.throwsAsync(run(), { instanceOf: StorageError }, `failure of ${name}`);
			const said = [error.message, error.help, (error.cause as Error).message].join();
			t.notRegex(said, /words of a customer/u, `words of ${name}`);
		}
	});

	test(`${engine}: a duplicate is known as one, inside and outside a transaction`, async (t) => {
		const { database } = await openTestStorage(t, engine);
		const instance = newInstance();
		await database.stores.instances.insert(instance);
		const outside: unknown = await database.stores.instances
			.insert(instance)
			.catch((error: unknown) => error);
		const inside: unknown = await database
			.transaction((stores) => stores.instances.insert(instance))
			.catch((error: unknown) => error);
		t.true(isDuplicate(outside));
		t.true(isDuplicate(inside));
		t.false(isDuplicate(new Error('other')));
	});

	test(`${engine}: tells whether it can be reached`, async (t) => {
		const { database, another } = await openTestStorage(t, engine);
		await t.notThrowsAsync(database.ping());
		const closed = another();
		await closed.close();
		await t.throwsAsync(closed.ping(), { instanceOf: StorageError });
	});
}

test('an unreachable server is said without the password', async (t) => {
	const url = `mysql://user:hidden-word@127.0.0.1:${await freePort()}/none`;
	const database = openDatabase(url, cipher);
	t.teardown(() => database.close());
	const tries = [
		() => database.ping(),
		() => database.stores.workspaces.list(),
		() => database.migrate(),
		() => database.transaction((stores) => stores.workspaces.list()),
	];
	for (const run of tries) {
		const error = await t.throwsAsync(run(), { instanceOf: StorageError });
		t.is(error.code, 'STORAGE_UNREACHABLE');
		t.notRegex(`${error.message} ${error.help} ${String(error.cause)}`, /hidden-word/u);
	}
});

if (availableEngines().includes('mysql')) {
	test('mysql: a connection lost in a transaction is no refusal', async (t) => {
		const { database, raw } = await openTestStorage(t, 'mysql');
		const knex = raw();
		await knex.raw('SELECT 1');
		const broken = database.transaction(async ({ workspaces }) => {
			await workspaces.list();
			await killConnections(knex);
			await workspaces.list();
		});
		await t.throwsAsync(broken, { code: 'STORAGE_UNREACHABLE' });
		await t.notThrowsAsync(database.ping(), 'the next one gets a new connection');
	});

	test('mysql: a real deadlock ends well for both', async (t) => {
		const { database, another } = await openTestStorage(t, 'mysql');
		const [one, two] = await addLanes(database.stores, 2);
		const meeting = [gate(), gate()];
		const runs = [0, 0];
		const cross = (index: number, first: number, second: number) => async () =>
			[database, another()][index]!.transaction(async ({ lanes }) => {
				runs[index]! += 1;
				await lanes.release([first], NOW + index, null);
				meeting[index]!.open();
				await meeting[1 - index]!.opened;
				await lanes.release([second], NOW + index, null);
			});
		await Promise.all([cross(0, one!, two!)(), cross(1, two!, one!)()]);
		t.is(Math.max(...runs), 2, 'one of them was repeated');
	});
}

test('answers of a store are values of the domain', async (t) => {
	const { database } = await openTestStorage(t, 'sqlite');
	const id = await database.stores.chats.insertOnce(newChat({ isRegistered: true }));
	const chat = await database.stores.chats.find(id);
	t.true(chat?.isRegistered);
	t.is(chat?.instanceId, asInstanceId('7103000001'));
	t.not(chat?.chatId, asChatId(''));
});

test('sqlite: a new database is for its owner alone', async (t) => {
	const folder = await temporaryFolder(t);
	const path = join(folder, 'new.db');
	const database = openDatabase(`sqlite:${path}`, cipher);
	await database.migrate();
	const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
	await database.close();
	t.deepEqual([...new Set(modes)], [0o600]);
});

test('says of a file that is no database, and of a folder, what to put right', async (t) => {
	const folder = await temporaryFolder(t);
	const junk = join(folder, 'junk.db');
	writeFileSync(junk, 'no database at all, whoever put it here'.repeat(50));
	for (const [path, help] of [
		[junk, /damaged, or no SQLite database: put a backup/u],
		[folder, /must name a file, in a folder that is there/u],
	] as const) {
		const database = openDatabase(`sqlite:${path}`, cipher);
		t.teardown(() => database.close());
		const error = await t.throwsAsync(database.checkSchema(), { instanceOf: StorageError });
		t.is(error.code, 'STORAGE_REFUSED');
		t.regex(error.help, help);
	}
});
