import { linkSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { placeFile } from '../../../src/core/config/place-file.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

function refuseWith(code: string): typeof linkSync {
	return () => {
		throw Object.assign(new Error(code), { code });
	};
}

for (const [what, link] of [
	['links', linkSync],
	['no links', refuseWith('EPERM')],
	['no links, as shared folders say it', refuseWith('EOPNOTSUPP')],
] as const) {
	test(`where there are ${what}, a file gets its name and replaces nothing`, async (t) => {
		const folder = await temporaryFolder(t);
		const [own, path] = [join(folder, 'own'), join(folder, 'path')];
		await writeFile(own, 'mine');
		placeFile(own, path, link);
		t.is(await readFile(path, 'utf8'), 'mine');
		await rm(own, { force: true });
		await writeFile(own, 'another');
		t.throws(
			() => {
				placeFile(own, path, link);
			},
			{ code: 'EEXIST' },
		);
		t.is(await readFile(path, 'utf8'), 'mine');
		t.is(await readFile(own, 'utf8'), 'another');
	});
}

test('another failure is left to the caller, and nothing is made', async (t) => {
	const folder = await temporaryFolder(t);
	const path = join(folder, 'path');
	t.throws(
		() => {
			placeFile(join(folder, 'none'), path);
		},
		{ code: 'ENOENT' },
	);
	t.throws(
		() => {
			placeFile(join(folder, 'none'), path, refuseWith('EACCES'));
		},
		{ code: 'EACCES' },
	);
	t.throws(
		() => {
			placeFile(join(folder, 'none'), path, refuseWith('EPERM'));
		},
		{ code: 'ENOENT' },
	);
	t.deepEqual(await readdir(folder), []);
});
