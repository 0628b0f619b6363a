import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { findAppZip } from '../../src/cli/app-zip.js';
import { ownVersion } from '../../src/core/config/version.js';
import { startProgram } from '../support/child.js';
import { repositoryRoot } from '../support/repository.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const NAME = `greenapi-rc_${ownVersion()}.zip`;
const ZIP = join(repositoryRoot, 'rc-app', 'dist', NAME);

test('app path prints where the app lies, ready for a script', async (t) => {
	const { code, stdout, stderr } = await startProgram(t, ['app', 'path']).exited;
	t.deepEqual([code, stdout, stderr], [0, ZIP, '']);
	const json = await startProgram(t, ['app', 'path', '--json']).exited;
	const { size: sizeBytes } = await stat(ZIP);
	t.deepEqual(JSON.parse(json.stdout), {
		...{ version: 1, path: ZIP, appVersion: ownVersion(), sizeBytes },
	});
});

test('app package writes it into the working folder, once', async (t) => {
	const cwd = await temporaryFolder(t);
	const { code, stdout, stderr } = await startProgram(t, ['app', 'package'], { cwd }).exited;
	t.deepEqual([code, stdout], [0, join(cwd, NAME)]);
	t.regex(stderr, /Upload private app/u);
	t.deepEqual(await readFile(join(cwd, NAME)), await readFile(ZIP));
	const again = await startProgram(t, ['app', 'package'], { cwd }).exited;
	t.deepEqual([again.code, again.stdout], [2, '']);
	t.regex(again.stderr, /already[^]*\(out-file-exists\)$/u);
});

test('app package writes it where --out says', async (t) => {
	const cwd = await temporaryFolder(t);
	const named = ['app', 'package', '--out', 'app.zip', '--json'];
	const { stdout, stderr } = await startProgram(t, named, { cwd }).exited;
	t.is((JSON.parse(stdout) as { path: string }).path, join(cwd, 'app.zip'));
	t.is(stderr, '');
	t.deepEqual(await readFile(join(cwd, 'app.zip')), await readFile(ZIP));
	const lost = ['app', 'package', '--out', join('no', 'app.zip')];
	const nowhere = await startProgram(t, lost, { cwd }).exited;
	t.deepEqual([nowhere.code, nowhere.stdout], [1, '']);
	t.regex(nowhere.stderr, /ENOENT[^]*\(out-file-failed\)$/u);
	const below = ['app', 'package', '--out', join('app.zip', 'app.zip')];
	const belowFile = await startProgram(t, below, { cwd }).exited;
	t.regex(belowFile.stderr, /ENOTDIR[^]*\(out-file-failed\)$/u);
});

test('an app that is not there is refused with what to do', async (t) => {
	const folder = await temporaryFolder(t);
	await writeFile(join(folder, 'package.json'), '{}');
	t.throws(() => findAppZip(pathToFileURL(`${folder}/`)), {
		code: 'app-package-missing',
		message: /rc-app\/dist\/greenapi-rc_/u,
	});
});

test('app alone says what there is', async (t) => {
	const { code, stdout, stderr } = await startProgram(t, ['app']).exited;
	t.deepEqual([code, stdout], [2, '']);
	t.regex(stderr, /^ {2}package \[options\] [^]*^ {2}path \[options\] /mu);
});
