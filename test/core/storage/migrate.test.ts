import { join } from 'node:path';
import test from 'ava';
import { StorageError } from '../../../src/core/domain/errors.js';
import { openDatabase } from '../../../src/core/storage/database.js';
import { listMigrationNames } from '../../../src/core/storage/migration-source.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';
import { startChild } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import { repositoryRoot } from '../../support/repository.js';
import { addMessage } from '../../support/rows.js';
import { openRaw, openTestStorage } from '../../support/storage.js';

const PROGRAM = join(repositoryRoot, 'dist', 'test', 'support', 'database-program.js');
const NAMES = listMigrationNames();
const NEWER = '29990101000000_from_the_future';

for (const engine of availableEngines()) {
	test(`${engine}: applies everything once, in order`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const database = openDatabase(url, createTokenCipher(Buffer.alloc(32)));
		t.teardown(() => database.close());
		const before = await database.migrationStatus();
		t.deepEqual(before, { applied: [], missing: NAMES, unknown: [] });
		await t.throwsAsync(database.checkSchema(), { code: 'STORAGE_OLDER' });
		t.deepEqual(await database.migrate(), { applied: NAMES });
		t.deepEqual(await database.migrate(), { applied: [] });
		await t.notThrowsAsync(database.checkSchema());
		const after = await database.migrationStatus();
		t.deepEqual(after, { applied: NAMES, missing: [], unknown: [] });
	});

	test(`${engine}: goes down to nothing and up again`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		t.deepEqual([...(await database.rollback())].sort(), NAMES);
		const knex = raw();
		for (const table of ['workspaces', 'agents', 'instances', 'chats', 'lanes', 'messages'])
			t.false(await knex.schema.hasTable(table), `table ${table}`);
		t.deepEqual(await database.rollback(), []);
		t.deepEqual(await database.migrate(), { applied: NAMES });
		t.true((await addMessage(database.stores)) > 0);
	});

	test(`${engine}: of five processes that start at once exactly one migrates`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const started = [1, 2, 3, 4, 5].map(() => startChild(t, [PROGRAM, url, 'migrate']));
		const ended = await Promise.all(started.map(({ exited }) => exited));
		t.deepEqual(
			ended.map(({ code }) => code),
			[0, 0, 0, 0, 0],
			`stderr: ${ended.map(({ stderr }) => stderr).join('\n')}`,
		);
		const applied = ended.map(({ stdout }) => (JSON.parse(stdout) as string[]).length);
		t.deepEqual(
			applied.sort((a, b) => a - b),
			[0, 0, 0, 0, NAMES.length],
		);
		const knex = openRaw(t, url);
		t.deepEqual(await knex('knex_migrations').orderBy('id').pluck('name'), NAMES);
	});

	test(`${engine}: refuses a database of a newer version and leaves it alone`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const database = openDatabase(url, createTokenCipher(Buffer.alloc(32)));
		t.teardown(() => database.close());
		const knex = openRaw(t, url);
		await knex.schema.createTable('knex_migrations', (table) => {
			table.increments();
			table.string('name');
			table.integer('batch');
			table.timestamp('migration_time');
		});
		await knex('knex_migrations').insert({ name: NEWER, batch: 1 });
		const runs = [
			() => database.migrate(),
			() => database.rollback(),
			() => database.checkSchema(),
		];
		for (const run of runs) {
			const error = await t.throwsAsync(run(), { instanceOf: StorageError });
			t.is(error.code, 'STORAGE_NEWER');
			t.true(error.message.includes(NEWER));
		}
		t.deepEqual(await knex('knex_migrations').pluck('name'), [NEWER]);
		t.false(await knex.schema.hasTable('workspaces'));
	});

	test(`${engine}: a lock that a killed process left behind blocks nobody`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		await database.rollback();
		await raw()('knex_migrations_lock').update({ is_locked: 1 });
		t.deepEqual(await database.migrate(), { applied: NAMES });
	});

	test(`${engine}: goes on after a migration that was done but not written down`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const knex = raw();
		await database.rollback();
		await database.migrate();
		// MySQL can't undo a DDL statement: a run that is killed right after one leaves exactly this.
		const undone = engine === 'mysql' ? NAMES.slice(-3) : [];
		await knex('knex_migrations').whereIn('name', undone).delete();
		t.deepEqual(await database.migrate(), { applied: undone });
		t.deepEqual(await knex('knex_migrations').pluck('name'), [...NAMES]);
		t.true((await addMessage(database.stores)) > 0);
	});

	test(`${engine}: a rollback that was cut off is repeated`, async (t) => {
		const { database, raw } = await openTestStorage(t, engine);
		const knex = raw();
		await knex('knex_migrations_lock').update({ is_locked: 1 });
		if (engine === 'mysql') {
			// Done, and killed before that was written down.
			await knex.schema.dropTable('file_chunks');
			await knex.schema.alterTable('messages', (table) => {
				table.dropIndex([], 'messages_by_kind');
			});
			await knex.schema.alterTable('instances', (table) => {
				table.dropColumns('paused_at', 'pause_reason');
			});
		}
		t.deepEqual([...(await database.rollback())].sort(), NAMES);
		t.deepEqual(await database.migrate(), { applied: NAMES });
		t.true((await addMessage(database.stores)) > 0);
	});

	test(`${engine}: of two that go back at once the second waits for the first`, async (t) => {
		const { database, url } = await openTestStorage(t, engine);
		const started = [1, 2].map(() => startChild(t, [PROGRAM, url, 'rollback']));
		const ended = await Promise.all(started.map(({ exited }) => exited));
		const undone = ended.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
		t.deepEqual(undone.sort(), NAMES);
		t.deepEqual(await database.migrate(), { applied: NAMES });
	});

	test(`${engine}: the sources name migrations as the built files do`, async (t) => {
		const { url } = await openTestStorage(t, engine);
		const knexCli = join(repositoryRoot, 'node_modules', 'knex', 'bin', 'cli.js');
		const args = ['--import=tsx', knexCli, '--knexfile', 'knexfile.ts', 'migrate:list'];
		const { code, stdout, stderr } = await startChild(t, args, { env: { DATABASE_URL: url } })
			.exited;
		t.is(code, 0, `stderr: ${stderr}`);
		for (const name of NAMES) t.true(stdout.includes(name), `lists ${name}`);
		t.regex(stdout, /No Pending Migration files Found/u);
	});
}
