import { readdir } from 'node:fs/promises';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../support/child.js';
import type { RunningProgram } from '../support/child.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';

const ENDS_WITHIN_MS = 30_000;

/** A demo that keeps its files in a folder of the test's own. */
type Demo = { readonly program: RunningProgram; readonly folder: string };

async function startDemo(t: ExecutionContext, ...args: string[]): Promise<Demo> {
	const folder = await temporaryFolder(t);
	// A setting of a real daemon must not get into the demo's.
	const env = { TMPDIR: folder, DATABASE_URL: 'mysql://127.0.0.1:1/real', PORT: '1' };
	return { program: startProgram(t, ['demo', ...args], { env }), folder };
}

async function daemonOf({ program }: Demo): Promise<{ url: string; pid: number }> {
	const line = await program.waitForLine(/The daemon runs/u, ENDS_WITHIN_MS);
	const [, url = '', pid] = /(http:\S+\d), process (\d+)/u.exec(line) ?? [];
	return { url, pid: Number(pid) };
}

async function isGone(url: string): Promise<boolean> {
	return fetch(`${url}/livez`).then(
		() => false,
		() => true,
	);
}

test.serial('plays the conversation, shows both sides and ends with 0', async (t) => {
	const startedAt = Date.now();
	const demo = await startDemo(t);
	const { url } = await daemonOf(demo);
	const { code, stdout, stderr } = await demo.program.exited;
	t.is(code, 0, `stderr: ${stderr}`);
	t.is(stderr, '');
	t.true(Date.now() - startedAt < ENDS_WITHIN_MS);
	t.notRegex(stdout, /✘/u);
	t.is(stdout.match(/✔/gu)?.length, 12);
	t.regex(stdout, /Mary: \[parcel\.png, \d+ bytes\] +Mary: \[parcel\.png, \d+ bytes\]/u);
	t.regex(stdout, /Shop: I am sorry! You get a \*new one\*/u);
	t.regex(stdout, /\(edited; before:\)/u);
	t.regex(stdout, /^ {2}customer to agent +8 +8 +8 +[1-9] +0$/mu);
	t.regex(stdout, /^ {2}agent to customer +4 +4 +4 +\d +0$/mu);
	t.true(await isGone(url));
	t.deepEqual(await readdir(demo.folder), []);
});

test.serial('prints only how it ended with --json, in one object', async (t) => {
	const { program } = await startDemo(t, '--json');
	const { code, stdout, stderr } = await program.exited;
	t.deepEqual([code, stderr], [0, '']);
	const { version, items } = JSON.parse(stdout) as { version: number; items: object[] };
	t.is(version, 1);
	const [inbound, outbound] = items;
	t.like(inbound, { direction: 'inbound', written: 8, delivered: 8, lost: 0 });
	t.like(outbound, { direction: 'outbound', written: 4, delivered: 4, lost: 0 });
});

test.serial('prints plain lines of at most 80 columns into a pipe', async (t) => {
	const { program } = await startDemo(t);
	const { stdout } = await program.exited;
	t.false(stdout.includes('\u001B'));
	t.deepEqual(
		stdout.split('\n').filter((line) => line.length > 80),
		[],
	);
});

test.serial('stays with --stay, and its lines work as they are', async (t) => {
	const demo = await startDemo(t, '--stay');
	const { url } = await daemonOf(demo);
	await demo.program.waitForLine(/End with Ctrl\+C/u, ENDS_WITHIN_MS);
	const answers: string[] = [];
	for (const line of demo.program.stdout) {
		const command = /^ +curl -s (\S+)(?: -d '(.*)')?/u.exec(line);
		if (command === null) continue;
		const [, address = '', body] = command;
		const request = body === undefined ? {} : { method: 'POST', body };
		const answer = await fetch(address, request);
		t.is(answer.status, 200, `the line was ${line}`);
		answers.push(await answer.text());
	}
	t.is(answers.length, 8);
	t.regex(answers.join('\n'), /Are you still there\?/u);
	const stateAddress = /curl -s (\S+\/sandbox\/state)/u.exec(demo.program.stdout.join('\n'))?.[1];
	const see = async () => (await fetch(stateAddress ?? '')).text();
	await waitFor(async () => (await see()).includes('us (sent): [note.txt]'), {
		label: 'the file of the agent',
	});
	const ofProgram = demo.program.stdout.flatMap((line) => {
		const [, url = '', args = ''] =
			/^ +DATABASE_URL='(\S+)' node bin\/greenapi-rc\.js (.*)$/u.exec(line) ?? [];
		return args === '' ? [] : [{ env: { DATABASE_URL: url }, args: args.split(' ') }];
	});
	t.is(ofProgram.length, 2);
	for (const { env, args } of ofProgram) {
		const { code, stdout } = await startProgram(t, args, { cwd: demo.folder, env }).exited;
		t.is(code, 0, `the line was ${args.join(' ')}`);
		t.regex(stdout, /delivered|: ru/u);
	}
	demo.program.kill('SIGINT');
	const { code, stderr } = await demo.program.exited;
	t.is(code, 0, `stderr: ${stderr}`);
	t.true(await isGone(url));
	t.deepEqual(await readdir(demo.folder), []);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	test.serial(
		`removes everything and ends with 1 when it is interrupted by ${signal}`,
		async (t) => {
			const demo = await startDemo(t);
			const { url } = await daemonOf(demo);
			demo.program.kill(signal);
			const { code, stderr } = await demo.program.exited;
			t.is(code, 1);
			t.regex(stderr, new RegExp(`interrupted \\(${signal}\\)`, 'u'));
			t.true(await isGone(url));
			t.deepEqual(await readdir(demo.folder), []);
		},
	);
}

test.serial('takes the daemon along when it is killed', async (t) => {
	const demo = await startDemo(t);
	const { url } = await daemonOf(demo);
	demo.program.kill('SIGKILL');
	await demo.program.exited;
	await t.notThrowsAsync(waitFor(() => isGone(url), { label: 'the end of the daemon' }));
});

test.serial('says that the daemon died, and ends with 1', async (t) => {
	const demo = await startDemo(t, '--stay');
	const { pid } = await daemonOf(demo);
	process.kill(pid, 'SIGKILL');
	const { code, stderr } = await demo.program.exited;
	t.is(code, 1);
	t.regex(stderr, /The daemon ended by itself \(SIGKILL\)[^]*last lines of the daemon's log/u);
	t.deepEqual(await readdir(demo.folder), []);
});
