import test from 'ava';
import { inParallel } from '../../../src/core/operations/in-parallel.js';

test('results come in the order of the entries', async (t) => {
	const finished: number[] = [];
	const finish: (() => void)[] = [];
	const running = inParallel([0, 1, 2], 3, async (index) => {
		await new Promise<void>((resolve) => finish.push(resolve));
		finished.push(index);
		return index * 10;
	});
	for (const next of finish.toReversed()) next();
	t.deepEqual(await running, [0, 10, 20]);
	t.deepEqual(finished, [2, 1, 0]);
});

test('no more than the limit run at once, and all of them run', async (t) => {
	let running = 0;
	let most = 0;
	const entries = Array.from({ length: 20 }, (_, index) => index);
	const results = await inParallel(entries, 4, async (entry) => {
		running += 1;
		most = Math.max(most, running);
		await new Promise((resolve) => setImmediate(resolve));
		running -= 1;
		return entry;
	});
	t.is(most, 4);
	t.deepEqual(results, entries);
});

test('nothing to do resolves to nothing', async (t) => {
	t.deepEqual(await inParallel([], 4, () => Promise.resolve(1)), []);
});
