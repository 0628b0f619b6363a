import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { createOutFile } from '../../src/cli/out-file.js';
import { RefusedError } from '../../src/core/domain/errors.js';
import { temporaryFolder } from '../support/temporary-folder.js';

test('what was written stays, for its owner alone, and is not discarded', async (t) => {
	const path = join(await temporaryFolder(t), 'tokens');
	const file = createOutFile(path);
	file.write('secret\n');
	file.discard();
	t.is(readFileSync(path, 'utf8'), 'secret\n');
	t.is(statSync(path).mode & 0o777, 0o600);
	t.throws(() => createOutFile(path), { code: 'out-file-exists' });
});

test('what was not written is removed', async (t) => {
	const path = join(await temporaryFolder(t), 'tokens');
	createOutFile(path).discard();
	t.false(existsSync(path));
});

test('what can not be written is said by its code', async (t) => {
	const path = join(await temporaryFolder(t), 'tokens');
	const file = createOutFile(path);
	file.write('once');
	const error = t.throws(
		() => {
			file.write('twice');
		},
		{ instanceOf: RefusedError, code: 'out-file-failed' },
	);
	t.regex(error.message, /EBADF/u);
	t.is(readFileSync(path, 'utf8'), 'once');
});
