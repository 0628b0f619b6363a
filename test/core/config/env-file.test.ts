import { chmod, readFile, readdir, readlink, stat, symlink, writeFile } from 'node:fs/promises';
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

test('a link leads to the file still', async (t) => {
	const [folder, elsewhere] = [await temporaryFolder(t), await temporaryFolder(t)];
	const target = join(elsewhere, 'greenapi-rc.env');
	await writeFile(target, 'PORT=1\n', { mode: 0o640 });
	await symlink(target, join(folder, '.env'));
	writeEnvFile(folder, { PORT: '3000' });
	t.is(await readlink(join(folder, '.env')), target);
	t.is(await readFile(target, 'utf8'), 'PORT=3000\n');
	t.deepEqual(await readdir(elsewhere), ['greenapi-rc.env']);
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
