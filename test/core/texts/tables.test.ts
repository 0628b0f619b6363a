import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { en } from '../../../src/core/texts/en.js';
import type { TextKey } from '../../../src/core/texts/en.js';
import { createPhrasebook } from '../../../src/core/texts/phrasebook.js';
import { ru } from '../../../src/core/texts/ru.js';
import { repositoryRoot } from '../../support/repository.js';

const keys = Object.keys(en) as TextKey[];
const placesOf = (text: string): readonly string[] =>
	[...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();

test('Every language has the same texts', (t) => {
	t.deepEqual(Object.keys(ru).toSorted(), keys.toSorted());
});

test('A text has the same places in every language', (t) => {
	for (const key of keys) t.deepEqual([key, ...placesOf(ru[key])], [key, ...placesOf(en[key])]);
});

test('Every text is written in its own language', (t) => {
	const same = keys.filter((key) => en[key] === ru[key]);
	t.deepEqual(same, []);
	for (const key of keys) {
		t.notRegex(en[key], /\p{Script=Cyrillic}/u);
		t.regex(ru[key], /\p{Script=Cyrillic}/u);
	}
});

/** Keys that are put together, e.g. `kind.a.${kind}`, are used by what they begin with. */
test('Every text is used somewhere', (t) => {
	const folder = join(repositoryRoot, 'src');
	const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.ts') && !/core.texts.(commands.)?(en|ru)\.ts$/.test(path))
		.map((path) => readFileSync(join(folder, path), 'utf8'))
		.join('\n');
	const prefixes = [...sources.matchAll(/`([\w.-]+\.)\$\{(?!string)/g)].map(
		([, prefix = '']) => prefix,
	);
	const isUsed = (key: string): boolean =>
		sources.includes(`'${key}'`) || prefixes.includes(key.slice(0, key.lastIndexOf('.') + 1));
	t.deepEqual(
		keys.filter((key) => !isUsed(key)),
		[],
	);
});

test('A place that is not filled leaves nothing behind', (t) => {
	for (const language of ['en', 'ru'] as const) {
		const say = createPhrasebook().say(language);
		for (const key of keys) t.notRegex(say(key), /[{}]/u);
	}
});
