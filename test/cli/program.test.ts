import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { startChild, startProgram } from '../support/child.js';
import { repositoryRoot } from '../support/repository.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const OPERATORS = ['list-dead-letters', 'retry-message', 'trace'];
const SETUP = ['register-workspace', 'register-agent', 'update-token', 'create-instance'];

test('prints the commands and the exit codes', async (t) => {
	const { code, stdout, stderr } = await startProgram(t, ['--help']).exited;
	t.is(code, 0);
	t.is(stderr, '');
	for (const command of ['daemon', 'migrate', 'config', 'demo', ...OPERATORS, ...SETUP])
		t.regex(stdout, new RegExp(`^ {2}${command}\\b`, 'mu'));
	t.regex(stdout, /^ {2}3 {4}settings are wrong/mu);
});

test('prints help where it is asked for', async (t) => {
	const first = async (...args: string[]): Promise<string> => {
		const { code, stdout } = await startProgram(t, args).exited;
		t.is(code, 0, `exit code of ${args.join(' ')}`);
		return stdout;
	};
	const whole = /^Usage: greenapi-rc \[options\] \[command\]/u;
	t.regex(await first('help'), whole);
	t.regex(await first('help', 'help'), whole);
	t.regex(await first('--lang', 'ru', 'help', 'app'), /greenapi-rc app/u);
	t.regex(await first('trace', 'x', '--help'), /greenapi-rc trace/u);
	t.regex(await first('help', 'trace', 'x'), /greenapi-rc trace/u);
});

test('prints the version of the package', async (t) => {
	const text = await readFile(join(repositoryRoot, 'package.json'), 'utf8');
	const { version } = JSON.parse(text) as { version: string };
	t.is((await startProgram(t, ['--version']).exited).stdout, version);
});

for (const [what, args, sentence] of [
	['an unknown command', ['deamon'], /unknown command 'deamon'[^]*Did you mean daemon/u],
	['an unknown option', ['migrate', '--stats'], /unknown option '--stats'[^]*--status/u],
	['the help of nothing', ['help', 'trcae'], /unknown command 'trcae'[^]*Did you mean trace/u],
	['a command of nothing with --help', ['nope', '--help'], /unknown command 'nope'/u],
	['help below a group', ['app', 'pack', '-h'], /unknown command 'pack'/u],
	['an argument too many', ['config', 'PORT'], /too many arguments/u],
	['options that exclude each other', ['migrate', '--status', '--rollback'], /exclude/u],
	['two forms at once', ['config', '--json', '--markdown'], /exclude/u],
] as const) {
	test(`ends with 2 for ${what} and says so`, async (t) => {
		const { code, stdout, stderr } = await startProgram(t, args).exited;
		t.is(code, 2);
		t.is(stdout, '');
		t.regex(stderr, sentence);
		t.regex(stderr, /greenapi-rc --help/u);
	});
}

test('shows the help and ends with 2 without a command', async (t) => {
	const { code, stdout, stderr } = await startProgram(t, []).exited;
	t.is(code, 2);
	t.is(stdout, '');
	t.regex(stderr, /^Usage: greenapi-rc/u);
});

test('shows stacks and causes only with --debug', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { DATABASE_URL: 'mysql://user:hidden-word@127.0.0.1:1/none', DATA_DIR: cwd };
	const [plain, debugging] = await Promise.all([
		startProgram(t, ['migrate'], { cwd, env }).exited,
		startProgram(t, ['migrate', '--debug'], { cwd, env }).exited,
	]);
	t.is(plain.code, 1);
	t.notRegex(plain.stderr, /^\s+at /mu);
	t.is(debugging.code, 1);
	t.regex(debugging.stderr, /^\s+at /mu);
	t.regex(debugging.stderr, /Caused by:/u);
	t.notRegex(plain.stderr + debugging.stderr, /hidden-word/u);
});

test('says what to run when it is not built', async (t) => {
	const folder = await temporaryFolder(t);
	for (const path of ['bin', 'package.json'])
		await cp(join(repositoryRoot, path), join(folder, path), { recursive: true });
	const program = startChild(t, [join(folder, 'bin', 'greenapi-rc.js'), '--help']);
	const { code, stderr } = await program.exited;
	t.is(code, 1);
	t.regex(stderr, /npm run build/u);
});
