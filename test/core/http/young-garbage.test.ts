import test from 'ava';
import { createYoungGarbage } from '../../../src/core/http/young-garbage.js';

const PIECE = 65_536;
const PIECES = 1600;
const MB = 1024 * 1024;

test('what a file leaves behind does not add up while it passes', (t) => {
	const garbage = createYoungGarbage();
	const before = process.memoryUsage().arrayBuffers;
	let most = 0;
	for (let piece = 0; piece < PIECES; piece += 1) {
		// As a socket reads: a buffer of its own, used once.
		Buffer.allocUnsafeSlow(PIECE).fill(piece);
		garbage.passed(PIECE);
		most = Math.max(most, process.memoryUsage().arrayBuffers - before);
	}
	t.true(most < 16 * MB, `${Math.round(most / MB)} MB of ${(PIECES * PIECE) / MB} MB`);
});

test('the collector is not left in sight of anybody', (t) => {
	const garbage = createYoungGarbage();
	garbage.passed(100 * MB);
	t.is(globalThis.gc, undefined);
});
