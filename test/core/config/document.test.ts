import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { configurationPage } from '../../../src/core/config/document.js';
import { fields } from '../../../src/core/config/fields.js';
import { repositoryRoot } from '../../support/repository.js';

const path = join(repositoryRoot, 'docs', 'configuration.md');

test('keeps docs/configuration.md as the table of settings has it', async (t) => {
	const advice = 'Run: node bin/greenapi-rc.js config --markdown > docs/configuration.md';
	t.is(await readFile(path, 'utf8'), configurationPage(), advice);
});

test('documents every setting in one row', (t) => {
	const lines = configurationPage().split('\n');
	for (const { env, meaning } of Object.values(fields)) {
		const rows = lines.filter((line) => line.startsWith(`| \`${env}\` |`));
		t.is(rows.length, 1, `rows of ${env}`);
		t.true(rows[0]!.includes(meaning), `row of ${env}`);
	}
});
