import test from 'ava';
import { failureLines, exitCodeOf } from '../../src/cli/exit-codes.js';
import { RefusedError } from '../../src/core/domain/errors.js';
import { ago, duration, oneLine, timeOf } from '../../src/cli/shown.js';
import { createIo } from '../../src/cli/io.js';
import { tableText } from '../../src/cli/table.js';

test('says lengths of time in the unit that fits', (t) => {
	const lengths = [0, 740, 1240, 90_000, 119_999, 120_000, 7_199_999, 7_200_000, 259_200_000];
	t.deepEqual(
		lengths.map((ms) => duration(ms)),
		['0 ms', '740 ms', '1.2 s', '90 s', '119 s', '2 min', '119 min', '2 h', '3 d'],
	);
	t.is(ago(1000, 61_000), '60 s ago');
	t.is(ago(1001, 1000), 'now');
	t.is(timeOf(0), '1970-01-01 00:00:00 UTC');
});

test('makes one harmless line of any text', (t) => {
	t.is(oneLine(' a\tb\r\n c '), 'a b c');
	t.is(oneLine('\u001b[2J\u009b1m\u202e!'), '\ufffd[2J\ufffd1m\ufffd!');
	t.is(oneLine('Grüße 👩‍👧 ‘ok’'), 'Grüße 👩‍👧 ‘ok’');
});

test('draws borders on a terminal alone, no wider than it', async (t) => {
	const io = createIo(process);
	const rows = [['1', '', `A_LONG_REASON ${'that goes on '.repeat(9)}`]];
	const head = ['id', 'chat', 'reason'];
	const plain = await tableText({ ...io, columns: undefined }, head, rows);
	t.is(plain.split('\n').length, 2);
	t.regex(plain, /^id {2}chat {2}reason\n1 {3}- {5}A_LONG_REASON /u);
	const env = { NO_COLOR: '1' };
	const drawn = await tableText({ ...io, env, columns: 60 }, head, rows);
	t.true(drawn.split('\n').every((line) => line.length <= 60));
	t.regex(drawn, /^┌/u);
	t.regex(drawn, /that goes on that goes on +│\n/u, 'words stay whole');
	const wide = [['a', 'x'.repeat(90), 'y']];
	const folded = await tableText({ ...io, env, columns: 80 }, head, wide);
	t.true(folded.split('\n').every((line) => line.length <= 80));
	t.is(folded.match(/x/gu)?.length, 90, 'nothing is lost');
	const long = [
		['1', 'jane.doe-smithers@customers.example.org', `https://${'chat.'.repeat(8)}org`, 'why'],
	];
	const fitting = await tableText({ ...io, env, columns: 80 }, ['id', 'owner', 'url', 'so'], long);
	const widest = Math.max(...fitting.split('\n').map(({ length }) => length));
	t.true(widest <= 80, `${widest} columns:\n${fitting}`);
	t.false(drawn.includes('\u001b'));
	const bold = await tableText({ ...io, env: {}, columns: 60 }, head, rows);
	t.true(bold.includes('\u001b[1m'));
});

test('a failure says what happened, what to do and its code, and steers no terminal', (t) => {
	const error = new RefusedError('There is \u001b[2Jno \u202eagent.\nBut a line.', {
		code: 'not-registered',
		help: 'Register first, with /greenapi.register-agent.',
	});
	t.deepEqual(failureLines(error, false), [
		'There is \ufffd[2Jno \ufffdagent.',
		'But a line.',
		'Register first, with greenapi-rc register-agent.',
		'(not-registered)',
	]);
	t.is(exitCodeOf(error), 1);
});
