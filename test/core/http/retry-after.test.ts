import test from 'ava';
import { retryAfter } from '../../../src/core/http/retry-after.js';

const NOW = Date.UTC(2026, 0, 1, 12);
const DAY = 86_400_000;

const CASES: readonly [string, Record<string, string>, number | undefined][] = [
	['seconds', { 'retry-after': '120' }, NOW + 120_000],
	['a fraction of a second', { 'retry-after': '0.5' }, NOW + 500],
	['a date', { 'retry-after': 'Thu, 01 Jan 2026 12:01:00 GMT' }, NOW + 60_000],
	['a date that is over', { 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, NOW],
	['a reset in milliseconds', { 'x-ratelimit-reset': String(NOW + 5000) }, NOW + 5000],
	['a reset in seconds', { 'x-ratelimit-reset': String(NOW / 1000 + 5) }, NOW + 5000],
	[
		'both, and the first counts',
		{ 'retry-after': '1', 'x-ratelimit-reset': String(NOW + 9000) },
		NOW + 1000,
	],
	['more than a day', { 'retry-after': '9999999' }, NOW + DAY],
	['nothing', {}, undefined],
	['an empty value', { 'retry-after': ' ' }, undefined],
	['nonsense', { 'retry-after': 'soon', 'x-ratelimit-reset': 'later' }, undefined],
];

for (const [title, headers, expected] of CASES) {
	test(`reads ${title}`, (t) => {
		t.is(retryAfter(headers, NOW), expected);
	});
}
