import { access } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { startChild } from '../support/child.js';
import { repositoryRoot } from '../support/repository.js';
import { waitFor } from '../support/wait-for.js';
import { findMariadb } from './mariadb.js';

const tool = join(repositoryRoot, 'dist', 'test', 'tools', 'with-test-database.js');

/** Prints where the server keeps its rows, then ends with code 7, or, with `stay`, lives as long as its parent. */
const showFolder = `
	import { createConnection } from 'mysql2/promise';
	const connection = await createConnection(process.env.TEST_DATABASE_URL);
	const [[row]] = await connection.query('SELECT @@datadir AS folder');
	console.log('folder ' + row.folder);
	const parent = process.ppid;
	if (process.argv[1] !== 'stay') process.exit(7);
	setInterval(() => process.ppid === parent || process.exit(), 50);
`;

function start(
	t: ExecutionContext,
	script: string,
	options: { env?: Record<string, string>; stay?: boolean },
) {
	const command = [
		process.execPath,
		'--input-type=module',
		'-e',
		script,
		options.stay ? 'stay' : '',
	];
	return startChild(t, [tool, ...command], { env: options.env ?? {} });
}

function isGone(folder: string): Promise<boolean> {
	return access(folder).then(
		() => false,
		() => true,
	);
}

test('keeps the server that the environment names', async (t) => {
	const script = 'console.log(process.env.TEST_DATABASE_URL)';
	const { code, stdout } = await start(t, script, { env: { TEST_DATABASE_URL: 'mysql://there/' } })
		.exited;
	t.deepEqual({ code, stdout }, { code: 0, stdout: 'mysql://there/' });
});

test('says that a command cannot be started', async (t) => {
	const env = { TEST_DATABASE_URL: 'mysql://there/' };
	const { code, stderr } = await startChild(t, [tool, 'no-such-program'], { env }).exited;
	t.is(code, 127);
	t.regex(stderr, /no-such-program/u);
});

if (findMariadb() !== undefined) {
	test('lends a MariaDB to the command and passes its exit code on', async (t) => {
		const program = start(t, showFolder, {});
		const folder = (await program.waitForLine(/^folder /u, 40_000)).slice('folder '.length);
		t.is((await program.exited).code, 7);
		t.true(await isGone(folder));
	});

	for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL'] as const) {
		test(`leaves no MariaDB behind after ${signal}`, async (t) => {
			const program = start(t, showFolder, { stay: true });
			const folder = (await program.waitForLine(/^folder /u, 40_000)).slice('folder '.length);
			t.false(await isGone(folder));
			program.kill(signal);
			await program.exited;
			t.true(await waitFor(() => isGone(folder), { label: `${folder} to go` }));
		});
	}
}
