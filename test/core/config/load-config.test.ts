import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import test from 'ava';
import { fields } from '../../../src/core/config/fields.js';
import type { Config } from '../../../src/core/config/fields.js';
import { loadConfig } from '../../../src/core/config/load-config.js';
import { ConfigError } from '../../../src/core/domain/errors.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

type Environment = Record<string, string>;

/** A wrong value and a right one, with what it means, of every setting that can be wrong. */
const CASES: readonly [keyof Config, wrong: string, right: string, value: unknown][] = [
	['appUrl', 'bridge.example.org', 'https://bridge.example.org/', 'https://bridge.example.org'],
	['port', '65536', '8080', 8080],
	['opsPort', 'x', '9464', 9464],
	['databaseUrl', 'postgres://u:p@h/n', 'mysql://u:p@h/n', 'mysql://u:p@h/n'],
	['greenApiUrl', 'https://a/path', 'https://a.example.org', 'https://a.example.org'],
	['greenApiMediaUrl', 'none', 'https://m.example.org', 'https://m.example.org'],
	['allowedWorkspaces', 'chat', 'https://c.example.org/x', ['https://c.example.org/x']],
	['logLevel', 'loud', 'DEBUG', 'debug'],
	['maxFileMb', '0', '50', 50],
	['concurrency', '1001', '8', 8],
	['leaseMs', '499', '500', 500],
	['drainMs', '-1', '0', 0],
	['legacyVisitors', 'perhaps', 'yes', true],
	['parkSeconds', '0', '60', 60],
	['statePollSeconds', '-1', '0', 0],
	['retentionDays', '6', '90', 90],
];
/** Any text is right for these. */
const FREE = ['host', 'dataDir', 'secretKey', 'secretKeyFile', 'trustProxy', 'textsFile'];

function environmentOf(pick: 'wrong' | 'right'): Environment {
	return Object.fromEntries(
		CASES.map(([name, wrong, right]) => [fields[name].env, pick === 'wrong' ? wrong : right]),
	);
}

function refusal(t: ExecutionContext, env: Environment, cwd: string): ConfigError {
	return t.throws(() => loadConfig(env, cwd), { instanceOf: ConfigError });
}

test('every setting has a right and a wrong value here, or is free', (t) => {
	t.deepEqual([...CASES.map(([name]) => name), ...FREE].sort(), Object.keys(fields).sort());
});

test('reads every setting', async (t) => {
	const { config, sources } = loadConfig(environmentOf('right'), await temporaryFolder(t));
	for (const [name, , right, value] of CASES) {
		t.deepEqual(config[name], value, `value of ${name}`);
		t.deepEqual(
			sources[fields[name].env],
			{ text: right, source: 'environment' },
			`source of ${name}`,
		);
	}
});

test('names every wrong setting at once, each with an example', async (t) => {
	const error = refusal(t, environmentOf('wrong'), await temporaryFolder(t));
	t.is(error.code, 'CONFIG_INVALID');
	t.true(error.message.startsWith(`${CASES.length} settings are wrong:`));
	for (const [name] of CASES) {
		const { env, example } = fields[name];
		t.regex(error.message, new RegExp(`^  ${env} must be .+`, 'mu'));
		t.true(error.message.includes(`for example ${env}=${example}`), `example of ${name}`);
	}
});

test('the examples of the table are right values themselves', async (t) => {
	const cwd = await temporaryFolder(t);
	for (const [name] of CASES) {
		const { env, example } = fields[name];
		t.notThrows(() => loadConfig({ [env]: example }, cwd), `example of ${name}`);
	}
});

test('a wrong DATABASE_URL never shows its password', async (t) => {
	const cwd = await temporaryFolder(t);
	for (const url of [
		...['mysql://user:hidden-word@h', 'mysql://user:hidden-word%@h/n', 'hidden-word'],
		'postgres://user:hidden-word@h/n',
	]) {
		const error = refusal(t, { DATABASE_URL: url }, cwd);
		const said = [error.message, error.help, String(error.cause), error.stack].join('\n');
		t.notRegex(said, /hidden-word/u, `said of ${url}`);
		t.true(error.message.startsWith('One setting is wrong:'));
	}
});

test('a real variable wins over .env, and an empty one counts as not set', async (t) => {
	const cwd = await temporaryFolder(t);
	await writeFile(
		join(cwd, '.env'),
		'# a comment\nPORT=4000\nHOST="127.0.0.1"\nLOG_LEVEL=warn\nMAX_FILE_MB=\n',
	);
	const env = { PORT: '5000', HOST: '', APP_URL: '' };
	const { config, sources } = loadConfig(env, cwd);
	t.deepEqual(
		[config.port, config.host, config.logLevel, config.maxFileMb, config.appUrl],
		[5000, '127.0.0.1', 'warn', 100, undefined],
	);
	t.deepEqual(
		['PORT', 'HOST', 'LOG_LEVEL', 'MAX_FILE_MB', 'APP_URL'].map((name) => sources[name]?.source),
		['environment', '.env', '.env', 'default', 'default'],
	);
});

test('a wrong value in .env is refused like a real one', async (t) => {
	const cwd = await temporaryFolder(t);
	await writeFile(join(cwd, '.env'), 'PORT=many\n');
	t.regex(refusal(t, {}, cwd).message, /PORT must be a whole number/u);
	t.is(loadConfig({ PORT: '1' }, cwd).config.port, 1, 'the real one hides it');
});

test('a .env that can not be read is said', async (t) => {
	const cwd = await temporaryFolder(t);
	await mkdir(join(cwd, '.env'));
	t.is(refusal(t, {}, cwd).code, 'CONFIG_ENV_FILE');
});

test('the defaults put everything into one folder', async (t) => {
	const cwd = await temporaryFolder(t);
	const placesOf = (env: Environment) => {
		const { config } = loadConfig(env, cwd);
		return [config.dataDir, config.databaseUrl];
	};
	const under = (folder: string) => [folder, `sqlite:${join(folder, 'greenapi-rc.db')}`];
	t.deepEqual(placesOf({}), under(join(cwd, 'data')));
	t.deepEqual(placesOf({ DATA_DIR: 'mine' }), under(join(cwd, 'mine')));
	const systemd = { STATE_DIRECTORY: '/var/lib/greenapi-rc:/var/lib/other' };
	t.deepEqual(placesOf(systemd), under('/var/lib/greenapi-rc'));
	t.deepEqual(placesOf({ ...systemd, DATA_DIR: '/srv/x' }), under('/srv/x'));
	t.deepEqual(placesOf({ STATE_DIRECTORY: '' }), under(join(cwd, 'data')));
});
