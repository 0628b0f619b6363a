import test from 'ava';
import type { LedgerMessage } from '../../src/core/domain/ledger.js';
import { startProgram } from '../support/child.js';
import { availableEngines } from '../support/databases.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { CHAT, INSTANCE, openDesk, OTHER_INSTANCE } from './ledger-of-a-desk.js';
import type { Desk } from './ledger-of-a-desk.js';

async function rowOf({ database }: Desk, id: number): Promise<LedgerMessage> {
	return (await database.stores.messages.find(id))!;
}

async function noticesOf(desk: Desk): Promise<string[]> {
	const rows = await desk
		.raw()<{ kind: string; payload: string }>('messages')
		.where({ kind: 'notice' });
	return rows.map(({ payload }) => (JSON.parse(payload) as { text: string }).text);
}

for (const engine of availableEngines()) {
	test(`${engine}: gives up the message that holds its lane back, and tells the agent`, async (t) => {
		const desk = await openDesk(t, engine);
		const { lanes } = desk.database.stores;
		const [head, next] = [await desk.add(), await desk.add({ sourceId: 'rc-2' })];
		const { laneId } = await rowOf(desk, head);
		await lanes.release([laneId], Date.now() + 3_600_000, 'GREEN_API_QUOTA');
		const behind = await desk.run('drop-message', String(next), '--yes', '--json');
		t.deepEqual(JSON.parse(behind.stdout), {
			...{ version: 1, dropped: 1, mayHaveArrived: false, isAgentTold: true },
		});
		t.notDeepEqual(await lanes.listDue(Date.now(), 10), [laneId], 'the first one goes on waiting');
		const { code, stdout, stderr } = await desk.run(
			...['drop-message', String(head), '--reason', 'sent by phone', '--yes'],
		);
		t.deepEqual([code, stdout], [0, `Message ${head} is given up.`], `stderr: ${stderr}`);
		const row = await rowOf(desk, head);
		t.is(row.state, 'skipped');
		t.regex(row.note ?? '', /^dropped by .+: sent by phone$/u);
		t.true((await lanes.listDue(Date.now(), 10)).includes(laneId), 'the lane goes on');
		const traced = await desk.run('trace', String(head));
		t.regex(traced.stdout, /skipped/u);
		t.regex(traced.stdout, /^ {2}note +dropped by .+: sent by phone$/mu);
		const notices = await noticesOf(desk);
		t.is(notices.length, 2);
		t.regex(notices[0]!, /not delivered to WhatsApp.*operator took it out of the queue/u);
	});

	test(`${engine}: says nothing to anybody of a customer’s message or a dead letter`, async (t) => {
		const desk = await openDesk(t, engine);
		const ids = [
			await desk.add({ direction: 'inbound' }),
			await desk.bury(),
			await desk.add({ kind: 'edit', direction: 'inbound', change: { state: 'waiting' } }),
		];
		for (const id of ids) {
			const { code, stderr } = await desk.run('drop-message', String(id), '--yes');
			t.is(code, 0, `stderr: ${stderr}`);
			t.is((await rowOf(desk, id)).state, 'skipped');
		}
		t.deepEqual(await noticesOf(desk), []);
	});

	test(`${engine}: what may have arrived is said to have`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = await desk.add({ change: { callStartedAt: Date.now() - 5000, lastError: 'X: y' } });
		const { stdout } = await desk.run('drop-message', String(id), '--yes', '--json');
		t.like(JSON.parse(stdout), { mayHaveArrived: true, isAgentTold: true });
		t.regex((await noticesOf(desk))[0]!, /may have reached the customer all the same/u);
		t.regex((await desk.run('trace', String(id))).stdout, /in doubt .*it may have arrived/u);
	});

	test(`${engine}: leaves what a worker holds to it, and takes what a dead one held`, async (t) => {
		const desk = await openDesk(t, engine);
		const { lanes } = desk.database.stores;
		const id = await desk.add();
		const { laneId } = await rowOf(desk, id);
		const now = Date.now();
		await lanes.claim([laneId], 'worker', now, now + 600_000);
		const held = await desk.run('drop-message', String(id), '--yes');
		t.deepEqual([held.code, held.stdout], [1, '']);
		t.regex(held.stderr, /is being delivered at this moment.*\(message-under-way\)$/su);
		t.is((await rowOf(desk, id)).state, 'pending');
		await lanes.renew([laneId], 'worker', now - 1);
		const taken = await desk.run('drop-message', String(id), '--yes');
		t.is(taken.code, 0, `stderr: ${taken.stderr}`);
		t.not(
			(await lanes.fences([laneId], 'worker')).get(laneId),
			1,
			'its late settle changes nothing',
		);
	});

	test(`${engine}: refuses what is settled or unknown; gives up all dead letters of an instance`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = await desk.add({ change: { state: 'done' } });
		const settled = await desk.run('drop-message', String(id), '--yes');
		t.regex(settled.stderr, /it is done.*\(message-settled\)$/su);
		const unknown = await desk.run('drop-message', '999', '--yes');
		t.deepEqual([unknown.code, unknown.stdout], [1, '']);
		t.regex(unknown.stderr, /list-messages --state pending[^]*\(message-not-found\)$/u);
		const [mine, other] = [await desk.bury(), await desk.bury({ instance: OTHER_INSTANCE })];
		const all = await desk.run('drop-message', '--all', '--instance', INSTANCE, '--yes');
		t.is(all.stdout, '1 dead letter is given up.');
		t.deepEqual(
			[(await rowOf(desk, mine)).state, (await rowOf(desk, other)).state],
			['skipped', 'dead'],
		);
		const rest = await desk.run('drop-message', '--all', '--yes', '--json');
		t.deepEqual(JSON.parse(rest.stdout), { version: 1, dropped: 1 });
		t.is((await desk.run('list-messages', '--chat', CHAT, '--state', 'dead')).stdout, '');
	});
}

test('asks nobody where there is no terminal', async (t) => {
	const desk = await openDesk(t, 'sqlite');
	const id = await desk.add();
	const { code, stdout, stderr } = await desk.run('drop-message', String(id));
	t.deepEqual([code, stdout], [2, '']);
	t.regex(stderr, /--yes is missing/u);
	t.is((await rowOf(desk, id)).state, 'pending');
});

test('says that there is no database', async (t) => {
	const env = { DATA_DIR: await temporaryFolder(t) };
	const { code, stderr } = await startProgram(t, ['drop-message', '1', '--yes'], { env }).exited;
	t.is(code, 1);
	t.regex(stderr, /STORAGE_/u);
});

for (const args of [[], ['1', '--all'], ['1', '--instance', INSTANCE], ['first']]) {
	test(`refuses “${args.join(' ')}”, with 2`, async (t) => {
		const { code, stdout, stderr } = await startProgram(t, ['drop-message', ...args]).exited;
		t.deepEqual([code, stdout], [2, '']);
		t.regex(stderr, /^error: /u);
	});
}
