import Database from 'libsql';
import test from 'ava';
import { addMessage } from '../../support/rows.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import { startProgram } from '../../support/child.js';
import { rowsOf } from '../../support/ledger.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { startWorld } from '../../support/world.js';
import { openRaw, openTestStorage } from '../../support/storage.js';
import { waitFor } from '../../support/wait-for.js';
import { postWebhook, textWebhook } from './webhooks.js';
import { openDesk, SECRET_WORDS } from '../ledger-of-a-desk.js';
import type { Desk, NewRow } from '../ledger-of-a-desk.js';

const DAY = 24 * 3_600_000;

/** A row that was settled so long ago. */
function old(desk: Desk, days: number, row: NewRow = {}): Promise<number> {
	const acceptedAt = Date.now() - days * DAY;
	const change = { state: 'done', settledAt: acceptedAt + 1000, ...row.change } as const;
	return desk.add({ ...row, acceptedAt, change });
}

async function idsOf(desk: Desk): Promise<number[]> {
	return desk.raw()('messages').orderBy('id').pluck('id');
}

for (const engine of availableEngines()) {
	test(`${engine}: removes what was settled long ago, and nothing that is needed`, async (t) => {
		const desk = await openDesk(t, engine);
		await old(desk, 100, { sourceId: 'gone', change: { targetId: 'wa-gone' } });
		await old(desk, 99, { sourceId: 'gone-2', change: { state: 'skipped' } });
		const kept = [
			await old(desk, 98, { sourceId: 'edited', change: { targetId: 'wa-edited' } }),
			await old(desk, 98, { kind: 'edit', sourceId: 'edited', change: { state: 'dead' } }),
			await old(desk, 97, { sourceId: 'r', change: { targetId: 'parked-about' } }),
			await desk.add({
				acceptedAt: Date.now() - 96 * DAY,
				direction: 'inbound',
				kind: 'reaction',
				sourceId: 'parked-about',
				change: { state: 'waiting' },
			}),
			await desk.add({ acceptedAt: Date.now() - 95 * DAY, change: { callStartedAt: 1 } }),
			await old(desk, 94, { change: { settledAt: Date.now() - DAY } }),
			await old(desk, 5),
			await desk.add(),
		];
		const before = await idsOf(desk);
		const dry = await desk.run('prune', '--older-than', '90d', '--dry-run', '--json');
		t.is(dry.code, 0, `stderr: ${dry.stderr}`);
		const counted = { total: 2, byState: { done: 1, skipped: 1 }, needed: 2 };
		t.like(JSON.parse(dry.stdout), { version: 1, mode: 'rows', dryRun: true, ...counted });
		t.deepEqual(await idsOf(desk), before);
		const { code, stdout, stderr } = await desk.run('prune', '--older-than', '90d');
		t.is(code, 0, `stderr: ${stderr}`);
		t.regex(stdout, /^2 rows were removed \(delivered: 1, skipped: 1\), settled before 20/u);
		t.regex(stdout, /2 more stay, because something undelivered refers to them/u);
		t.deepEqual(await idsOf(desk), kept);
		const again = await desk.run('prune', '--older-than', '90d', '--dead-letters');
		t.regex(again.stdout, /^1 rows were removed \(dead letters: 1\)/u);
	});

	test(`${engine}: blanks texts, after which the rows are still traced`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = await old(desk, 40);
		const young = await old(desk, 3);
		const run = await desk.run('prune', '--older-than', '30d', '--texts-only');
		t.is(run.code, 0, `stderr: ${run.stderr}`);
		t.regex(run.stdout, /^1 rows lost what they said/u);
		const payloads = (await desk.raw()('messages').orderBy('id').pluck('payload')) as string[];
		t.deepEqual(
			payloads.map((text) => text.includes(SECRET_WORDS)),
			[false, true],
		);
		t.deepEqual(JSON.parse(payloads[0] ?? ''), {
			blanked: true,
			message: { _id: 'rc-1', u: { _id: 'u', username: 'jane' } },
			visitorToken: 'greenapi:secret',
			roomId: 'room-1',
		});
		const traced = await desk.run('trace', String(id), '--show-text');
		t.regex(traced.stdout, /what it said was removed/u);
		t.true((await desk.run('trace', String(young), '--show-text')).stdout.includes(SECRET_WORDS));
		const again = await desk.run('prune', '--older-than', '30d', '--texts-only');
		t.regex(again.stdout, /^Nothing to remove of what was settled before/u);
	});

	test(`${engine}: goes through more rows than one batch takes, and compacts`, async (t) => {
		const desk = await openDesk(t, engine);
		const long = Date.now() - 50 * DAY;
		for (let count = 0; count < 6; count += 1) {
			const payload = JSON.stringify({ text: 'x'.repeat(2000) });
			const rows = rowsOf(1, 200).map((row) => ({ ...row, payload }));
			await desk.database.stores.messages.insert(rows, long);
		}
		await desk
			.raw()('messages')
			.update({ state: 'done', settled_at: long + 1 });
		const last = await addMessage(desk.database.stores, { state: 'pending' });
		const run = await desk.run('prune', '--older-than', '30d', '--compact', '--json');
		t.is(run.code, 0, `stderr: ${run.stderr}`);
		const answer = JSON.parse(run.stdout) as {
			total: number;
			compacted: { bytesBefore?: number; bytesAfter?: number };
		};
		t.is(answer.total, 1200);
		t.deepEqual(await idsOf(desk), [last]);
		const { bytesBefore, bytesAfter } = answer.compacted;
		const isSmaller = (bytesAfter ?? 0) * 4 < (bytesBefore ?? 0);
		t.is(isSmaller, engine === 'sqlite', `${bytesBefore} to ${bytesAfter}`);
		const only = await desk.run('prune', '--compact');
		t.is(only.code, 0);
		t.regex(only.stdout, engine === 'sqlite' ? /^The database had .* now\.$/u : /rebuilt/u);
	});
}

test('refuses what is too young, with 1, and what is no age, with 2', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	const young = await desk.run('prune', '--older-than', '6d');
	t.deepEqual([young.code, young.stdout], [1, '']);
	t.regex(young.stderr, /younger than 7 days is never removed[^]*\(prune-too-young\)/u);
	for (const args of [
		[],
		['--older-than', 'soon'],
		['--older-than', '0d'],
		['--texts-only', '--compact'],
		['--compact', '--dry-run'],
		['--older-than', '90d', '--texts-only', '--dead-letters'],
	]) {
		const { code, stdout, stderr } = await desk.run('prune', ...args);
		t.deepEqual([code, stdout], [2, ''], `with ${args.join(' ')}`);
		t.regex(stderr, /^error: /u);
	}
});

test('makes no database where there is none', async (t) => {
	const cwd = await temporaryFolder(t);
	const { code, stderr } = await startProgram(t, ['prune', '--older-than', '90d'], { cwd }).exited;
	t.is(code, 1);
	t.regex(stderr, /There is no database at/u);
});

for (const engine of availableEngines()) {
	test(`${engine}: prunes beside a daemon that goes on accepting`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, { databaseUrl: url });
		const raw = openRaw(t, url);
		const long = Date.now() - 50 * DAY;
		const row = {
			...{ direction: 'inbound', workspace_id: 1, instance_id: '1', lane_id: 0, kind: 'event' },
			...{ source_id: '', part: 0, payload: '{"text":"old"}', state: 'skipped', attempts: 0 },
			...{ run_at: 0, accepted_at: long, settled_at: long },
		};
		for (let from = 0; from < 8000; from += 200) {
			const keys = Array.from({ length: 200 }, (_, n) => String(from + n));
			await raw('messages').insert(keys.map((event_key) => ({ ...row, event_key })));
		}
		const env = { DATABASE_URL: url };
		const pruning = startProgram(t, ['prune', '--older-than', '30d', '--json'], { env }).exited;
		const over = new AbortController();
		void pruning.finally(() => {
			over.abort();
		});
		const answers: { status: number; ms: number }[] = [];
		while (!over.signal.aborted || answers.length < 3)
			answers.push(await postWebhook(world, textWebhook('79001112233@c.us', 'Hello')));
		const { code, stdout, stderr } = await pruning;
		t.is(code, 0, `stderr: ${stderr}`);
		t.is((JSON.parse(stdout) as { total: number }).total, 8000);
		t.true(answers.every(({ status }) => status === 200));
		const slowest = Math.max(...answers.map(({ ms }) => ms));
		t.true(slowest < 1500, `the slowest of ${answers.length} webhooks took ${slowest} ms`);
		t.is((await raw('messages').where({ payload: '{"text":"old"}' }).pluck('id')).length, 0);
	});
}

test('a daemon with RETENTION_DAYS removes old rows by itself', async (t) => {
	const { url, database, raw } = await openTestStorage(t, 'sqlite');
	const settled = { state: 'done' } as const;
	for (const days of [50, 10]) {
		const id = await addMessage(database.stores, {}, Date.now() - days * DAY);
		await database.stores.messages.update(id, { ...settled, settledAt: Date.now() - days * DAY });
	}
	const env = { DATABASE_URL: url, DATA_DIR: await temporaryFolder(t), PORT: '0' };
	const daemon = startProgram(t, ['daemon'], { env: { ...env, RETENTION_DAYS: '30' } });
	await daemon.waitForLine(/^Listening on/u);
	const rows = raw();
	await waitFor(async () => (await rows('messages').pluck('id')).length === 1, {
		label: 'one row left',
	});
	daemon.kill('SIGTERM');
	t.is((await daemon.exited).code, 0);
	t.deepEqual(await rows('messages').pluck('id'), [2]);
	const wrong = startProgram(t, ['config'], { env: { RETENTION_DAYS: '3' } });
	t.is((await wrong.exited).code, 3);
});

test('tells what was removed also where the space can not be given back', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await old(desk, 40);
	// A reader who began before that keeps the journal from being emptied.
	const reader = new Database(desk.url.slice('sqlite:'.length), { readonly: true });
	reader.exec('BEGIN');
	reader.prepare('SELECT id FROM messages').all();
	const args = ['prune', '--older-than', '30d', '--compact', '--json'];
	const { code, stdout, stderr } = await desk.run(...args);
	reader.close();
	t.is(code, 6, `stderr: ${stderr}`);
	t.like(JSON.parse(stdout), { total: 1, compacted: null });
	t.regex(stderr, /partly-done.*not given back\. The journal/u);
	t.deepEqual(await idsOf(desk), []);
});
