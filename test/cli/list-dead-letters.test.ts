import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { startProgram } from '../support/child.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { CHAT, INSTANCE, openDesk, OTHER_INSTANCE, SECRET_WORDS } from './ledger-of-a-desk.js';

type Items = { version: number; hasMore: boolean; items: Record<string, unknown>[] };

const COMMANDS = [['list-dead-letters'], ['retry-message', '1'], ['trace', '1']];

for (const engine of availableEngines()) {
	test(`${engine}: lists dead letters, newest last, one line each`, async (t) => {
		const desk = await openDesk(t, engine);
		const ids = [await desk.bury(), await desk.bury({ acceptedAt: Date.now() - 7_300_000 })];
		await desk.add();
		const { code, stdout, stderr } = await desk.run('list-dead-letters');
		t.is(code, 0, `stderr: ${stderr}`);
		const [head = '', ...lines] = stdout.split('\n');
		const columns = ['id', 'direction', 'kind', 'instance', 'chat', 'since', 'attempts', 'reason'];
		t.deepEqual(head.split(/ {2,}/u), columns);
		const cells = lines.map((line) => line.split(/ {2,}/u));
		const rest = ['outbound', 'message', INSTANCE, CHAT, '1', 'GREEN_API_TOKEN_REFUSED'];
		t.deepEqual(
			cells.map((row) => row.filter((_, column) => columns[column] !== 'since')),
			ids.map((id) => [String(id), ...rest]),
		);
		t.regex(cells[0]?.[5] ?? '', /^\d+ s ago$/u);
		t.is(cells[1]?.[5], '2 h ago');
		t.false(stdout.includes(SECRET_WORDS));
		t.regex(stderr, /retry-message <id>/u);
	});

	test(`${engine}: lists dead letters as JSON with ISO times and advice`, async (t) => {
		const desk = await openDesk(t, engine);
		const acceptedAt = Date.parse('2026-11-22T14:00:00.000Z');
		const id = await desk.bury({ acceptedAt });
		const { code, stdout } = await desk.run('list-dead-letters', '--json');
		t.is(code, 0);
		t.deepEqual(JSON.parse(stdout) as Items, {
			version: 1,
			hasMore: false,
			items: [
				{
					id,
					direction: 'outbound',
					kind: 'message',
					workspace: desk.workspaceUrl,
					instance: INSTANCE,
					chat: CHAT,
					since: '2026-11-22T14:00:02.000Z',
					attempts: 1,
					reason: 'GREEN_API_TOKEN_REFUSED: GREEN-API sendMessage was answered 401',
					advice: 'Copy the token from the GREEN-API console.',
				},
			],
		});
	});

	test(`${engine}: shows the newest of many, and those of one instance`, async (t) => {
		const desk = await openDesk(t, engine);
		const ids = [
			await desk.bury(),
			await desk.bury({ instance: OTHER_INSTANCE }),
			await desk.bury(),
		];
		const idsOf = async (...options: string[]) => {
			const { stdout, stderr } = await desk.run('list-dead-letters', '--json', ...options);
			const { hasMore, items } = JSON.parse(stdout) as Items;
			return { ids: items.map(({ id }) => id), hasMore, stderr };
		};
		const two = await idsOf('--limit', '2');
		t.deepEqual(two.ids, ids.slice(1));
		t.deepEqual([two.hasMore, two.stderr], [true, '']);
		t.regex((await desk.run('list-dead-letters', '--limit', '2')).stderr, /newest 2; --limit/u);
		const three = await idsOf('--limit', '3');
		t.deepEqual(three.ids, ids);
		t.false(three.hasMore);
		t.deepEqual((await idsOf('--instance', OTHER_INSTANCE)).ids, [ids[1]]);
	});

	test(`${engine}: prints nothing but a sentence when nothing is dead`, async (t) => {
		const desk = await openDesk(t, engine);
		await desk.add();
		const empty = await desk.run('list-dead-letters');
		t.deepEqual([empty.code, empty.stdout], [0, '']);
		t.is(empty.stderr, 'There are no dead letters.');
		const json = await desk.run('list-dead-letters', '--json');
		t.deepEqual(JSON.parse(json.stdout) as Items, { version: 1, hasMore: false, items: [] });
	});

	test(`${engine}: says what to do about an older and a newer database`, async (t) => {
		const { raw, run } = await openDesk(t, engine);
		await raw()('knex_migrations').insert({ name: '29991231000000_later', batch: 2 });
		for (const args of COMMANDS) {
			const { code, stdout, stderr } = await run(...args);
			t.deepEqual([code, stdout], [1, ''], `of ${String(args[0])}`);
			t.regex(stderr, /newer version/u);
		}
		await raw()('knex_migrations').delete();
		for (const args of COMMANDS) {
			const { code, stdout, stderr } = await run(...args);
			t.deepEqual([code, stdout], [1, ''], `of ${String(args[0])}`);
			t.regex(stderr, /lacks \d+ migrations[^]*greenapi-rc migrate/u);
		}
	});
}

test('makes no database and no key where there is none', async (t) => {
	const cwd = await temporaryFolder(t);
	for (const args of COMMANDS) {
		const { code, stdout, stderr } = await startProgram(t, args, { cwd }).exited;
		t.deepEqual([code, stdout], [1, ''], `of ${String(args[0])}`);
		t.regex(stderr, /There is no database at .*greenapi-rc\.db[^]*DATA_DIR/u);
		t.false(existsSync(join(cwd, 'data')));
	}
});

test('says that the database can not be reached', async (t) => {
	const cwd = await temporaryFolder(t);
	const env = { DATABASE_URL: 'mysql://user:hidden-word@127.0.0.1:1/none', DATA_DIR: cwd };
	for (const args of COMMANDS) {
		const { code, stdout, stderr } = await startProgram(t, args, { cwd, env }).exited;
		t.deepEqual([code, stdout], [1, ''], `of ${String(args[0])}`);
		t.regex(stderr, /can not be reached/u);
		t.notRegex(stderr, /hidden-word/u);
	}
});

test('refuses limits and instances that are none, with 2', async (t) => {
	const { url } = await createTestDatabase(t, 'sqlite');
	for (const args of [
		['--limit', '0'],
		['--limit', 'all'],
		['--limit', '1001'],
		['--instance', 'x'],
	]) {
		const env = { DATABASE_URL: url };
		const { code, stdout, stderr } = await startProgram(t, ['list-dead-letters', ...args], { env })
			.exited;
		t.deepEqual([code, stdout], [2, ''], `with ${args.join(' ')}`);
		t.regex(stderr, /must be/u);
	}
});
