import { inflateSync } from 'node:zlib';
import test from 'ava';
import { wrap } from '../../../src/cli/commands/demo/columns.js';
import { expectSoon } from '../../../src/cli/commands/demo/expect-soon.js';
import { DemoError, interrupted, withLog } from '../../../src/cli/commands/demo/failures.js';
import { parcelPhoto } from '../../../src/cli/commands/demo/pictures.js';
import { requireNoLoss, tallyUp } from '../../../src/cli/commands/demo/tally.js';
import { transcript } from '../../../src/cli/commands/demo/transcript.js';
import type { Line } from '../../../src/cli/commands/demo/views.js';

const mary: Line = { by: 'Mary', text: 'Hello', answers: undefined, file: undefined };
const jane: Line = { by: 'Jane', text: 'Yes?', answers: 'Hello', file: undefined };
const { signal } = new AbortController();

test('waits until it sees what it expects', async (t) => {
	let looks = 0;
	const look = () => ({ count: (looks += 1) });
	await t.notThrowsAsync(expectSoon({ what: 'Never', look, expected: { count: 3 }, signal }));
	t.is(looks, 3);
});

test('shows what it expected and what it saw instead', async (t) => {
	const look = () => ['one'];
	const error = await t.throwsAsync(
		expectSoon({ what: 'Too few', look, expected: ['one', 'two'], signal, deadlineMs: 30 }),
		{ instanceOf: DemoError, message: /^Too few\.\nExpected: .*'two'.*\nSeen: \[ 'one' \]$/u },
	);
	t.is(error.code, 'DEMO_NOT_AS_EXPECTED');
});

test('stops waiting when it is interrupted', async (t) => {
	const controller = new AbortController();
	const waiting = expectSoon({
		what: 'Never',
		look: () => 1,
		expected: 2,
		signal: controller.signal,
	});
	controller.abort(interrupted('SIGINT'));
	await t.throwsAsync(waiting, { code: 'DEMO_INTERRUPTED' });
});

test('adds the log to a failure, but not to an interruption', (t) => {
	const failure = new DemoError('It failed.', { code: 'DEMO_NOT_AS_EXPECTED', help: 'Look.' });
	const explained = withLog(failure, ['last words']) as DemoError;
	t.regex(explained.message, /^It failed\.[^]*last words/u);
	t.is(explained.code, failure.code);
	const stop = interrupted('SIGTERM');
	t.is(withLog(stop, ['last words']), stop);
});

const counts = new Map([
	['inbound.accepted', 2],
	['outbound.accepted', 1],
]);

test('finds nothing lost when both sides show everything', (t) => {
	const lines = [mary, mary, jane];
	const tallies = tallyUp({ customerSees: lines, agentSees: lines }, counts);
	t.deepEqual(
		tallies.map(({ written, delivered, lost }) => [written, delivered, lost]),
		[
			[2, 2, 0],
			[1, 1, 0],
		],
	);
	t.notThrows(() => {
		requireNoLoss(tallies);
	});
});

for (const [what, agentSees] of [
	['a lost message', [mary, jane]],
	['a message that is there twice', [mary, mary, mary, jane]],
] as const) {
	test(`refuses ${what}`, (t) => {
		const tallies = tallyUp({ customerSees: [mary, mary, jane], agentSees }, counts);
		t.throws(
			() => {
				requireNoLoss(tallies);
			},
			{ code: 'DEMO_NOT_AS_EXPECTED', message: /do not add up/u },
		);
	});
}

test('refuses a message that was not accepted', (t) => {
	const lines = [mary, mary, jane];
	const tallies = tallyUp({ customerSees: lines, agentSees: lines }, new Map());
	t.throws(
		() => {
			requireNoLoss(tallies);
		},
		{ instanceOf: DemoError },
	);
});

test('sets both sides next to each other, with quotes of one line', (t) => {
	const long = { ...jane, answers: 'A text that is too long for a column of this width' };
	t.deepEqual(transcript([mary, long], [mary, jane], 60).slice(2), [
		'  Mary: Hello                   Mary: Hello',
		'  Shop: > A text that is too…   Jane: > Hello',
		'        Yes?                          Yes?',
	]);
});

test('shows a side that misses something as it is', (t) => {
	const lines = transcript([mary], [], 60).slice(2);
	t.deepEqual(lines, ['  Mary: Hello']);
});

test('wraps at words, and cuts a word that is too long', (t) => {
	t.deepEqual(wrap('one two three', 7), ['one two', 'three']);
	t.deepEqual(wrap('abcdefgh ij', 5), ['abcde', 'fgh', 'ij']);
	t.deepEqual(wrap('', 5), ['']);
});

test('makes a photo that is a PNG of the size it says', (t) => {
	const photo = parcelPhoto();
	t.is(photo.subarray(1, 4).toString('latin1'), 'PNG');
	const [width, height] = [photo.readUInt32BE(16), photo.readUInt32BE(20)];
	const start = photo.indexOf('IDAT') + 4;
	const length = photo.readUInt32BE(start - 8);
	const pixels = inflateSync(photo.subarray(start, start + length));
	t.is(pixels.length, height * (1 + 3 * width));
});
