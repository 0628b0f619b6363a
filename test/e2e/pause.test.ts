import test from 'ava';
import { startProgram } from '../support/child.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import { openRaw } from '../support/storage.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const CHAT = '79001112233@c.us';

for (const engine of availableEngines()) {
	test(`${engine}: a paused instance keeps both directions, across a restart, and loses no order`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const world = await startWorld(t, { databaseUrl: url });
		const { greenApi, rocketChat, idInstance } = world.stage;
		const raw = openRaw(t, url);
		const env = { DATABASE_URL: url, DATA_DIR: await temporaryFolder(t) };
		const run = (...args: string[]) => startProgram(t, args, { env }).exited;
		const customer = (text: string) =>
			greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text });
		const kept = (count: number) =>
			waitFor(
				async () => {
					const rows: unknown[] = await raw('messages').where({ state: 'pending' });
					return rows.length === count;
				},
				// Who called while the daemon was down calls again after a while.
				{ timeoutMs: 60_000, label: `${count} messages to be kept` },
			);
		const shown = (rid: string) =>
			rocketChat
				.messages(rid)
				.map(({ text }) => text)
				.filter((text) => /^(in|out) /u.test(text));
		const sent = () => greenApi.instance(idInstance).sent.map(({ text }) => text);

		customer('in 1');
		const { rid } = await waitFor(() => rocketChat.rooms[0], { label: 'a room' });
		await waitFor(() => shown(rid).length === 1, { label: 'the first message' });
		const paused = await run('pause-instance', idInstance, '--reason', 'new phone');
		t.is(paused.code, 0, `stderr: ${paused.stderr}`);
		// A running daemon obeys within a second.
		await new Promise((resolve) => setTimeout(resolve, 1000));
		customer('in 2');
		rocketChat.agentSays(rid, { username: 'jane', text: 'out 1' });
		await kept(2);
		const aside = async () =>
			(await raw<{ wait: string }>('lanes').where({ wait: 'paused' })).length;
		await waitFor(async () => (await aside()) === 2, { label: 'both lanes to be put aside' });
		await world.crash();
		customer('in 3');
		rocketChat.agentSays(rid, { username: 'jane', text: 'out 2' });
		await kept(4);
		const traced = await run('trace', CHAT);
		t.is(
			traced.stdout.match(/waits .*pause, since .*\(new phone\)/gu)?.length,
			4,
			`stdout: ${traced.stdout}`,
		);
		t.deepEqual([sent(), shown(rid)], [[], ['in 1', 'out 1', 'out 2']]);

		const waiting = await run(
			...['list-messages', '--instance', idInstance, '--direction', 'out', '--json'],
		);
		const { items } = JSON.parse(waiting.stdout) as { items: { id: number; isPaused: boolean }[] };
		t.deepEqual(
			items.map(({ isPaused }) => isPaused),
			[true, true],
		);
		const dropped = await run('drop-message', String(items[1]!.id), '--yes');
		t.is(dropped.code, 0, `stderr: ${dropped.stderr}`);
		t.is((await run('resume-instance', idInstance)).code, 0);
		await waitFor(() => sent().length === 1 && shown(rid).length === 5, {
			timeoutMs: 10_000,
			label: 'what was kept',
		});
		t.deepEqual(sent(), ['out 1']);
		t.deepEqual(
			shown(rid).filter((text) => text.startsWith('in')),
			['in 1', 'in 2', 'in 3'],
		);
		await kept(0);
		t.true(
			rocketChat.messages(rid).some(({ text }) => text.includes('took it out of the queue')),
			'the agent is told of what was given up',
		);
		const rows = await raw<{ state: string; attempts: number }>('messages');
		t.deepEqual([...new Set(rows.map(({ state, attempts }) => `${state} ${attempts}`))].sort(), [
			'done 0',
			'skipped 0',
		]);
	});
}
