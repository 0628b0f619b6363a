import test from 'ava';
import type { ExecutionContext } from 'ava';
import { startProgram } from '../support/child.js';
import type { Ended } from '../support/child.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { freePort } from '../support/free-port.js';
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
		const { undone } = await answer('--rollback');
		t.deepEqual([...undone].sort(), [...missing].sort());
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

	test(`shows what is missing and undoes the newest batch (${engine})`, async (t) => {
		const migrate = await prepare(t, engine);
		const before = await migrate('--status');
		t.is(linesOf(before.stdout, 'applied'), 0);
		const count = linesOf(before.stdout, 'missing');
		t.true(count > 0);
		await migrate();
		const after = await migrate('--status');
		t.deepEqual([linesOf(after.stdout, 'applied'), linesOf(after.stdout, 'missing')], [count, 0]);
		const undone = await migrate('--rollback');
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
