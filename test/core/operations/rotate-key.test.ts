import { randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import test from 'ava';
import { currentKeys, readKeyFile } from '../../../src/core/config/secret-key.js';
import { rotateKeyFile, sealStragglers } from '../../../src/core/operations/rotate-key.js';
import { openDatabase } from '../../../src/core/storage/database.js';
import type { Database } from '../../../src/core/storage/database.js';
import { createTokenCipher, keyIdOf } from '../../../src/core/storage/token-cipher.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { newInstance } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

/** A database whose key is a file, with one token; `open` is what a process does when it starts. */
async function openVault(t: ExecutionContext, engine: Engine) {
	const folder = await temporaryFolder(t);
	const path = join(folder, 'secret.key');
	const key = randomBytes(32);
	writeFileSync(path, key.toString('base64'), { mode: 0o600 });
	const { url, another } = await openTestStorage(t, engine);
	const open = (): Database => {
		const bytes = readFileSync(path, 'utf8');
		const own = { bytes: Buffer.from(bytes, 'base64'), origin: path, path };
		const database = openDatabase(
			url,
			createTokenCipher(own.bytes, () => currentKeys(own)),
		);
		t.teardown(() => database.close());
		return database;
	};
	const first = newInstance();
	await open().stores.instances.insert(first);
	return { folder, path, key, open, late: another(key), first };
}

for (const engine of availableEngines()) {
	test(`${engine}: what is sealed in the moment of a rotation is not lost`, async (t) => {
		const { path, key, open, late } = await openVault(t, engine);
		const { oldKeyFile } = await rotateKeyFile(open(), path);
		t.truthy(oldKeyFile);
		// A daemon that had read the old key a moment before.
		const straggler = newInstance({ apiToken: 'sealed-late' });
		await late.stores.instances.insert(straggler);
		const restarted = open();
		t.is((await restarted.stores.instances.find(straggler.id))?.apiToken, 'sealed-late');
		t.is(await sealStragglers(restarted, path), 4);
		const now = readKeyFile(path);
		t.deepEqual([...(await restarted.keyIds())], [keyIdOf(now!)]);
		t.not(keyIdOf(now!), keyIdOf(key));
		t.is(await sealStragglers(restarted, path), undefined);
	});

	test(`${engine}: two rotations at the same time leave one key, and that opens everything`, async (t) => {
		const { folder, path, open, first } = await openVault(t, engine);
		const [one, other] = [open(), open()];
		const both = [rotateKeyFile(one, path)];
		both.push(rotateKeyFile(engine === 'mysql' ? other : one, path));
		await Promise.allSettled(both);
		t.is((await open().stores.instances.find(first.id))?.apiToken, first.apiToken);
		const ids = await open().keyIds();
		t.deepEqual([...ids], [keyIdOf(readKeyFile(path)!)]);
		t.is(readdirSync(folder).length, 2, 'the key and the old one');
		const results = await Promise.allSettled(both);
		t.true(results.every(({ status }) => status === 'fulfilled'));
	});
}

test('the new key is as readable as the old one', async (t) => {
	const { path, open } = await openVault(t, 'sqlite');
	chmodSync(path, 0o640);
	await rotateKeyFile(open(), path);
	t.is(statSync(path).mode & 0o777, 0o640);
});
