import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { loadTextOverrides } from '../../../src/core/config/text-overrides.js';
import { ConfigError } from '../../../src/core/domain/errors.js';
import { createPhrasebook } from '../../../src/core/texts/phrasebook.js';
import { readTextOverrides } from '../../../src/core/texts/overrides.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

test('single texts of a language are replaced, all others stay', (t) => {
	const written = { ru: { 'who.customer': 'Покупатель' }, en: { 'mark.phone': '_(shop)_' } };
	const { overrides, problems } = readTextOverrides(written);
	t.deepEqual(problems, []);
	const { say } = createPhrasebook(overrides);
	t.deepEqual(
		[say('ru')('who.customer'), say('en')('who.customer'), say('en')('mark.phone')],
		['Покупатель', 'The customer', '_(shop)_'],
	);
	t.is(say('ru')('who.us'), createPhrasebook().say('ru')('who.us'));
});

test('a text need not use every place, and may use one twice', (t) => {
	const { problems } = readTextOverrides({
		en: { 'outgoing.automatic': 'Sent.', 'outgoing.emoji-unknown': '{emoji} {emoji}?' },
	});
	t.deepEqual(problems, []);
});

test('everything that is wrong is named, and then nothing counts', (t) => {
	const written = {
		de: { 'who.customer': 'Kunde' },
		ru: ['a list'],
		en: {
			'who.nobody': 'x',
			toString: 'x',
			'who.us': ' ',
			'who.customer': 7,
			'outgoing.emoji-unknown': '{emoji} {smiley} {name}',
			'mark.phone': 'right',
		},
	};
	t.deepEqual(readTextOverrides(written), {
		overrides: {},
		problems: [
			'there is no language de',
			'ru is no object of texts',
			'en has no text who.nobody',
			'en has no text toString',
			'en who.us is empty',
			'en who.customer is no text',
			'en outgoing.emoji-unknown has no place {smiley}',
			'en outgoing.emoji-unknown has no place {name}',
		],
	});
});

test('what is no object is named as such', (t) => {
	for (const json of [undefined, null, [], 'text', 7])
		t.deepEqual(readTextOverrides(json), { overrides: {}, problems: ['it is no JSON object'] });
});

test('a file is read, also one that an editor on Windows wrote', async (t) => {
	const path = join(await temporaryFolder(t), 'texts.json');
	await writeFile(path, '\uFEFF{ "en": { "who.us": "Our shop" } }');
	t.deepEqual(loadTextOverrides(path), { en: { 'who.us': 'Our shop' } });
	t.deepEqual(loadTextOverrides(undefined), {});
	await writeFile(path, '{ "en": ');
	t.throws(() => loadTextOverrides(path), { instanceOf: ConfigError, message: /no JSON object/u });
});
