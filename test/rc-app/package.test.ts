import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import test from 'ava';
import { releaseZip } from '../apps-engine/engines.js';
import { repositoryRoot } from '../support/repository.js';

type Info = {
	version: string;
	requiredApiVersion: string;
	implements: string[];
	permissions: { name: string }[];
};

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');
const info = JSON.parse(read('rc-app/app.json')) as Info;
const zip = new AdmZip(releaseZip());
const code = zip.readAsText('GreenapiRcApp.js');

test('program, app and its folder have one version', (t) => {
	const others = ['package.json', 'rc-app/package.json'].map(
		(path) => (JSON.parse(read(path)) as Info).version,
	);
	t.deepEqual(others, [info.version, info.version]);
	t.is(info.requiredApiVersion, '^1.44.0');
});

test('the zip holds what Rocket.Chat takes, and is small', (t) => {
	const names = zip.getEntries().map(({ entryName }) => entryName);
	const wanted = ['GreenapiRcApp.js', 'app.json', 'i18n/en.json', 'i18n/ru.json', 'icon.png'];
	t.deepEqual(names.sort(), wanted);
	t.deepEqual(JSON.parse(zip.readAsText('app.json')), info);
	t.true(statSync(releaseZip()).size < 200_000);
});

test('the code asks for nothing that an engine forbids', (t) => {
	const modules = [...code.matchAll(/\brequire\("([^"]+)"\)/gu)].map((match) => match[1] ?? '');
	const others = modules.filter((name) => !name.startsWith('@rocket.chat/apps-engine/definition/'));
	t.deepEqual([...new Set(others)].sort(), ['crypto', 'url']);
	t.notRegex(code, /["']node:/u);
	t.notRegex(code, /\b(?:process\.|globalThis|import\(|eval\(|new Function)/u);
});

test('the code is old enough for the oldest runtime', (t) => {
	// Engines up to 1.42 run in Rocket.Chat’s own Node.js, which is 14 there.
	t.notRegex(code, /\?\?=|\|\|=|&&=|\bstatic \{|^\s*#\w/mu);
	t.notRegex(code, /\.(?:at|findLast|replaceAll|hasOwn|toSorted)\(|structuredClone|randomUUID/u);
});

test('everything that the app says it listens to it can hear', (t) => {
	const missing = info.implements
		.filter((name) => name !== 'IUIKitInteractionHandler')
		.filter((name) => !code.includes(`async ${name.replace(/^I/u, 'execute')}(`));
	t.deepEqual(missing, []);
});

test('every permission is explained, and none besides', (t) => {
	const table = read('docs/app.md').split('## Permissions')[1] ?? '';
	const explained = [...table.matchAll(/^\| `([a-z.-]+)` \|/gmu)].map((match) => match[1]);
	t.deepEqual(
		explained,
		info.permissions.map(({ name }) => name),
	);
});
