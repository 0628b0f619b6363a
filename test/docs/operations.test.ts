import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { pauseAfter } from '../../src/core/ledger/retry-schedule.js';
import { repositoryRoot } from '../support/repository.js';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const page = read('docs/operations.md');

const UNITS: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000 };
const MIDDLE = 0.5;

test('the page explains every metric of the daemon, and no other', (t) => {
	const metrics = [...read('src/daemon/metrics.ts').matchAll(/name: '(\w+)'/gu)];
	const explained = [...page.matchAll(/^\| `(greenapi_rc_\w+)` \|/gmu)];
	const names = (found: RegExpMatchArray[]) => found.map(([, name = '']) => name).sort();
	t.true(metrics.length > 0);
	t.deepEqual(names(explained), names(metrics));
});

test('the page shows the pauses between attempts as they are', (t) => {
	const rows = [...page.matchAll(/^\| (\d+)(?: to (\d+))? \| (\d+) (s|min|h)\b/gmu)];
	const shown = rows.flatMap(([, first, last = first, count, unit = '']) => {
		const attempts = Number(last) - Number(first) + 1;
		return Array.from({ length: attempts }, () => Number(count) * (UNITS[unit] ?? 0));
	});
	const actual: number[] = [];
	for (let attempts = 1; ; attempts += 1) {
		const pause = pauseAfter(attempts, MIDDLE);
		if (pause === undefined) break;
		actual.push(pause);
	}
	t.deepEqual(shown, actual);
	t.regex(page, new RegExp(`^\\| ${actual.length + 1} \\| none: dead letter`, 'mu'));
});
