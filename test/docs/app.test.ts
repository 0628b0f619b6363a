import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { repositoryRoot } from '../support/repository.js';
import { loadApp } from '../support/load-app.js';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const page = read('docs/app.md');
const { permissions } = JSON.parse(read('rc-app/app.json')) as { permissions: { name: string }[] };
const { COMMAND_NAMES } = loadApp<{ COMMAND_NAMES: Record<string, string[]> }>(
	'src/commands/names',
);
const { COMMANDS } = loadApp<{ COMMANDS: { name: string; form?: object }[] }>(
	'src/commands/catalogue',
);
const { SETTINGS } = loadApp<{ SETTINGS: { id: string }[] }>('src/settings');
const { OPS_EVERYWHERE, OPS_WITH_REACTIONS } =
	loadApp<Record<'OPS_EVERYWHERE' | 'OPS_WITH_REACTIONS', string[]>>('src/gateway/op-names');

/** What stands in the first column of the tables below a heading, as code. */
function namesBelow(text: string, heading: string): string[] {
	const section = text.split(`\n${heading}\n`)[1]?.split(/\n##+ /u)[0] ?? '';
	return [...section.matchAll(/^\| `([^`]+)`/gmu)].map(([, name = '']) => name);
}

test('the page gives the reason of every permission, and of no other', (t) => {
	t.deepEqual(
		namesBelow(page, '## Permissions'),
		permissions.map(({ name }) => name),
	);
});

test('the page explains every setting', (t) => {
	t.deepEqual(
		namesBelow(page, '## Settings'),
		SETTINGS.map(({ id }) => id),
	);
});

test('the page names every command, and those that have a form', (t) => {
	const rows = [...page.matchAll(/^\| `\/greenapi\.([\w-]+)[^`]*`( \*)? \|/gmu)];
	const names = rows.map(([, name = '']) => name).sort();
	t.deepEqual(names, Object.values(COMMAND_NAMES).flat().sort());
	const withForm = COMMANDS.filter(({ form }) => form !== undefined).map(({ name }) => name);
	t.deepEqual(
		rows.filter(([, , mark]) => mark !== undefined).map(([, name = '']) => name),
		rows.map(([, name = '']) => name).filter((name) => withForm.includes(name)),
	);
});

test('the protocol describes every op', (t) => {
	const ops = ['health', ...OPS_EVERYWHERE, ...OPS_WITH_REACTIONS];
	const described = namesBelow(read('docs/protocol.md'), '### The gateway: daemon to app');
	t.deepEqual(described.filter((name) => ops.includes(name)).sort(), [...ops].sort());
});
