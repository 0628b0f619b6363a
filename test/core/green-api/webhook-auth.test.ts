import test from 'ava';
import { readWebhookToken } from '../../../src/core/green-api/webhook-auth.js';

const HEADERS: readonly [string | undefined, string | undefined][] = [
	['Bearer abc', 'abc'],
	['bearer  abc ', 'abc'],
	['Basic abc', 'abc'],
	['Bearer Bearer abc', 'abc'],
	['BEARER basic abc', 'abc'],
	['abc', 'abc'],
	['Bearerabc', 'Bearerabc'],
	['Bearer', undefined],
	['Bearer ', undefined],
	['', undefined],
	[undefined, undefined],
];

for (const [header, token] of HEADERS) {
	test(`reads ${String(token)} from ${header === undefined ? 'no header' : JSON.stringify(header)}`, (t) => {
		t.is(readWebhookToken(header), token);
	});
}

test('reads a hostile header in no time', (t) => {
	const start = performance.now();
	t.is(readWebhookToken(`${'Bearer '.repeat(5000)}!`), '!');
	t.is(readWebhookToken(`Bearer${' '.repeat(16_000)}`), undefined);
	t.true(performance.now() - start < 500);
});
