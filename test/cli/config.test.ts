import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { startProgram } from '../support/child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const KEY = Buffer.alloc(32, 7).toString('base64');

type Setting = { variable: string; value: string; source: string; meaning: string };

test('names several wrong settings at once and ends with 3', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { PORT: 'http', LOG_LEVEL: 'loud', APP_URL: 'https://a.example.org/path' };
	for (const command of ['config', 'daemon', 'migrate']) {
		const { code, stdout, stderr } = await startProgram(t, [command], { cwd, env }).exited;
		t.is(code, 3, `of ${command}`);
		t.is(stdout, '', `of ${command}`);
		t.regex(stderr, /^3 settings are wrong/u);
		for (const name of Object.keys(env))
			t.regex(stderr, new RegExp(`${name} must be .*, for example ${name}=`, 'u'));
	}
});

test('prints values, where they came from, and no secret', async (t) => {
	const cwd = await temporaryFolder(t);
	await writeFile(join(cwd, '.env'), 'PORT=4000\nHOST=127.0.0.1\n');
	const env = {
		PORT: '5000',
		SECRET_KEY: KEY,
		DATABASE_URL: 'mysql://user:hidden-word@db:3306/bridge',
	};
	const { code, stdout, stderr } = await startProgram(t, ['config'], { cwd, env }).exited;
	t.deepEqual([code, stderr], [0, '']);
	t.regex(stdout, /^PORT +5000 +environment +\S/mu);
	t.regex(stdout, /^HOST +127\.0\.0\.1 +\.env +\S/mu);
	t.regex(stdout, /^LOG_LEVEL +info +default +\S/mu);
	t.regex(stdout, /^APP_URL +\(not set\) +default +\S/mu);
	t.regex(stdout, /^SECRET_KEY +\*\*\* +environment/mu);
	t.regex(stdout, /^DATABASE_URL +mysql:\/\/user:\*\*\*@db:3306\/bridge +environment/mu);
	t.false(stdout.includes('hidden-word') || stdout.includes(KEY));
});

test('prints the same as JSON', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { PORT: '5000', SECRET_KEY: KEY };
	const { stdout } = await startProgram(t, ['config', '--json'], { cwd, env }).exited;
	const { version, items: settings } = JSON.parse(stdout) as { version: number; items: Setting[] };
	t.is(version, 1);
	const { meaning, ...port } = settings.find(({ variable }) => variable === 'PORT')!;
	t.deepEqual(port, { variable: 'PORT', value: '5000', source: 'environment' });
	t.not(meaning, '');
	t.is(settings.find(({ variable }) => variable === 'SECRET_KEY')?.value, '***');
	t.false(stdout.includes(KEY));
});
