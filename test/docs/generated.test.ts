import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { doctorPage } from '../../src/core/operations/doctor/document.js';
import { preferencesPage } from '../../src/core/preferences/document.js';
import { textsPage } from '../../src/core/texts/document.js';
import { capabilitiesPage } from '../../src/core/capabilities/document.js';
import { createProgram } from '../../src/cli/program.js';
import { createIo } from '../../src/cli/io.js';
import { cli, man } from '../../src/cli/reference/pages.js';
import { repositoryRoot } from '../support/repository.js';

for (const [path, page, command] of [
	['docs/doctor.md', doctorPage, 'doctor --markdown'],
	['docs/preferences.md', preferencesPage, 'list-preferences --markdown'],
	['docs/texts.md', textsPage, 'config --texts'],
	['docs/capabilities.md', capabilitiesPage, 'config --capabilities'],
	['docs/cli.md', () => cli(createProgram(createIo(process))), 'config --cli'],
	['man/greenapi-rc.1', () => man(createProgram(createIo(process))), 'config --man'],
] as const) {
	test(`keeps ${path} as its table has it`, async (t) => {
		const written = await readFile(join(repositoryRoot, path), 'utf8');
		t.is(written, page(), `Run: node bin/greenapi-rc.js ${command} > ${path}`);
	});
}
