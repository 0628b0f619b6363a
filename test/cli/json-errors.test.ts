import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startChild, startProgram } from '../support/child.js';
import { freePort } from '../support/free-port.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Failure = {
	version: number;
	error: { code: string; message: string; help: string; retryable: boolean; stack?: string[] };
};

async function failing(t: ExecutionContext, args: string[], env: Record<string, string> = {}) {
	const cwd = await temporaryFolder(t);
	const own = { DATABASE_URL: `sqlite:${join(cwd, 'nothing.db')}`, DATA_DIR: cwd, ...env };
	const { code, stdout, stderr } = await startProgram(t, args, { cwd, env: own }).exited;
	t.is(stdout, '');
	t.is(stderr.split('\n').length, 1, stderr);
	const { version, error } = JSON.parse(stderr) as Failure;
	t.is(version, 1);
	return { exit: code, ...error };
}

test('a failure is one object on standard error, with its exit code', async (t) => {
	const { exit, code, message, help, retryable, stack } = await failing(t, [
		'list-dead-letters',
		'--json',
	]);
	t.deepEqual([exit, code, retryable, stack], [1, 'STORAGE_MISSING', false, undefined]);
	t.regex(message, /nothing\.db/u);
	t.regex(help, /DATA_DIR/u);
});

test('what somebody has to put right is not retryable', async (t) => {
	const path = join(await temporaryFolder(t), 'notes.txt');
	await writeFile(path, 'This is no database. '.repeat(100));
	const env = { DATABASE_URL: `sqlite:${path}` };
	const { code, retryable } = await failing(t, ['list-dead-letters', '--json'], env);
	t.deepEqual([code, retryable], ['STORAGE_REFUSED', false]);
});

test('what may pass is retryable, and --debug adds the stacks', async (t) => {
	const env = { DATABASE_URL: `mysql://user:hidden-word@127.0.0.1:${await freePort()}/none` };
	const failure = await failing(t, ['trace', '1', '--json', '--debug'], env);
	t.deepEqual([failure.exit, failure.code, failure.retryable], [1, 'STORAGE_UNREACHABLE', true]);
	t.regex(failure.stack?.join('\n') ?? '', /\n\s+at [^]*Caused by:/u);
	t.notRegex(JSON.stringify(failure), /hidden-word/u);
});

test('wrong settings keep their exit code', async (t) => {
	const failure = await failing(t, ['list-users', '--json'], { PORT: 'many' });
	t.deepEqual([failure.exit, failure.code], [3, 'CONFIG_INVALID']);
	t.regex(failure.message, /PORT/u);
});

for (const [what, args, message] of [
	[
		'an unknown command',
		['deamon', '--json'],
		/^unknown command 'deamon' \(Did you mean daemon\?\)$/u,
	],
	['an option of no command', ['daemon', '--json'], /^unknown option '--json'/u],
	['a missing argument', ['trace', '--json'], /^missing required argument 'what'$/u],
	[
		'a wrong value',
		['trace', '1', '--json', '--limit', '0'],
		/^option '--limit <count>' argument/u,
	],
	['a group without a command', ['app', '--debug', '--json'], /^unknown option '--json'$/u],
	['options that exclude each other', ['config', '--json', '--man'], /exclude each other$/u],
] as const) {
	test(`${what} is an object, too`, async (t) => {
		const failure = await failing(t, [...args]);
		t.deepEqual([failure.exit, failure.code, failure.retryable], [2, 'usage', false]);
		t.regex(failure.message, message);
		t.regex(failure.help, /--help/u);
	});
}

test('what is missing where nobody can be asked is an object, in the language of the reader', async (t) => {
	const failure = await failing(t, ['register-workspace', '--json', '--lang', 'ru']);
	t.deepEqual([failure.exit, failure.code], [2, 'input-missing']);
	t.is(failure.message, 'Не указано: --url, --user-id, --token-file. Спросить здесь некого.');
});

test('--json behind -- is no option', async (t) => {
	const cwd = await temporaryFolder(t);
	const { code, stderr } = await startProgram(t, ['trace', '--', '--json'], { cwd }).exited;
	t.is(code, 1);
	t.regex(stderr, /^There is no database at /u);
});

const withFullDisk = existsSync('/dev/full') ? test : test.skip;

withFullDisk('what a full disk cut off is no success', async (t) => {
	const command = `"${process.execPath}" bin/greenapi-rc.js config --json > /dev/full`;
	const script = `process.exitCode = require('child_process').spawnSync('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit' }).status`;
	const { code, stderr } = await startChild(t, ['-e', script]).exited;
	t.is(code, 1);
	t.is((JSON.parse(stderr) as { error: { code: string } }).error.code, 'output-failed');
});
