import { chmod, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { writeEnvFile } from '../../../src/core/config/env-file.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

test('a new file is its owner’s alone, and nothing else is left', async (t) => {
	const folder = await temporaryFolder(t);
	writeEnvFile(folder, { PORT: '3000', APP_URL: 'https://bridge.example.org' });
	const path = join(folder, '.env');
	t.is(await readFile(path, 'utf8'), 'PORT=3000\nAPP_URL=https://bridge.example.org\n');
	t.is((await stat(path)).mode & 0o777, 0o600);
	t.deepEqual(await readdir(folder), ['.env']);
});

test('other lines, comments and the mode stay as they are', async (t) => {
	const folder = await temporaryFolder(t);
	const path = join(folder, '.env');
	const before = '# mine\nDATABASE_URL="mysql://u:p#1@h/n"\nexport PORT=1\n#PORT=2\n\n';
	await writeFile(path, before);
	await chmod(path, 0o640);
	writeEnvFile(folder, { PORT: '3000', X: 'a b' });
	const after = '# mine\nDATABASE_URL="mysql://u:p#1@h/n"\n#PORT=2\nPORT=3000\nX="a b"\n';
	t.is(await readFile(path, 'utf8'), after);
	t.is((await stat(path)).mode & 0o777, 0o640);
});

test('a folder that can’t be written is named', async (t) => {
	const folder = join(await temporaryFolder(t), 'nowhere');
	t.throws(
		() => {
			writeEnvFile(folder, { PORT: '1' });
		},
		{ code: 'CONFIG_ENV_FILE', message: /nowhere/u },
	);
});
