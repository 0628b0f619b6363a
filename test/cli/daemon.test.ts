import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../support/child.js';
import type { RunningProgram } from '../support/child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function startDaemon(
	t: ExecutionContext,
	env: Record<string, string> = {},
): Promise<RunningProgram> {
	const cwd = await temporaryFolder(t);
	const own = { DATA_DIR: cwd, HOST: '127.0.0.1', PORT: '0' };
	return startProgram(t, ['daemon'], { cwd, env: { ...own, ...env } });
}

async function urlOf(program: RunningProgram): Promise<string> {
	const line = await program.waitForLine(/^Listening on /u);
	await program.waitForLine(/^Stop with /u);
	return line.replace('Listening on ', '');
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
	test(`says what it needs, serves, and stops on ${signal} with 0`, async (t) => {
		const program = await startDaemon(t);
		const url = await urlOf(program);
		t.is((await fetch(`${url}/readyz`)).status, 200);
		program.kill(signal);
		const { code, stdout, stderr } = await program.exited;
		t.is(code, 0, `stderr: ${stderr}`);
		t.regex(stdout, /^Database: sqlite:.*greenapi-rc\.db$/mu);
		t.regex(stdout, /APP_URL is not set/u);
		t.regex(stdout, /register-workspace/u);
		t.regex(stdout, new RegExp(`${signal}: stopping[^]*^Stopped$`, 'mu'));
		t.is(stderr, '');
	});
}

test('starts twice on one database', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { DATA_DIR: cwd, HOST: '127.0.0.1', PORT: '0' };
	const programs = [1, 2].map(() => startProgram(t, ['daemon'], { cwd, env }));
	for (const program of programs) t.is((await fetch(`${await urlOf(program)}/readyz`)).status, 200);
});

test('ends at once on a second signal', async (t) => {
	const program = await startDaemon(t, { DRAIN_TIMEOUT_MS: '60000' });
	const url = new URL(await urlOf(program));
	const socket = connect(Number(url.port), url.hostname);
	t.teardown(() => socket.destroy());
	socket.on('error', () => undefined);
	// A request that never ends holds up the stop.
	socket.write(
		'POST /api/webhook/rocket/list-users HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
	);
	await once(socket, 'connect');
	await fetch(`${url.origin}/livez`);
	program.kill();
	await program.waitForLine(/stopping/u);
	program.kill();
	const { code, stdout } = await program.exited;
	t.is(code, 1);
	t.regex(stdout, /again: ending at once/u);
});

test('says which port is taken and ends with 1', async (t) => {
	const other = createServer().listen(0, '127.0.0.1');
	await once(other, 'listening');
	t.teardown(() => other.close());
	const { port } = other.address() as AddressInfo;
	const program = await startDaemon(t, { PORT: String(port) });
	const { code, stderr } = await program.exited;
	t.is(code, 1);
	t.regex(stderr, new RegExp(`can't listen on port ${port} .*another program`, 'u'));
	t.regex(stderr, /set PORT to a free port/u);
});
