import { randomBytes } from 'node:crypto';
import test from 'ava';
import { StorageError } from '../../../src/core/domain/errors.js';
import { createTokenCipher, hashToken, newToken } from '../../../src/core/storage/token-cipher.js';
import { availableEngines } from '../../support/databases.js';
import { newAgent, newInstance, newWorkspace } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';

const WRONG_KEY = { instanceOf: StorageError, code: 'STORAGE_KEY_WRONG' };

test('opens what it sealed, and seals the same token differently each time', (t) => {
	const cipher = createTokenCipher(randomBytes(32));
	for (const token of ['', 'abc', 'ключ 🔑', 'x'.repeat(5000)]) {
		const [one, two] = [cipher.seal(token), cipher.seal(token)];
		t.is(cipher.open(one), token);
		t.is(cipher.open(two), token);
		t.not(one, two);
	}
});

test('refuses what was sealed with another key', (t) => {
	const sealed = createTokenCipher(randomBytes(32)).seal('abc');
	t.throws(() => createTokenCipher(randomBytes(32)).open(sealed), WRONG_KEY);
});

test('refuses what was changed in any part, and tells nothing of it', (t) => {
	const cipher = createTokenCipher(randomBytes(32));
	const parts = cipher.seal('a token of thirty-two characters').split('.');
	for (const [index, part] of parts.entries()) {
		const changed = parts.with(index, (part.startsWith('A') ? 'B' : 'A') + part.slice(1)).join('.');
		const error = t.throws(() => cipher.open(changed), WRONG_KEY, `part ${index}`);
		t.false(error.message.includes('thirty-two'));
	}
	for (const broken of ['', 'plain', 'v1', parts.slice(0, 4).join('.')])
		t.throws(() => cipher.open(broken), WRONG_KEY, `opens ${broken}`);
});

test('refuses a shortened seal: a short one could be guessed', (t) => {
	const cipher = createTokenCipher(randomBytes(32));
	const [version, keyId, iv, tag, sealed] = cipher.seal('abc').split('.');
	const short = Buffer.from(tag!, 'base64url').subarray(0, 4).toString('base64url');
	t.throws(() => cipher.open([version, keyId, iv, short, sealed].join('.')), WRONG_KEY);
});

test('new tokens differ and are safe in a header', (t) => {
	const tokens = new Set(Array.from({ length: 100 }, newToken));
	t.is(tokens.size, 100);
	for (const token of tokens) t.regex(token, /^[\w-]{43}$/u);
	t.is(hashToken('abc').length, 64);
});

for (const engine of availableEngines()) {
	test(`${engine}: no table holds a readable token`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const workspace = newWorkspace({ authToken: 'secret-of-workspace' });
		const added = await database.stores.workspaces.insert(workspace);
		await database.stores.workspaces.update(added.id, { authToken: 'secret-of-workspace-2' });
		const app = { id: 'app', endpoint: '/api/apps/public/app/gateway', key: 'secret-of-app' };
		const announced = { ...app, version: '0.1.0', capabilities: [], seenAt: 1 };
		await database.stores.workspaces.update(added.id, { app: announced });
		const agent = await database.stores.agents.insert(newAgent({ authToken: 'secret-of-agent' }));
		await database.stores.agents.updateCredentials(agent.id, {
			userId: 'u',
			authToken: 'secret-of-agent-2',
		});
		const tokens = { apiToken: 'secret-of-api', webhookToken: 'secret-of-webhook' };
		await database.stores.instances.insert(newInstance(tokens));
		const knex = raw();
		for (const table of ['workspaces', 'agents', 'instances']) {
			const rows = (await knex(table)) as unknown[];
			t.is(rows.length, 1, `rows of ${table}`);
			t.notRegex(JSON.stringify(rows), /secret-of/u, `tokens in ${table}`);
		}
	});

	test(`${engine}: says that the key is wrong`, async (t) => {
		const { database, another } = await openTestStorage(t, engine);
		const instance = newInstance();
		await database.stores.instances.insert(instance);
		const { stores } = another(randomBytes(32));
		const error = await t.throwsAsync(stores.instances.find(instance.id), WRONG_KEY);
		t.regex(error.help, /SECRET_KEY/u);
	});
}
