import test from 'ava';
import { parseSignature } from '../../../../src/core/preferences/signature-grammar.js';
import { renderSignature } from '../../../../src/core/translate/to-whatsapp/signature.js';

const JANE = { name: 'Jane Doe', username: 'jane' };
const NOBODY = { name: '', username: '' };

test('A template is filled in and kept apart from the text', (t) => {
	t.is(renderSignature('*{agent}*:\\n', JANE), '*Jane Doe*:\n');
	t.is(renderSignature('{agent} (@{username}):', JANE), 'Jane Doe (@jane): ');
	t.is(renderSignature('{agent}: ', JANE), 'Jane Doe: ');
	t.is(renderSignature('Acme', JANE), 'Acme ');
});

test('A part in brackets is left out when a name in it is empty', (t) => {
	const template = 'Acme[, {agent}][ @{username}]:';
	t.is(renderSignature(template, JANE), 'Acme, Jane Doe @jane: ');
	t.is(renderSignature(template, { name: '', username: 'jane' }), 'Acme @jane: ');
	t.is(renderSignature(template, NOBODY), 'Acme: ');
});

test('What has no letter and no digit left is no signature', (t) => {
	for (const template of ['**{agent}**:\\n', '*{agent}*', '[*{agent}*:\\n]', '[{username}]', ''])
		t.is(renderSignature(template, NOBODY), '', `by ${template}`);
	t.is(renderSignature('**{agent}**:', { ...NOBODY, name: ' *_~` ' }), '');
});

test('A name is one line without markup', (t) => {
	t.is(renderSignature('*{agent}*:', { ...JANE, name: 'Jane\n*Doe*' }), '*Jane  Doe*: ');
});

test('Signs of the grammar can be written themselves', (t) => {
	t.is(renderSignature('\\[{agent}\\] \\{x} \\\\', JANE), '[Jane Doe] {x} \\ ');
});

test('A template with brackets in disorder or other names can’t be read', (t) => {
	for (const template of ['[', ']', '[a[b]]', 'a]', '[{agent}', '{name}', '{}', '{Agent}', '][']) {
		t.is(parseSignature(template), undefined, `read: ${template}`);
		t.is(renderSignature(template, JANE), '', `by ${template}`);
	}
});
