import { readdirSync } from 'node:fs';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../support/child.js';
import type { Ended } from '../support/child.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { freePort } from '../support/free-port.js';
import { hasTerminals, startAtTerminal } from '../support/terminal.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Migrate = (...options: string[]) => Promise<Ended>;

async function prepare(t: ExecutionContext, engine: Engine): Promise<Migrate> {
	const { url } = await createTestDatabase(t, engine);
	const cwd = await temporaryFolder(t);
	const env = { DATABASE_URL: url, DATA_DIR: cwd };
	return (...options) => startProgram(t, ['migrate', ...options], { cwd, env }).exited;
}

function linesOf(text: string, word: string): number {
	return text.split('\n').filter((line) => line.startsWith(`${word} `)).length;
}

for (const engine of availableEngines()) {
	test(`prints the same as JSON (${engine})`, async (t) => {
		const migrate = await prepare(t, engine);
		const answer = async (...options: string[]) => {
			const { code, stdout, stderr } = await migrate('--json', ...options);
			t.deepEqual([code, stderr], [0, '']);
			return JSON.parse(stdout) as Record<'applied' | 'missing' | 'undone', string[]>;
		};
		const { missing } = await answer('--status');
		t.deepEqual(await answer(), { version: 1, applied: missing });
		const { undone } = await answer('--rollback', '--yes');
		t.deepEqual(undone, [...missing].reverse());
		t.deepEqual(await answer('--rollback', '--yes'), { version: 1, undone: [] });
	});

	test(`migrates once, then finds nothing to do (${engine})`, async (t) => {
		const migrate = await prepare(t, engine);
		const first = await migrate();
		t.is(first.code, 0, `stderr: ${first.stderr}`);
		t.true(linesOf(first.stdout, 'applied') > 0);
		const second = await migrate();
		t.deepEqual([second.code, second.stdout], [0, '']);
		t.regex(second.stderr, /up to date/u);
	});

	test(`shows what is missing and undoes what the last run applied (${engine})`, async (t) => {
		const migrate = await prepare(t, engine);
		const before = await migrate('--status');
		t.is(linesOf(before.stdout, 'applied'), 0);
		const count = linesOf(before.stdout, 'missing');
		t.true(count > 0);
		await migrate();
		const after = await migrate('--status');
		t.deepEqual([linesOf(after.stdout, 'applied'), linesOf(after.stdout, 'missing')], [count, 0]);
		const undone = await migrate('--rollback', '--yes');
		t.is(undone.code, 0, `stderr: ${undone.stderr}`);
		t.is(linesOf(undone.stdout, 'undone'), count);
		t.is((await migrate('--status')).stdout, before.stdout);
	});

	test(`migrates once when two start at the same time (${engine})`, async (t) => {
		const migrate = await prepare(t, engine);
		const ended = await Promise.all([migrate(), migrate()]);
		t.deepEqual(
			ended.map(({ code }) => code),
			[0, 0],
			`stderr: ${ended.map(({ stderr }) => stderr).join('\n')}`,
		);
		const counts = ended.map(({ stdout }) => linesOf(stdout, 'applied')).sort((a, b) => a - b);
		t.is(counts[0], 0);
		t.true(counts[1]! > 0);
	});
}

test('status and rollback make neither database nor key', async (t) => {
	const cwd = await temporaryFolder(t);
	const status = await startProgram(t, ['migrate', '--status'], { cwd }).exited;
	t.is(status.code, 0, `stderr: ${status.stderr}`);
	t.true(linesOf(status.stdout, 'missing') > 0);
	const { code, stderr } = await startProgram(t, ['migrate', '--rollback', '--yes'], { cwd })
		.exited;
	t.is(code, 0);
	t.regex(stderr, /nothing to undo/u);
	t.deepEqual(readdirSync(cwd), []);
});

test('undoes nothing unasked', async (t) => {
	const migrate = await prepare(t, 'sqlite');
	await migrate();
	const { code, stdout, stderr } = await migrate('--rollback');
	t.deepEqual([code, stdout], [2, '']);
	t.regex(stderr, /--yes is missing/u);
	t.regex((await migrate('--status')).stderr, /up to date/u);
	t.is((await migrate('--yes')).code, 2);
});

(hasTerminals() ? test : test.skip)(
	'asks at a terminal before it undoes',
	async (t: ExecutionContext) => {
		const cwd = await temporaryFolder(t);
		const env = { DATA_DIR: cwd };
		t.is((await startProgram(t, ['migrate'], { cwd, env }).exited).code, 0);
		const { type, exited, screen } = startAtTerminal(t, ['migrate', '--rollback'], { cwd, env });
		await type('Type rollback', 'yes\r');
		await type('Ctrl+C leaves', '\u0015');
		await type('Type rollback', 'rollback\r');
		t.is(await exited, 0, screen());
		t.regex(screen(), /will be undone[^]*Those are all: every message[^]*Undone: \d+\./u);
	},
);

test('says what to check when MySQL refuses the connection', async (t) => {
	const cwd = await temporaryFolder(t);
	const url = `mysql://user:hidden-word@127.0.0.1:${await freePort()}/none`;
	const env = { DATABASE_URL: url, DATA_DIR: cwd };
	for (const command of ['migrate', 'daemon']) {
		const { code, stdout, stderr } = await startProgram(t, [command], { cwd, env }).exited;
		t.is(code, 1, `of ${command}`);
		t.regex(stderr, /can ?not be reached.*ECONNREFUSED/u);
		t.regex(stderr, /Check that the database server runs/u);
		t.notRegex(stdout + stderr, /hidden-word/u);
	}
});
