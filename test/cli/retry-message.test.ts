import test from 'ava';
import type { LedgerMessage } from '../../src/core/domain/ledger.js';
import { availableEngines } from '../support/databases.js';
import { startProgram } from '../support/child.js';
import { rowsOf } from '../support/ledger.js';
import { NOW } from '../support/rows.js';
import { GIVEN_UP, openDesk, OTHER_CHAT, OTHER_INSTANCE } from './ledger-of-a-desk.js';
import type { Desk } from './ledger-of-a-desk.js';

async function rowOf({ database }: Desk, id: number): Promise<LedgerMessage> {
	return (await database.stores.messages.find(id))!;
}

async function statesOf(desk: Desk, ids: readonly number[]): Promise<string[]> {
	return Promise.all(ids.map(async (id) => (await rowOf(desk, id)).state));
}

for (const engine of availableEngines()) {
	test(`${engine}: revives a dead letter and wakes its lane, keeping its doubt`, async (t) => {
		const desk = await openDesk(t, engine);
		const { lanes } = desk.database.stores;
		const callStartedAt = Date.now() - 50_000;
		const id = await desk.bury({ change: { callStartedAt, attempts: 19 } });
		const before = await rowOf(desk, id);
		await lanes.release([before.laneId], Date.now() + 3_600_000, 'GREEN_API_QUOTA');
		const startedAt = Date.now();
		const { code, stdout, stderr } = await desk.run('retry-message', String(id));
		t.deepEqual(
			[code, stdout],
			[0, `Message ${id} is to be delivered again.`],
			`stderr: ${stderr}`,
		);
		const after = await rowOf(desk, id);
		const { runAt } = after;
		t.true(runAt >= startedAt && runAt <= Date.now());
		const fresh = { state: 'pending', attempts: 0, runAt, settledAt: null, note: null } as const;
		t.deepEqual(after, { ...before, ...fresh });
		t.deepEqual([after.callStartedAt, after.lastError], [callStartedAt, GIVEN_UP.lastError]);
		t.deepEqual(await lanes.listDue(Date.now(), 10), [before.laneId]);
	});

	test(`${engine}: refuses a row that is not dead, and an unknown one`, async (t) => {
		const desk = await openDesk(t, engine);
		const id = await desk.add({ change: { state: 'done' } });
		const alive = await desk.run('retry-message', String(id));
		t.deepEqual([alive.code, alive.stdout], [1, '']);
		t.regex(alive.stderr, new RegExp(`Message ${id} is no dead letter: it is done`, 'u'));
		t.is((await rowOf(desk, id)).state, 'done');
		const { laneId } = await rowOf(desk, id);
		t.deepEqual(await desk.database.stores.lanes.listDue(Date.now(), 10), [], `lane ${laneId}`);
		const unknown = await desk.run('retry-message', String(id + 1));
		t.deepEqual([unknown.code, unknown.stdout], [1, '']);
		t.regex(unknown.stderr, new RegExp(`There is no message ${id + 1}`, 'u'));
	});

	test(`${engine}: revives all dead letters of an instance, then all`, async (t) => {
		const desk = await openDesk(t, engine);
		const mine = [await desk.bury(), await desk.bury({ chat: OTHER_CHAT })];
		const other = await desk.bury({ instance: OTHER_INSTANCE });
		const ids = [...mine, other];
		const none = await desk.run('retry-message', '--all', '--instance', '1101000003');
		t.deepEqual([none.code, none.stdout], [0, '0 dead letters are to be delivered again.']);
		const one = await desk.run('retry-message', '--all', '--instance', OTHER_INSTANCE);
		t.is(one.stdout, '1 dead letter is to be delivered again.');
		t.deepEqual(await statesOf(desk, ids), ['dead', 'dead', 'pending']);
		const rest = await desk.run('retry-message', '--all', '--json');
		t.deepEqual(JSON.parse(rest.stdout), { version: 1, revived: 2 });
		t.deepEqual(await statesOf(desk, ids), ['pending', 'pending', 'pending']);
		t.is((await desk.database.stores.lanes.listDue(Date.now(), 10)).length, 3);
	});

	test(`${engine}: revives more dead letters than one transaction takes`, async (t) => {
		const desk = await openDesk(t, engine);
		const first = await desk.bury();
		const { laneId } = await rowOf(desk, first);
		const { messages } = desk.database.stores;
		for (let count = 0; count < 450; count += 150) await messages.insert(rowsOf(laneId, 150), NOW);
		await desk.raw()('messages').update({ state: 'dead' });
		const { stdout } = await desk.run('retry-message', '--all', '--json');
		t.deepEqual(JSON.parse(stdout), { version: 1, revived: 451 });
		const left: unknown[] = await desk.raw()('messages').whereNot({ state: 'pending' });
		t.deepEqual(left, []);
	});
}

for (const [what, args] of [
	['neither a message nor --all', []],
	['both a message and --all', ['1', '--all']],
	['an instance without --all', ['1', '--instance', '1101000001']],
	['something that is no number', ['first']],
	['the number 0', ['0']],
] as const) {
	test(`refuses ${what}, with 2`, async (t) => {
		const { code, stdout, stderr } = await startProgram(t, ['retry-message', ...args]).exited;
		t.deepEqual([code, stdout], [2, '']);
		t.regex(stderr, /^error: /u);
	});
}
