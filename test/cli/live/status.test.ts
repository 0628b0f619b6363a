import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { cut, screenOf } from '../../../src/cli/commands/live/full-screen.js';
import { barsOf, sumsOf } from '../../../src/cli/commands/live/status/chart.js';
import { startProgram } from '../../support/child.js';
import { availableEngines, createTestDatabase } from '../../support/databases.js';
import { repositoryRoot } from '../../support/repository.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { hasTerminals, startAtTerminal } from '../../support/terminal.js';
import { startWorld } from '../../support/world.js';
import { openDesk, OTHER_CHAT } from '../ledger-of-a-desk.js';
import type { Desk } from '../ledger-of-a-desk.js';

const atTerminal = hasTerminals() ? test : test.skip;

type Status = {
	readonly daemon: { isUp: boolean; version: string | null };
	readonly traffic: { inbound: (number | null)[]; outbound: (number | null)[]; retried: number };
	readonly waiting: Record<string, { count: number; oldest: number | null; reason: string | null }>;
	readonly held: { reason: string; count: number }[];
	readonly parked: number;
	readonly dead: { lastHour: number; lastDay: number };
	readonly instances: { instance: string; phone: string }[];
};

const sum = (counts: readonly (number | null)[]) =>
	counts.reduce<number>((all, count) => all + (count ?? 0), 0);

/** Something of everything. */
async function fill(desk: Desk): Promise<{ waiting: number }> {
	const now = Date.now();
	const done = { state: 'done', settledAt: now } as const;
	const arrived = (minutes: number) =>
		desk.add({ direction: 'inbound', acceptedAt: now - minutes * 60_000, change: done });
	// In the order of time, as in life: that is how the newest are found.
	await desk.bury({ acceptedAt: now - 5 * 3_600_000, chat: OTHER_CHAT });
	for (const minutes of [90, 59, 20, 20, 20]) await arrived(minutes);
	await desk.bury({ acceptedAt: now - 600_000, chat: OTHER_CHAT });
	const waiting = await desk.add({ acceptedAt: now - 300_000 });
	await arrived(5);
	await desk.add({ acceptedAt: now - 120_000, change: { ...done, attempts: 2 } });
	await desk.add({ direction: 'inbound', kind: 'edit', change: { state: 'waiting' } });
	for (const minutes of [1, 1]) await arrived(minutes);
	await desk.add();
	const row = await desk.database.stores.messages.find(waiting);
	await desk.database.stores.lanes.release([row!.laneId], now + 600_000, 'GREEN_API_QUOTA');
	return { waiting };
}

for (const engine of availableEngines()) {
	test(`${engine}: says what is connected, what crosses, what waits and what failed`, async (t) => {
		const desk = await openDesk(t, engine);
		const { waiting } = await fill(desk);
		const { code, stdout, stderr } = await desk.run('status', '--json');
		t.is(code, 0, `stderr: ${stderr}`);
		const status = JSON.parse(stdout) as Status;
		t.false(status.daemon.isUp);
		t.is(status.traffic.inbound.length, 60);
		// With the edit that waits; without what came before the hour.
		t.true([7, 8].includes(sum(status.traffic.inbound)));
		t.is(sum(status.traffic.outbound), 4);
		// Not the dead letter that was given up at its first attempt.
		t.is(status.traffic.retried, 1);
		t.like(status.waiting['outbound'], { count: 2, oldest: waiting, reason: 'GREEN_API_QUOTA' });
		t.is(status.waiting['inbound']?.count, 0);
		t.deepEqual(status.held, [{ reason: 'GREEN_API_QUOTA', count: 1 }]);
		t.is(status.parked, 1);
		t.deepEqual(status.dead, { lastHour: 1, lastDay: 2 });
		t.is(status.instances.length, 2);
		const text = await desk.run('status', '--workspace', `${desk.workspaceUrl}/`);
		t.regex(text.stdout, /to WhatsApp {5}2, for 5 min message \d+: GREEN_API_QUOTA/u);
		t.regex(text.stdout, /given up {8}1 in the last hour, 2 in 24 hours/u);
		t.true(text.stdout.split('\n').every((line) => line.length <= 110));
		const russian = await desk.run('--lang', 'ru', 'status');
		t.regex(russian.stdout, /Ожидают доставки/u);
	});

	test(`${engine}: sees the daemon, and what crosses, again and again`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, { databaseUrl: url });
		const cwd = await temporaryFolder(t);
		const args = ['status', '--json', '--watch', '0.5'];
		const program = startProgram(t, args, { cwd, env: world.env });
		const first = JSON.parse(await program.waitForLine(/"isUp":true/u)) as Status;
		t.regex(first.daemon.version ?? '', /^\d+\./u);
		const { greenApi, idInstance } = world.stage;
		greenApi.customerWrites(idInstance, { chatId: '79001112233@c.us', text: 'Hello' });
		await program.waitForLine(/"inbound":\[[0,]*1/u);
		program.kill('SIGINT');
		const { code, stdout } = await program.exited;
		t.is(code, 0);
		t.true(stdout.split('\n').length >= 2);
	});
}

test('refuses what it can’t do, and says what to do', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	const noTerminal = await desk.run('status', '--watch');
	t.is(noTerminal.code, 2);
	t.regex(noTerminal.stderr, /--json[^]*terminal-needed/u);
	t.is((await desk.run('status', '--watch', 'often')).code, 2);
	t.is((await desk.run('status', '--workspace', 'https://no.example.org')).code, 1);
	const cwd = await temporaryFolder(t);
	const { code, stdout } = await startProgram(t, ['status'], { cwd }).exited;
	t.deepEqual([code, stdout], [1, '']);
});

atTerminal('redraws a screen of its own until q, and leaves the terminal as it was', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	await fill(desk);
	const env = { DATABASE_URL: desk.url, COLUMNS: '80' };
	const cwd = await temporaryFolder(t);
	const place = { cwd, env };
	const watch = startAtTerminal(t, ['status', '--watch', '0.5'], place);
	await watch.type('Failures', '');
	const before = watch.screen().length;
	await watch.type('Failures', 'q');
	t.is(await watch.exited, 0);
	t.true(watch.screen().length > before, 'it was drawn again');
	t.true(watch.raw().trimStart().startsWith('\u001b[?1049h'));
	t.true(watch.raw().endsWith('\u001b[?25h\u001b[?1049l'));
	const interrupted = startAtTerminal(t, ['status', '--watch'], place);
	await interrupted.type('Failures', '\u0003');
	t.is(await interrupted.exited, 0);
	const once = startAtTerminal(t, ['status'], place);
	t.is(await once.exited, 0);
	const lines = once.screen().trimEnd().split(/\r?\n/u);
	t.true(lines.length <= 24 && lines.every((line) => line.length <= 80), once.screen());
	keepScreen(lines);
});

/** `UPDATE_EXPECTATIONS=1` writes what people can read; otherwise only its headings are compared. */
function keepScreen(lines: readonly string[]): void {
	const path = join(repositoryRoot, 'docs', 'screens', 'status.txt');
	if (process.env['UPDATE_EXPECTATIONS'] === '1')
		writeFileSync(path, `$ greenapi-rc status\n\n${lines.join('\n')}\n`);
	const kept = readFileSync(path, 'utf8');
	for (const head of lines.filter((line) => /^\p{L}/u.test(line)).slice(1))
		if (!kept.includes(`\n${head}\n`)) throw new Error(`${path} has no line ${head}`);
}

test('draws counts as bars, and tells little from nothing', (t) => {
	t.is(barsOf([0, 1, 50, 100], 1, 100), ' ▁▄█');
	t.is(barsOf([1, 1, 2, 2], 2, 4), '▄█');
	t.is(barsOf([null, 0], 1, 0), '· ');
	t.deepEqual(sumsOf([1, 2, null, 4], 2), [3, null]);
});

test('a line that is too long is cut, its colours are not', (t) => {
	t.is(cut('\u001b[31mabcdef\u001b[39m', 3), '\u001b[31mabc\u001b[39m\u001b[0m');
	t.is(cut('\u001b[31mabc\u001b[39m', 3), '\u001b[31mabc\u001b[39m');
	const drawn = screenOf(['one', 'two', 'three'], { columns: 2, rows: 2 });
	t.is(drawn, '\u001b[Hon\u001b[0m\u001b[K\r\ntw\u001b[0m\u001b[K\u001b[J');
});

atTerminal('paints nothing on a terminal that could not obey', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	const place = { cwd: await temporaryFolder(t), env: { DATABASE_URL: desk.url, TERM: 'dumb' } };
	const status = startAtTerminal(t, ['status'], place);
	t.is(await status.exited, 0);
	t.regex(status.raw(), /Failures/u);
	t.false(status.raw().includes('\u001b'));
});
