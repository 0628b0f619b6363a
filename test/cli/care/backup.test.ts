import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { startProgram } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import { freePort } from '../../support/free-port.js';
import { newInstance } from '../../support/rows.js';
import { openRaw, openTestStorage } from '../../support/storage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { waitFor } from '../../support/wait-for.js';
import { startWorld } from '../../support/world.js';
import { CHAT, openDesk } from '../ledger-of-a-desk.js';
import { postWebhook, textWebhook } from './webhooks.js';

/** Loads a dump into an empty database, by the client program. */
function load(dump: string, databaseUrl: string): void {
	const url = new URL(databaseUrl);
	const args = [`-h${url.hostname}`, `-P${url.port}`, `-u${url.username}`, '--protocol=tcp'];
	const env = { ...process.env, MYSQL_PWD: decodeURIComponent(url.password) };
	const { status, stderr } = spawnSync('mariadb', [...args, url.pathname.slice(1)], {
		...{ env, encoding: 'utf8', input: readFileSync(dump) },
	});
	if (status !== 0) throw new Error(`The dump can't be loaded: ${stderr}`);
}

for (const engine of availableEngines()) {
	test(`${engine}: a daemon goes on with the copy that was made beside another one`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const dataDir = await temporaryFolder(t);
		const world = await startWorld(t, { databaseUrl: url, env: { DATA_DIR: dataDir } });
		t.is((await postWebhook(world, textWebhook(CHAT, 'before the backup'))).status, 200);
		const raw = openRaw(t, url);
		const isSettled = async () =>
			(await raw('messages').whereIn('state', ['pending', 'waiting']).first('id')) === undefined;
		await waitFor(isSettled, { label: 'everything is settled' });
		const folder = await temporaryFolder(t);
		const out = join(folder, 'copy');
		const env = { DATABASE_URL: url, DATA_DIR: dataDir };
		// A file that waits is in the copy, byte by byte.
		const fileBytes = randomBytes(3000);
		await raw('file_chunks').insert({
			...{ file_key: 'waits', position: 0, written_at: Date.now(), bytes: fileBytes },
		});
		const args = ['backup', '--out', out, '--with-key', '--json'];
		const { code, stdout, stderr } = await startProgram(t, args, { env }).exited;
		t.is(code, 0, `stderr: ${stderr}`);
		const answer = JSON.parse(stdout) as { rows: Record<string, number> | null };
		t.like(answer, {
			version: 1,
			out,
			keyFile: `${out}.key`,
			form: engine === 'mysql' ? 'sql' : 'sqlite',
		});
		const messages = (await raw('messages').pluck('id')).length;
		t.is(answer.rows?.['messages'] ?? messages, messages);
		t.deepEqual(readdirSync(folder).sort(), ['copy', 'copy.key']);
		for (const name of ['copy', 'copy.key']) t.is(statSync(join(folder, name)).mode & 0o777, 0o600);
		t.is(readFileSync(`${out}.key`, 'utf8'), readFileSync(join(dataDir, 'secret.key'), 'utf8'));
		// The machine is lost; the daemon goes on elsewhere.
		world.daemon().kill('SIGKILL');
		await world.daemon().exited;
		const port = await freePort();
		const restored =
			engine === 'mysql' ? (await createTestDatabase(t, 'mysql')).url : `sqlite:${out}`;
		if (engine === 'mysql') load(out, restored);
		const [kept] = await openRaw(t, restored)<{ bytes: ArrayBuffer }>('file_chunks').pluck('bytes');
		t.true(Buffer.from(kept!).equals(fileBytes));
		const daemonUrl = `http://127.0.0.1:${port}`;
		const daemon = startProgram(t, ['daemon'], {
			env: {
				...{ PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: restored },
				...{ DATA_DIR: folder, SECRET_KEY_FILE: `${out}.key`, LOG_LEVEL: 'warn' },
				...world.stage.environment(daemonUrl),
			},
		});
		await daemon.waitForLine(/^Listening on/u);
		const again = { ...world, daemonUrl };
		t.is((await postWebhook(again, textWebhook(CHAT, 'after the restore'))).status, 200);
		const { rocketChat } = world.stage;
		await waitFor(
			() =>
				rocketChat.rooms.some(({ rid }) =>
					rocketChat.messages(rid).some((one) => one.text === 'after the restore'),
				),
			{ label: 'the message in Rocket.Chat' },
		);
		t.is(rocketChat.rooms.length, 1);
	});
}

test('never overwrites, leaves nothing of what failed, and says why', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await desk.add();
	const folder = await temporaryFolder(t);
	const out = join(folder, 'copy.db');
	const first = await desk.run('backup', '--out', out);
	t.is(first.code, 0, `stderr: ${first.stderr}`);
	t.regex(first.stdout, /copy\.db: \d+ kB, 1 messages, 2 instances; checked\.$/u);
	t.regex(first.stderr, /The key is not in it/u);
	const again = await desk.run('backup', '--out', out);
	t.is(again.code, 2);
	t.regex(again.stderr, /There is a file .*copy\.db already[^]*\(backup-exists\)/u);
	writeFileSync(join(folder, 'other.db.key'), 'mine');
	const key = await desk.run('backup', '--out', join(folder, 'other.db'), '--with-key');
	t.is(key.code, 3, 'there is no key to take');
	const nowhere = await desk.run('backup', '--out', join(folder, 'none', 'copy.db'));
	t.is(nowhere.code, 1);
	t.regex(nowhere.stderr, /can not be made: ENOENT[^]*\(backup-failed\)/u);
	const belowFile = await desk.run('backup', '--out', join(out, 'copy.db'));
	t.regex(belowFile.stderr, /can not be made: ENOTDIR[^]*\(backup-failed\)/u);
	t.deepEqual(readdirSync(folder).sort(), ['copy.db', 'other.db.key']);
	const missing = await desk.run('backup');
	t.is(missing.code, 2);
});

test('says that the database can not be copied whole, and leaves nothing', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await desk.raw().schema.dropTable('preferences');
	const folder = await temporaryFolder(t);
	const { code, stderr } = await desk.run('backup', '--out', join(folder, 'copy.db'));
	t.is(code, 1);
	t.regex(stderr, /can not be made[^]*\(backup-failed\)/u);
	t.deepEqual(readdirSync(folder), []);
});

test('makes no database and no copy where there is none', async (t) => {
	const cwd = await temporaryFolder(t);
	const args = ['backup', '--out', join(cwd, 'copy.db')];
	const { code, stderr } = await startProgram(t, args, { cwd }).exited;
	t.is(code, 1);
	t.regex(stderr, /There is no database at/u);
	t.false(existsSync(join(cwd, 'copy.db')));
	t.deepEqual(readdirSync(cwd), []);
});

test('after a change of the key that was cut off, the key in the copy is the one that opens it', async (t) => {
	const { url, another } = await openTestStorage(t, 'sqlite');
	const dataDir = await temporaryFolder(t);
	const path = join(dataDir, 'secret.key');
	const next = randomBytes(32);
	writeFileSync(path, randomBytes(32).toString('base64'));
	writeFileSync(`${path}.next`, next.toString('base64'));
	await another(next).stores.instances.insert(newInstance());
	const out = join(await temporaryFolder(t), 'copy');
	const env = { DATABASE_URL: url, DATA_DIR: dataDir };
	const { code, stderr } = await startProgram(t, ['backup', '--out', out, '--with-key'], { env })
		.exited;
	t.is(code, 0, `stderr: ${stderr}`);
	t.is(readFileSync(`${out}.key`, 'utf8').trim(), next.toString('base64'));
});

test('refuses a key that opens none of the tokens, and leaves nothing', async (t) => {
	const { url, another } = await openTestStorage(t, 'sqlite');
	const dataDir = await temporaryFolder(t);
	writeFileSync(join(dataDir, 'secret.key'), randomBytes(32).toString('base64'));
	await another(randomBytes(32)).stores.instances.insert(newInstance());
	const folder = await temporaryFolder(t);
	const env = { DATABASE_URL: url, DATA_DIR: dataDir };
	const args = ['backup', '--out', join(folder, 'copy'), '--with-key'];
	const { code, stderr } = await startProgram(t, args, { env }).exited;
	t.is(code, 1, `stderr: ${stderr}`);
	t.regex(stderr, /not the key of this database[^]*\(key-not-in-use\)/u);
	t.deepEqual(readdirSync(folder), []);
});
