import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { doctorPage } from '../../src/core/operations/doctor/document.js';
import { preferencesPage } from '../../src/core/preferences/document.js';
import { textsPage } from '../../src/core/texts/document.js';
import { capabilitiesPage } from '../../src/core/capabilities/document.js';
import { repositoryRoot } from '../support/repository.js';

for (const [name, page, command] of [
	['doctor.md', doctorPage, 'doctor --markdown'],
	['preferences.md', preferencesPage, 'list-preferences --markdown'],
	['texts.md', textsPage, 'config --texts'],
	['capabilities.md', capabilitiesPage, 'config --capabilities'],
] as const) {
	test(`keeps docs/${name} as its table has it`, async (t) => {
		const written = await readFile(join(repositoryRoot, 'docs', name), 'utf8');
		t.is(written, page(), `Run: node bin/greenapi-rc.js ${command} > docs/${name}`);
	});
}
