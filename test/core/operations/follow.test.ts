import test from 'ava';
import { systemClock } from '../../../src/core/clock.js';
import { createFollow } from '../../../src/core/operations/follow.js';
import type { FollowedStep, FollowInput } from '../../../src/core/operations/follow.js';
import { eventKey } from '../../../src/core/domain/event-key.js';
import { asChatId } from '../../../src/core/domain/ids.js';
import { openDesk } from '../../cli/ledger-of-a-desk.js';
import type { Desk } from '../../cli/ledger-of-a-desk.js';
import { availableEngines } from '../../support/databases.js';
import { killConnections } from '../../support/storage.js';
import { newChat, unique } from '../../support/rows.js';

const OPERATOR = { kind: 'operator', workspace: undefined } as const;

const follow = ({ database }: Desk, input: FollowInput = {}) =>
	createFollow({ database, clock: systemClock })(OPERATOR, input);

const told = (steps: readonly FollowedStep[]) => steps.map(({ step, row }) => `${step} ${row.id}`);

for (const engine of availableEngines()) {
	test(`${engine}: tells every step of a message once`, async (t) => {
		const desk = await openDesk(t, engine);
		const { messages } = desk.database.stores;
		const dead = await desk.bury();
		const waiting = await desk.add();
		const { next } = await follow(desk);
		t.deepEqual(await next(), []);
		const id = await desk.add();
		t.deepEqual(told(await next()), [`accepted ${id}`]);
		t.deepEqual(await next(), []);
		await messages.update(id, { attempts: 1, lastError: 'HTTP_TIMEOUT: late' });
		await messages.update(waiting, { state: 'skipped', settledAt: Date.now() });
		t.deepEqual(told(await next()).toSorted(), [`failed ${id}`, `skipped ${waiting}`]);
		await messages.complete(new Map([[id, 'BAE5']]), Date.now());
		t.deepEqual(told(await next()), [`delivered ${id}`]);
		const row = await messages.find(id);
		for (const receipt of ['sent', 'delivered', 'read'] as const) {
			await messages.raiseReceipt(row!.instanceId, 'BAE5', receipt, null);
			const [step, ...others] = await next();
			t.deepEqual([step?.step, step?.row.receipt, others], ['receipt', receipt, []]);
		}
		await messages.revive([dead], Date.now());
		t.deepEqual(told(await next()), [`retried ${dead}`]);
		await messages.update(dead, { state: 'dead', attempts: 1, settledAt: Date.now() });
		t.deepEqual(told(await next()), [`dead ${dead}`]);
		await messages.revive([dead], Date.now());
		await messages.complete(new Map([[dead, 'BAE6']]), Date.now());
		t.deepEqual(told(await next()).toSorted(), [`delivered ${dead}`, `retried ${dead}`]);
		t.deepEqual(await next(), []);
	});

	test(`${engine}: follows a customer by either of their ids`, async (t) => {
		const desk = await openDesk(t, engine);
		const { stores } = desk.database;
		const first = await desk.add({ direction: 'inbound' });
		const row = await stores.messages.find(first);
		const lane = await stores.lanes.find(row!.laneId);
		const { workspaceId, instanceId, chatId: holder } = lane!;
		const lid = asChatId('120650379300963@lid');
		const other = await stores.chats.insertOnce(newChat({ workspaceId, instanceId, chatId: lid }));
		await desk.database.transaction((inner) => inner.chats.join(other, holder));
		const { next } = await follow(desk, { chatId: lid });
		const id = await desk.add({ direction: 'inbound' });
		t.deepEqual(told(await next()), [`accepted ${id}`]);
	});

	test(`${engine}: begins with what was accepted since`, async (t) => {
		const desk = await openDesk(t, engine);
		const now = Date.now();
		const settledAt = now - 200_000;
		await desk.add({ acceptedAt: now - 900_000, change: { state: 'done', settledAt } });
		const done = await desk.add({
			acceptedAt: now - 300_000,
			change: { state: 'done', settledAt },
		});
		const open = await desk.add({ acceptedAt: now - 250_000, direction: 'inbound' });
		const { next } = await follow(desk, { since: now - 600_000, withText: true });
		const steps = await next();
		t.deepEqual(told(steps), [`accepted ${done}`, `accepted ${open}`, `delivered ${done}`]);
		t.regex(steps[0]?.text ?? '', /\S/u);
		t.deepEqual(await next(), []);
		const inbound = await follow(desk, { since: now - 600_000, direction: 'inbound' });
		t.deepEqual(told(await inbound.next()), [`accepted ${open}`]);
		const delivered = await follow(desk, { since: now - 600_000, state: 'done' });
		t.deepEqual(told(await delivered.next()), [`delivered ${done}`]);
	});

	test(`${engine}: a row with a lower id that is committed later is told, too`, async (t) => {
		const desk = await openDesk(t, engine);
		const first = await desk.add();
		const raw = desk.raw();
		const { next } = await follow(desk);
		await next();
		const [row] = (await raw('messages').where({ id: first })) as Record<string, unknown>[];
		const copy = (id: number) => ({ ...row, id, event_key: eventKey(['copy', unique()]) });
		await raw('messages').insert(copy(first + 3));
		t.deepEqual(told(await next()), [`accepted ${first + 3}`]);
		await raw('messages').insert(copy(first + 1));
		t.deepEqual(told(await next()), [`accepted ${first + 1}`]);
		await raw('messages').insert([copy(first + 2), copy(first + 4)]);
		t.deepEqual(told(await next()).toSorted(), [`accepted ${first + 2}`, `accepted ${first + 4}`]);
		t.deepEqual(await next(), []);
		await raw('messages')
			.where({ id: first + 4 })
			.delete();
		t.deepEqual(await next(), []);
	});

	test(`${engine}: loses nothing while the database is away`, async (t) => {
		const desk = await openDesk(t, engine);
		const { next } = await follow(desk);
		await next();
		if (engine === 'mysql') await killConnections(desk.raw());
		else await desk.raw().schema.renameTable('messages', 'away');
		const missed = await next().catch((error: unknown) => error);
		t.true(engine === 'mysql' || missed instanceof Error);
		if (engine === 'sqlite') await desk.raw().schema.renameTable('away', 'messages');
		const id = await desk.add().catch(() => desk.add());
		const steps = await next().catch(() => next());
		t.deepEqual(told(steps), [`accepted ${id}`]);
	});
}
