import test from 'ava';
import { createBatcher } from '../../../src/core/ledger/batcher.js';
import { gate } from '../../support/ledger.js';

const LIMITS = { maxOperations: 3, maxBytes: 10, sizeOf: (text: string) => text.length };

function collect(limits = LIMITS) {
	const batches: string[][] = [];
	const batcher = createBatcher<string>((operations) => {
		batches.push([...operations]);
		return Promise.resolve();
	}, limits);
	return { batches, batcher };
}

test('writes together what came together, in order, up to the limit', async (t) => {
	const { batches, batcher } = collect();
	for (const text of ['a', 'b', 'c', 'd']) batcher.add(text);
	await batcher.idle();
	t.deepEqual(batches, [['a', 'b', 'c'], ['d']]);
});

test('ends a batch before it gets too large; a large one goes alone', async (t) => {
	const { batches, batcher } = collect();
	for (const text of ['123456', '78901', 'x'.repeat(50), 'y']) batcher.add(text);
	await batcher.idle();
	t.deepEqual(batches, [['123456'], ['78901'], ['x'.repeat(50)], ['y']]);
});

test('collects while a batch is being written, and never writes two at once', async (t) => {
	const { opened, open } = gate();
	const batches: string[][] = [];
	let running = 0;
	const batcher = createBatcher<string>(
		async (operations) => {
			running += 1;
			t.is(running, 1);
			batches.push([...operations]);
			if (batches.length === 1) await opened;
			running -= 1;
		},
		{ ...LIMITS, maxOperations: 100 },
	);
	batcher.add('first');
	await new Promise(setImmediate);
	await new Promise(setImmediate);
	for (const text of ['a', 'b']) batcher.add(text);
	t.deepEqual(batches, [['first']]);
	open();
	await batcher.idle();
	t.deepEqual(batches, [['first'], ['a', 'b']]);
});

test('is idle at once when nothing was added, and works again after being idle', async (t) => {
	const { batches, batcher } = collect();
	await batcher.idle();
	batcher.add('a');
	await batcher.idle();
	batcher.add('b');
	await batcher.idle();
	t.deepEqual(batches, [['a'], ['b']]);
});
