import { execFileSync } from 'node:child_process';
import test from 'ava';
import { ConfigError, StorageError } from '../../../src/core/domain/errors.js';
import { agentEntries } from '../../../src/cli/commands/console/agents.js';
import { commandLine, lineOf } from '../../../src/cli/commands/console/command-line.js';
import { instanceEntries } from '../../../src/cli/commands/console/instances.js';
import { columnLines, isMeant } from '../../../src/cli/commands/console/lines.js';
import { mainEntries } from '../../../src/cli/commands/console/main-menu.js';
import { messageEntries } from '../../../src/cli/commands/console/messages.js';
import { remediesFor } from '../../../src/cli/commands/console/standing.js';
import { workspaceEntries } from '../../../src/cli/commands/console/workspaces.js';
import { findPreference, PREFERENCE_NAMES } from '../../../src/core/preferences/fields.js';
import type { Situation } from '../../../src/core/operations/situation.js';

const EMPTY: Situation = { workspaces: [], deadCount: 0 };
const READY: Situation = { ...EMPTY, workspaces: ['https://chat.example.org'] };
const LETTER = {
	...{ id: 7, direction: 'outbound', kind: 'message', instance: '1101000001' },
	...{ chat: '79001112233@c.us', state: 'dead' },
};

test('says a line that a shell takes back to the same words', (t) => {
	const words = ['trace', '+49 151 2345678', `it's "$HOME" \`x\``, '', 'http://a.b:3000/?x=1&y=2'];
	const line = commandLine(words).replace(/^greenapi-rc/u, `printf '%s\\n'`);
	const said = execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' });
	t.deepEqual(said.split('\n').slice(0, -1), words);
	t.is(commandLine(['retry-message', '4711']), 'greenapi-rc retry-message 4711');
	t.is(commandLine(['send', 'two\nlines']), `greenapi-rc send 'two lines'`);
});

test('puts values that begin with a dash behind --', (t) => {
	const options = ['--instance', '1'];
	t.deepEqual(lineOf('set', ['a', 'b'], options), ['set', 'a', 'b', '--instance', '1']);
	t.deepEqual(lineOf('set', ['a', '-b'], options), ['set', '--instance', '1', '--', 'a', '-b']);
});

test('every entry has a title and one short line about it in both languages', (t) => {
	const entries = [
		...mainEntries({ situation: READY, trouble: undefined }),
		...mainEntries({ situation: EMPTY, trouble: undefined }),
		...workspaceEntries('https://chat.example.org'),
		...agentEntries(),
		...instanceEntries('1101000001'),
		...messageEntries(LETTER),
	];
	t.true(entries.length > 40);
	for (const { title, describe } of entries) {
		for (const text of [...title, ...describe])
			t.true(text.length > 0 && text.length <= 78, `${text} fits`);
		t.regex(title[1], /[а-яё]/iu);
		t.regex(describe[1], /[а-яё]/iu);
	}
});

test('offers for a message what its state allows', (t) => {
	const titles = (state: string) =>
		messageEntries({ ...LETTER, state }).map(({ title: [english] }) => english);
	t.true(titles('dead').includes('Deliver it again'));
	t.false(titles('pending').includes('Deliver it again'));
	t.true(titles('pending').includes('Give it up'));
	t.false(titles('done').includes('Give it up'));
	t.false(
		messageEntries({ ...LETTER, chat: null }).some(({ title: [text] }) => text.includes('chat')),
	);
});

test('offers first what helps', (t) => {
	const help = 'Do it.';
	const storage = (code: string) => new StorageError('No.', { code, help });
	const first = (trouble: StorageError | ConfigError | undefined, situation?: Situation) =>
		remediesFor({ situation, trouble })[0];
	t.is(first(storage('STORAGE_MISSING')), 'setup');
	t.is(first(storage('STORAGE_OLDER')), 'migrate');
	t.is(first(storage('STORAGE_UNREACHABLE')), 'doctor');
	t.is(first(new ConfigError('No.', { code: 'CONFIG_INVALID', help })), 'doctor');
	t.is(first(undefined, EMPTY), 'setup');
	t.is(first(undefined, READY), undefined);
});

test('finds a line by any of its words, and by a phone number as people write it', (t) => {
	const line = { name: '12  79001112233@c.us  dead', keywords: ['GREEN_API_TOKEN_REFUSED: 401'] };
	for (const typed of ['', 'DEAD 12', 'token', '+7 (900) 111-22-33', '007900 111', '9001'])
		t.true(isMeant(line, typed), `${typed} is meant`);
	for (const typed of ['dead 13', '+7 900 111-22-34', 'x'])
		t.false(isMeant(line, typed), `${typed} is not`);
});

test('makes lines that fit and that a terminal only shows', (t) => {
	const rows = [
		['1', 'a\u001b[2J\nb', 'x'.repeat(90)],
		['22', '', 'y'],
	];
	t.deepEqual(columnLines(rows, 30), [`1   a\ufffd[2J b  ${'x'.repeat(12)}…`, '22  -        y']);
});

test('knows words for every preference that its grammar takes', (t) => {
	for (const name of PREFERENCE_NAMES) {
		const field = findPreference(name);
		for (const word of field?.choices.words ?? [])
			t.notThrows(() => field?.parse(word), `${name} ${word}`);
	}
	t.deepEqual(findPreference('mark-read')?.choices, { words: ['yes', 'no'], isClosed: true });
	t.deepEqual(findPreference('groups')?.choices, { words: ['off', 'all'], isClosed: false });
});
