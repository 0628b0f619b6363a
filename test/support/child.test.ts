import test from 'ava';
import { startChild } from './child.js';

test('collects the lines and the exit code of a program', async (t) => {
	const script = `console.log('one'); console.error('two'); process.exitCode = 3;`;
	const program = startChild(t, ['-e', script]);
	t.deepEqual(await program.exited, { code: 3, signal: undefined, stdout: 'one', stderr: 'two' });
});

test('gives a program none of our own environment', async (t) => {
	const names = 'console.log(Object.keys(process.env).sort().join())';
	const program = startChild(t, ['-e', names], { env: { GIVEN: 'yes' } });
	t.is((await program.exited).stdout, 'GIVEN,HOME,PATH');
});

test('waits for a line and sends a signal', async (t) => {
	const program = startChild(t, ['-e', `console.log('ready'); setInterval(() => {}, 1000);`]);
	t.is(await program.waitForLine(/^ready/u), 'ready');
	program.kill();
	t.is((await program.exited).signal, 'SIGTERM');
});

test('says what a program wrote that ended without the awaited line', async (t) => {
	const program = startChild(t, ['-e', `console.log('other')`]);
	await t.throwsAsync(program.waitForLine(/^ready/u), { message: /ended without[^]*other/u });
});

test('passes the input to a program', async (t) => {
	const program = startChild(t, ['-e', 'process.stdin.pipe(process.stdout)'], { input: 'hello\n' });
	t.is((await program.exited).stdout, 'hello');
});
