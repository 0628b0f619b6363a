import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { repositoryRoot } from '../support/repository.js';

const app = join(repositoryRoot, 'rc-app');
const tables = Object.fromEntries(
	readdirSync(join(app, 'i18n')).map((name) => [
		name.replace('.json', ''),
		JSON.parse(readFileSync(join(app, 'i18n', name), 'utf8')) as Record<string, string>,
	]),
);
const en = tables['en']!;
const ru = tables['ru']!;

test('both languages have the same texts, in the same order', (t) => {
	t.deepEqual(Object.keys(tables).sort(), ['en', 'ru']);
	t.deepEqual(Object.keys(ru), Object.keys(en));
});

test('both languages fill in the same places', (t) => {
	for (const [key, text] of Object.entries(en))
		t.deepEqual(places(ru[key]!), places(text), `places of ${key}`);
});

test('no text is empty, and Russian texts are Russian', (t) => {
	for (const text of [...Object.values(en), ...Object.values(ru)]) t.not(text.trim(), '');
	const sentences = Object.entries(ru).filter(([key]) =>
		/^(?:answer|error|form_(?:title|intro|help))_/u.test(key),
	);
	t.true(sentences.length > 50);
	const foreign = sentences.filter(
		([, text]) => !/[а-яё]/iu.test(text) && /[a-z]/iu.test(text.replace(/\{\w+\}/gu, '')),
	);
	t.deepEqual(foreign, []);
});

test('no text leads out of Rocket.Chat but to the GREEN-API console', (t) => {
	const shown = Object.entries(en).filter(([key]) => !/example|placeholder/u.test(key));
	const links = shown.flatMap(([, text]) => text.match(/https:\/\/[\w.-]+\w/gu) ?? []);
	t.deepEqual([...new Set(links)], ['https://console.green-api.com']);
});

test('every text is used', (t) => {
	const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
		.filter((name) => /^(?:src\/.*|GreenapiRcApp)\.ts$/u.test(name))
		.map((name) => readFileSync(join(app, name), 'utf8'))
		.join('\n');
	const isNamed = (name: string): boolean => new RegExp(`['\`]${name}['\`]`, 'u').test(sources);
	// These are put together of a family's name and that of a command, a field, or a setting.
	const family = /^(?:command(?:_params)?|form_(?:title|intro|field|help|example))_([\w-]+)$/u;
	const setting = /^setting_([a-z]+(?:_url|_token)?)(?:_[a-z]+)?$/u;
	const unused = Object.keys(en).filter((key) => {
		const part = family.exec(key)?.[1] ?? setting.exec(key)?.[1];
		return !isNamed(key) && (part === undefined || !isNamed(part));
	});
	t.deepEqual(unused, []);
});

function places(text: string): string[] {
	return [...new Set(text.match(/\{\w+\}/gu) ?? [])].sort();
}
