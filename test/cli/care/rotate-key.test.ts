import { randomBytes } from 'node:crypto';
import {
	existsSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { isProof, PROBE_PATH } from '../../../src/core/config/probe-answer.js';
import { startProgram } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import { openRaw } from '../../support/storage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { waitFor } from '../../support/wait-for.js';
import { startWorld } from '../../support/world.js';
import { CHAT } from '../ledger-of-a-desk.js';
import { postWebhook, textWebhook } from './webhooks.js';

for (const engine of availableEngines()) {
	test(`${engine}: a running daemon goes on with the new key, a cut-off change is finished`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const dataDir = await temporaryFolder(t);
		const world = await startWorld(t, { databaseUrl: url, env: { DATA_DIR: dataDir } });
		const env = { DATABASE_URL: url, DATA_DIR: dataDir };
		const run = (...args: string[]) => startProgram(t, args, { env }).exited;
		const path = join(dataDir, 'secret.key');
		const { rocketChat } = world.stage;
		const arrives = async (text: string) => {
			t.is((await postWebhook(world, textWebhook(CHAT, text))).status, 200);
			await waitFor(
				() =>
					rocketChat.rooms.some(({ rid }) =>
						rocketChat.messages(rid).some((one) => one.text === text),
					),
				{ label: text },
			);
		};
		await arrives('with the old key');
		const raw = openRaw(t, url);
		const sealed = async () => {
			const row = await raw<{ api_token: string }>('instances').first('api_token');
			return row?.api_token ?? '';
		};
		const old = readFileSync(path, 'utf8');
		const before = await sealed();
		const first = await run('rotate-key');
		t.is(first.code, 0, `stderr: ${first.stderr}`);
		t.regex(first.stdout, /^4 tokens are sealed with a new key/u);
		const fresh = readFileSync(path, 'utf8');
		t.not(fresh, old);
		t.not((await sealed()).split('.')[1], before.split('.')[1]);
		t.is(statSync(path).mode & 0o777, 0o600);
		const kept = readdirSync(dataDir).filter((name) => name.startsWith('secret.key.'));
		t.deepEqual(kept, [`secret.key.old-${String(before.split('.')[1])}`]);
		t.is(readFileSync(join(dataDir, kept[0] ?? ''), 'utf8'), old);
		t.false([first.stdout, first.stderr].some((text) => text.includes(fresh.trim())));
		await arrives('with the new key');
		const nonce = 'a'.repeat(32);
		const probed = await fetch(`${world.daemonUrl}${PROBE_PATH}/${nonce}`);
		const { proof } = (await probed.json()) as { proof: string };
		t.true(isProof(Buffer.from(fresh, 'base64'), nonce, proof), 'it proves to have the new key');
		// As a power cut between the commit and the renaming leaves it.
		const out = join(dataDir, 'out.key');
		const named = await run('rotate-key', '--out', out);
		t.is(named.code, 0, `stderr: ${named.stderr}`);
		t.regex(named.stderr, /Put it in the place of \S+secret\.key: until then/u);
		t.is(readFileSync(path, 'utf8'), fresh);
		renameSync(out, `${path}.next`);
		await arrives('with both keys');
		const third = readFileSync(`${path}.next`, 'utf8');
		await world.crash();
		t.is(readFileSync(path, 'utf8'), third);
		t.false(existsSync(`${path}.next`));
		await arrives('after the crash');
		// A change that did not get as far as that is begun anew, and one that did is finished by the command, too.
		writeFileSync(`${path}.next`, `${randomBytes(32).toString('base64')}\n`);
		t.like(JSON.parse((await run('rotate-key', '--json')).stdout), {
			tokens: 4,
			isFinished: false,
		});
		await run('rotate-key', '--out', `${path}.next`);
		t.like(JSON.parse((await run('rotate-key', '--json')).stdout), { tokens: 4, isFinished: true });
		await arrives('at the end');
		const listed = await run('list-instances', '--json');
		t.is(listed.code, 0, `stderr: ${listed.stderr}`);
		// The wrong key changes nothing.
		const now = await sealed();
		const wrong = { ...env, SECRET_KEY: randomBytes(32).toString('hex') };
		const refused = startProgram(t, ['rotate-key', '--out', out], { env: wrong });
		const { code, stderr } = await refused.exited;
		t.is(code, 1);
		t.regex(stderr, /\(key-not-in-use\)/u);
		t.false(existsSync(out));
		t.is(await sealed(), now);
	});
}

test('needs a file for a key from the environment, a key and a database', async (t) => {
	const { url } = await createTestDatabase(t, 'sqlite');
	const cwd = await temporaryFolder(t);
	const key = randomBytes(32).toString('base64');
	const env = { DATABASE_URL: url, DATA_DIR: cwd, SECRET_KEY: key };
	await startProgram(t, ['migrate'], { env }).exited;
	const unnamed = await startProgram(t, ['rotate-key'], { env }).exited;
	t.is(unnamed.code, 2);
	t.regex(unnamed.stderr, /--out is missing[^]*comes from SECRET_KEY/u);
	t.false(unnamed.stderr.includes(key));
	const out = join(cwd, 'new.key');
	const named = await startProgram(t, ['rotate-key', '--out', out], { env }).exited;
	t.is(named.code, 0, `stderr: ${named.stderr}`);
	t.is(statSync(out).mode & 0o777, 0o600);
	t.regex(named.stderr, /restart the daemons/u);
	const again = await startProgram(t, ['rotate-key', '--out', out], { env }).exited;
	t.is(again.code, 2);
	// The second one is below a file.
	for (const path of [join(cwd, 'no', 'new.key'), join(out, 'new.key')]) {
		const nowhere = ['rotate-key', '--out', path];
		const unwritable = await startProgram(t, nowhere, { env }).exited;
		t.is(unwritable.code, 1);
		t.regex(unwritable.stderr, /^\(out-file-failed\)$/mu);
	}
	const keyless = { DATABASE_URL: url, DATA_DIR: cwd };
	t.is((await startProgram(t, ['rotate-key'], { env: keyless }).exited).code, 3);
	const none = await startProgram(t, ['rotate-key'], { cwd: await temporaryFolder(t) }).exited;
	t.is(none.code, 1);
	t.regex(none.stderr, /There is no database at/u);
});
