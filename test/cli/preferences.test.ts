import { join } from 'node:path';
import test from 'ava';
import { PREFERENCE_NAMES } from '../../src/core/preferences/fields.js';
import { startProgram } from '../support/child.js';
import { availableEngines } from '../support/databases.js';
import { newWorkspace } from '../support/rows.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { INSTANCE, openDesk, OTHER_INSTANCE } from './ledger-of-a-desk.js';
import type { Desk } from './ledger-of-a-desk.js';

async function valueOf({ run }: Desk, name: string, ...args: string[]): Promise<unknown> {
	const { stdout } = await run('list-preferences', '--json', ...args);
	const { items } = JSON.parse(stdout) as {
		items: { name: string; value: string; from: string }[];
	};
	const { value, from } = items.find((item) => item.name === name)!;
	return [value, from];
}

for (const engine of availableEngines()) {
	test(`${engine}: sets a value for all instances, then for one, and takes it back`, async (t) => {
		const desk = await openDesk(t, engine);
		const { run } = desk;
		const all = await run('set-preference', 'language', 'ru');
		t.deepEqual(
			[all.code, all.stdout, all.stderr],
			[
				0,
				'language for all instances without their own, from the next message on: ru (workspace)',
				'',
			],
		);
		const one = await run('set-preference', 'language', 'en', '--instance', INSTANCE);
		t.deepEqual([one.code, one.stderr], [0, '']);
		t.regex(
			one.stdout,
			new RegExp(`^language for instance ${INSTANCE}, .* on: en \\(instance\\)$`, 'u'),
		);
		t.deepEqual(await valueOf(desk, 'language', '--instance', INSTANCE), ['en', 'instance']);
		t.deepEqual(await valueOf(desk, 'language', '--instance', OTHER_INSTANCE), ['ru', 'workspace']);
		const back = await run('set-preference', 'language', '--instance', INSTANCE);
		t.regex(back.stdout, /, from the next message on: ru \(workspace\)$/u);
		t.deepEqual(await valueOf(desk, 'language', '--instance', INSTANCE), ['ru', 'workspace']);
	});

	test(`${engine}: answers with what counts from now on, as JSON`, async (t) => {
		const { run } = await openDesk(t, engine);
		const set = async (...args: string[]): Promise<unknown> => {
			const { code, stdout, stderr } = await run('set-preference', ...args, '--json');
			t.deepEqual([code, stderr], [0, '']);
			return JSON.parse(stdout);
		};
		const all = { version: 1, name: 'edits', value: 'replace', from: 'workspace' };
		t.deepEqual(await set('Edits', 'replace'), { ...all, instance: null, workspace: null });
		const one = await set('edits', 'note', '--instance', INSTANCE);
		const own = { value: 'note', from: 'instance', instance: INSTANCE, workspace: null };
		t.deepEqual(one, { ...all, ...own });
	});

	test(`${engine}: prints what counts as a table and as JSON`, async (t) => {
		const { run } = await openDesk(t, engine);
		await run('set-preference', 'welcome-message', 'Hello!\\nHow can we help?');
		const { code, stdout, stderr } = await run('list-preferences');
		t.deepEqual([code, stderr], [0, '']);
		t.regex(stdout, /^preference +value +from +meaning/mu);
		t.regex(stdout, /^welcome-message +Hello!\\nHow can we help\? +workspace +Sent to/mu);
		t.regex(stdout, /^signature +\(none\) +default +Stands/mu);
		const { version, items } = JSON.parse((await run('list-preferences', '--json')).stdout) as {
			version: number;
			items: { name: string; meaning: string }[];
		};
		t.is(version, 1);
		t.deepEqual(
			items.map(({ name }) => name),
			PREFERENCE_NAMES,
		);
		t.true(items.every(({ meaning }) => meaning !== ''));
	});

	test(`${engine}: says what is wrong with a name, a value, an instance and a workspace`, async (t) => {
		const { run, database } = await openDesk(t, engine);
		const refused = async (...args: string[]): Promise<string> => {
			const { code, stdout, stderr } = await run('set-preference', ...args);
			t.deepEqual([code, stdout], [1, ''], `of ${args.join(' ')}`);
			return stderr;
		};
		t.regex(
			await refused('colour', 'red'),
			/no preference with this name.*\nThe preferences are /u,
		);
		t.regex(await refused('language', 'de'), /language: The value must be one of en, ru\./u);
		t.regex(await refused('language', 'ru', '--instance', '7999'), /There is no instance 7999/u);
		await database.stores.workspaces.insert(newWorkspace({ url: 'https://other.example.org' }));
		t.regex(
			await refused('language', 'ru'),
			/not clear which of the 2.*\nName one of these: https:.*other/u,
		);
		const unknown = ['--workspace', 'https://unknown.example.org'];
		t.regex(await refused('language', 'ru', ...unknown), /no workspace with this address/u);
		const named = ['--workspace', 'https://other.example.org/'];
		t.is((await run('set-preference', 'language', 'ru', ...named)).code, 0);
		const kept = await database.stores.preferences.list(1);
		t.deepEqual(kept, []);
	});
}

test('both say that there is no database, and make none', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { DATABASE_URL: `sqlite:${join(cwd, 'nothing.db')}`, DATA_DIR: cwd };
	for (const args of [['set-preference', 'language', 'ru'], ['list-preferences']]) {
		const { code, stdout, stderr } = await startProgram(t, args, { cwd, env }).exited;
		t.deepEqual([code, stdout], [1, ''], `of ${args[0]}`);
		t.regex(stderr, /nothing\.db/u);
	}
});

test('the reference is printed without a database', async (t) => {
	const { code, stdout } = await startProgram(t, ['list-preferences', '--markdown']).exited;
	t.is(code, 0);
	t.regex(stdout, /^# Preferences\n/u);
});

for (const [what, args] of [
	['no name', ['set-preference']],
	['two values', ['set-preference', 'language', 'en', 'ru']],
	['an instance that is no number', ['set-preference', 'language', 'en', '--instance', 'first']],
	['an instance that is no number', ['list-preferences', '--instance', '0']],
	['two forms', ['list-preferences', '--instance', '1', '--markdown']],
] as const) {
	test(`refuses ${what} of ${args[0]}, with 2`, async (t) => {
		const { code, stdout, stderr } = await startProgram(t, args).exited;
		t.deepEqual([code, stdout], [2, '']);
		t.regex(stderr, /^error: /u);
	});
}
