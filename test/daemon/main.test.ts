import { EventEmitter } from 'node:events';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { createLogger, silentLogger } from '../../src/core/logging.js';
import { runDaemon } from '../../src/daemon/main.js';
import type { DaemonProcess } from '../../src/daemon/main.js';
import { waitFor } from '../support/wait-for.js';
import { testConfig } from './bridge-server.js';

/** What the daemon sees of a process: its events, and the codes it was told to end with. */
function standInProcess() {
	const codes: unknown[] = [];
	const events = new EventEmitter();
	const exit = (code?: unknown): void => void codes.push(code);
	return {
		codes,
		events,
		process: Object.assign(events, { pid: 42, exit }) as unknown as DaemonProcess,
	};
}

async function run(t: ExecutionContext, log = silentLogger) {
	const standIn = standInProcess();
	const lines: string[] = [];
	const stopped = runDaemon({
		config: await testConfig(t),
		log,
		out: (line) => void lines.push(line),
		process: standIn.process,
	});
	return { ...standIn, lines, stopped };
}

test('stops when the signal comes before it has started', async (t) => {
	const { events, lines, stopped, codes } = await run(t);
	events.emit('SIGTERM', 'SIGTERM');
	await stopped;
	t.is(lines.at(-1), 'Stopped');
	t.deepEqual(codes, []);
	t.deepEqual(events.eventNames(), []);
});

for (const name of ['uncaughtException', 'unhandledRejection']) {
	test(`logs ${name} and ends with 1`, async (t) => {
		const logged: string[] = [];
		const log = createLogger('error', { write: (line) => void logged.push(line) });
		const { events, lines, stopped, codes } = await run(t, log);
		await waitFor(() => lines.some((line) => line.startsWith('Stop with')));
		events.emit(name, new TypeError('nobody caught this'));
		t.deepEqual(codes, [1]);
		t.regex(logged.join(''), /nobody caught this/u);
		events.emit('SIGINT', 'SIGINT');
		await stopped;
	});
}
