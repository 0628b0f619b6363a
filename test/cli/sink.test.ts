import { EventEmitter } from 'node:events';
import test from 'ava';
import type { Io } from '../../src/cli/io.js';
import { openSink } from '../../src/cli/sink.js';

/** Standard output whose reader takes nothing until it is told to. */
class FullOutput extends EventEmitter {
	readonly destroyed = false;
	write = () => false;
	counts = () => ['drain', 'close', 'error'].map((name) => this.listenerCount(name));
}

function sinkOf(stdout: FullOutput) {
	return openSink({ process: { stdout } as unknown as Io['process'] }, undefined);
}

test('waits for a slow reader as often as need be, without listening anew', async (t) => {
	const stdout = new FullOutput();
	const sink = sinkOf(stdout);
	const before = stdout.counts();
	for (let at = 0; at < 20; at++) {
		const written = sink.write('x');
		stdout.emit('drain');
		await written;
	}
	t.deepEqual(stdout.counts(), before);
	t.false(sink.isClosed());
});

test('knows that the reader has gone, though the stream does not say so later', async (t) => {
	const stdout = new FullOutput();
	const sink = sinkOf(stdout);
	const written = sink.write('x');
	stdout.emit('error', new Error('EPIPE'));
	await written;
	t.true(sink.isClosed());
	await sink.write('y');
});
