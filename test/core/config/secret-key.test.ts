import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { loadConfig } from '../../../src/core/config/load-config.js';
import { loadSecretKey, requireSecretKey } from '../../../src/core/config/secret-key.js';
import type { SecretKey } from '../../../src/core/config/secret-key.js';
import { ConfigError } from '../../../src/core/domain/errors.js';
import { startChild } from '../../support/child.js';
import { repositoryRoot } from '../../support/repository.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const KEY = randomBytes(32);

function load(env: Record<string, string>, cwd: string, credentials?: string): SecretKey {
	return loadSecretKey(loadConfig(env, cwd).config, credentials);
}

test('reads a key as base64 and as hex', async (t) => {
	const cwd = await temporaryFolder(t);
	for (const encoding of ['base64', 'base64url', 'hex'] as const) {
		const { bytes, origin } = load({ SECRET_KEY: KEY.toString(encoding) }, cwd);
		t.deepEqual([bytes, origin], [KEY, 'SECRET_KEY'], `key in ${encoding}`);
	}
	t.deepEqual(await readdir(cwd), [], 'nothing is written');
});

test('takes SECRET_KEY, then the file, then the credential, then its own', async (t) => {
	const cwd = await temporaryFolder(t);
	const keys = [1, 2, 3].map((byte) => Buffer.alloc(32, byte));
	const [own, file, credential] = keys.map((key) => key.toString('base64'));
	await writeFile(join(cwd, 'key'), `${file!}\n`);
	await mkdir(join(cwd, 'credentials'));
	const credentials = join(cwd, 'credentials');
	const SECRET_KEY_FILE = join(cwd, 'key');
	await writeFile(join(credentials, 'secret-key'), credential!);
	const loaded = [
		load({ SECRET_KEY: own!, SECRET_KEY_FILE }, cwd, credentials),
		load({ SECRET_KEY_FILE }, cwd, credentials),
		load({}, cwd, credentials),
	];
	t.deepEqual(
		loaded.map(({ bytes }) => bytes),
		keys,
	);
	const made = load({}, cwd, join(cwd, 'nowhere'));
	t.is(made.origin, join(cwd, 'data', 'secret.key'));
});

test('makes no key for those who need the one that there is', async (t) => {
	const cwd = await temporaryFolder(t);
	const { config } = loadConfig({ DATA_DIR: cwd }, cwd);
	const error = t.throws(() => requireSecretKey(config, undefined), { instanceOf: ConfigError });
	t.is(error.code, 'CONFIG_SECRET_KEY');
	t.regex(error.help, /DATA_DIR, SECRET_KEY or SECRET_KEY_FILE/u);
	t.deepEqual(await readdir(cwd), []);
	t.deepEqual(loadSecretKey(config, undefined), requireSecretKey(config, undefined));
});

test('makes a key once, for this user alone', async (t) => {
	const cwd = await temporaryFolder(t);
	const DATA_DIR = join(cwd, 'new', 'folder');
	const first = load({ DATA_DIR }, cwd);
	t.is(first.bytes.length, 32);
	t.deepEqual(load({ DATA_DIR }, cwd), first);
	const path = join(DATA_DIR, 'secret.key');
	t.is((await stat(path)).mode & 0o777, 0o600);
	t.is((await stat(DATA_DIR)).mode & 0o777, 0o700);
	t.deepEqual(await readdir(DATA_DIR), ['secret.key'], 'nothing else is left behind');
	t.deepEqual(Buffer.from(await readFile(path, 'utf8'), 'base64'), first.bytes);
});

test('processes that start at once get the same key', async (t) => {
	const DATA_DIR = await temporaryFolder(t);
	const built = join(repositoryRoot, 'dist', 'src', 'core', 'config');
	const script = `
		import { loadConfig } from '${built}/load-config.js';
		import { loadSecretKey } from '${built}/secret-key.js';
		const { config } = loadConfig(process.env, process.cwd());
		console.log(loadSecretKey(config, undefined).bytes.toString('hex'));`;
	const started = [1, 2, 3, 4].map(() =>
		startChild(t, ['--input-type=module', '-e', script], { env: { DATA_DIR }, cwd: DATA_DIR }),
	);
	const ended = await Promise.all(started.map(({ exited }) => exited));
	const keys = new Set(ended.map(({ stdout }) => stdout));
	t.is(keys.size, 1, `stderr: ${ended.map(({ stderr }) => stderr).join('\n')}`);
	t.regex([...keys][0]!, /^[0-9a-f]{64}$/u);
	t.deepEqual(await readdir(DATA_DIR), ['secret.key']);
});

test('refuses a key that is none, and does not show it', async (t) => {
	const cwd = await temporaryFolder(t);
	const wrong = ['hidden-word', KEY.toString('hex').slice(2), randomBytes(31).toString('base64')];
	for (const text of wrong) {
		const error = t.throws(() => load({ SECRET_KEY: text }, cwd), { instanceOf: ConfigError });
		t.is(error.code, 'CONFIG_SECRET_KEY');
		t.false(`${error.message} ${error.help}`.includes(text));
	}
});

test('says which key file is missing, and makes none in its place', async (t) => {
	const cwd = await temporaryFolder(t);
	const SECRET_KEY_FILE = join(cwd, 'missing');
	const error = t.throws(() => load({ SECRET_KEY_FILE }, cwd), { instanceOf: ConfigError });
	t.true(error.message.includes(SECRET_KEY_FILE));
	t.regex(error.message, /ENOENT/u);
	t.deepEqual(await readdir(cwd), []);
});

test('says that the key can not be written', async (t) => {
	const cwd = await temporaryFolder(t);
	await writeFile(join(cwd, 'file'), '');
	const DATA_DIR = join(cwd, 'file', 'data');
	const error = t.throws(() => load({ DATA_DIR }, cwd), { instanceOf: ConfigError });
	t.is(error.code, 'CONFIG_DATA_DIR');
});
