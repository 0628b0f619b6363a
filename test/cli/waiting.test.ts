import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { createIo } from '../../src/cli/io.js';
import type { Io } from '../../src/cli/io.js';
import { whileWaiting } from '../../src/cli/waiting.js';
import { waitFor } from '../support/wait-for.js';

/** Longer than what is called short. */
const LONG_MS = 900;
const CLEAR_LINE = '\r\u001b[K';

function openIo(isTTY: boolean, columns = 80): { io: Io; shown: () => string } {
	const stderr = Object.assign(new PassThrough(), { isTTY, columns });
	let shown = '';
	stderr.setEncoding('utf8').on('data', (text: string) => (shown += text));
	const stdout = new PassThrough();
	const process = { stdout, stderr, env: {}, cwd: () => '/' } as unknown as NodeJS.Process;
	return { io: createIo(process), shown: () => shown };
}

/** Work that takes until something was said of it, however busy the machine is. */
const shownBy = (shown: () => string): Promise<unknown> =>
	waitFor(() => shown() !== '', { label: 'the line' });

test('says at a terminal what is waited for, and leaves nothing of it', async (t) => {
	const { io, shown } = openIo(true);
	t.is(
		await whileWaiting(
			io,
			'Asking',
			shownBy(shown).then(() => 'done'),
		),
		'done',
	);
	t.regex(shown().replaceAll(CLEAR_LINE, '|'), /^(?:\|. Asking)+\|$/u);
});

test('breaks no line of a narrow terminal', async (t) => {
	const { io, shown } = openIo(true, 20);
	await whileWaiting(io, 'Asking https://bridge.example.org', shownBy(shown));
	t.regex(shown().replaceAll(CLEAR_LINE, '|'), /^(?:\|. Asking https:\/\/b…)+\|$/u);
});

test('says nothing of short work, without a terminal, and when it is hushed', async (t) => {
	const [brief, piped, quiet] = [openIo(true), openIo(false), openIo(true)];
	quiet.io.hush();
	await Promise.all([
		whileWaiting(brief.io, 'Asking', Promise.resolve()),
		whileWaiting(piped.io, 'Asking', sleep(LONG_MS)),
		whileWaiting(quiet.io, 'Asking', sleep(LONG_MS)),
	]);
	t.deepEqual([brief.shown(), piped.shown(), quiet.shown()], ['', '', '']);
});

test('fails as the work fails, and clears the line', async (t) => {
	const { io, shown } = openIo(true);
	const failing = shownBy(shown).then(() => Promise.reject(new RangeError('no')));
	await t.throwsAsync(whileWaiting(io, 'Asking', failing), { instanceOf: RangeError });
	t.true(shown().endsWith(CLEAR_LINE));
});
