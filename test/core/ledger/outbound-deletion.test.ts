import test from 'ava';
import { GreenApiError } from '../../../src/core/domain/errors.js';
import { asWaMessageId } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { openDesk, refusalOf } from './agent-desk.js';

const HOUR = 3_600_000;
const NOT_REGISTERED = { agent: { _id: 'bob', username: 'bob', name: 'Bob' } };

for (const engine of availableEngines()) {
	test(`${engine}: everything of a deleted message is taken back, once`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'long '.repeat(5000));
		await desk.settled('R1', 'message', 2);
		t.like(await desk.deletes('R1'), { accepted: 1, repeated: 0 });
		t.like(await desk.deletes('R1'), { accepted: 0, repeated: 1, answer: { status: 'ok' } });
		t.is((await desk.settled('R1', 'deletion'))[0]!.state, 'done');
		t.deepEqual(desk.changed, ['delete wa-1', 'delete wa-2']);
	});

	test(`${engine}: the customer's messages and unknown ones are left alone`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'Hello');
		await desk.settled('R1', 'message');
		const [shown] = await waitFor(async () => {
			const found = await desk.rows('A1');
			return found[0]?.state === 'done' ? found : undefined;
		});
		t.like(await desk.deletes(shown!.targetId!), { answer: { status: 'ok' }, accepted: 0 });
		t.like(await desk.deletes(shown!.targetId!, NOT_REGISTERED), { answer: { status: 'ok' } });
		await desk.deletes('unknown');
		t.is((await desk.settled('unknown', 'deletion'))[0]!.state, 'skipped');
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: a message that had to wait and was deleted meanwhile is not sent`, async (t) => {
		const desk = await openDesk(t, engine);
		await desk.says('R1', 'One');
		await desk.says('R2', 'Two');
		await desk.deletes('R1');
		desk.clock.advance(11_000);
		desk.ledger.start();
		const [row] = await desk.settled('R1', 'message');
		t.is(row!.state, 'skipped');
		t.regex(row!.note!, /taken back/u);
		t.is((await desk.settled('R1', 'deletion'))[0]!.state, 'skipped');
		t.like(desk.sent, [{ text: 'Two' }]);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: a message that comes late, after its deletion, is not sent`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.deletes('R1');
		await desk.settled('R1', 'deletion');
		const ts = new Date(desk.clock.now() - 20_000).toISOString();
		await desk.says('R1', 'One', { ts });
		t.is((await desk.settled('R1', 'message'))[0]!.state, 'skipped');
		t.deepEqual(desk.sent, []);
	});

	for (const hasArrived of [true, false]) {
		const outcome = hasArrived ? 'arrived is taken back' : 'did not arrive is not repeated';
		test(`${engine}: a deleted message whose send was in doubt and ${outcome}`, async (t) => {
			const desk = await openDesk(t, engine);
			desk.ledger.start();
			let tries = 0;
			desk.faults.send = () => {
				tries += 1;
				return Promise.reject(broken());
			};
			const { chatId } = (await desk.database.stores.chats.find(1))!;
			const arrived = { messageId: asWaMessageId('wa-9'), chatId, text: 'One' };
			if (hasArrived) desk.journal.push({ ...arrived, fileName: undefined, sentAt: undefined });
			await desk.says('R1', 'One');
			await desk.edits('R1', 'Two', '2026-11-22T14:01:00.000Z');
			await desk.deletes('R1');
			await advanceUntil(desk.clock, 1000, async () =>
				(await desk.rows('R1')).every(({ state }) => state !== 'pending'),
			);
			const states = (await desk.rows('R1')).map(({ kind, state }) => `${kind} ${state}`);
			const end = hasArrived ? 'done' : 'skipped';
			t.deepEqual(states, [`message ${end}`, 'edit skipped', `deletion ${end}`]);
			t.deepEqual(desk.changed, hasArrived ? ['delete wa-9'] : []);
			t.is(tries, 1);
		});
	}

	test(`${engine}: after 72 hours the agent is told at once, the unregistered one always`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.settled('R1', 'message');
		t.regex(refusalOf(await desk.deletes('R1', NOT_REGISTERED)), /not registered/u);
		desk.clock.advance(73 * HOUR);
		t.regex(refusalOf(await desk.deletes('R1')), /72 hours/u);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: a deletion that had to wait for too long is told in the room`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.settled('R1', 'message');
		desk.faults.change = () => Promise.reject(new GreenApiError('no phone', wait));
		await desk.deletes('R1');
		await advanceUntil(desk.clock, HOUR, async () =>
			(await desk.rows('R1')).some(({ kind, state }) => kind === 'deletion' && state === 'skipped'),
		);
		t.regex((await desk.notices(1))[0]!, /not deleted in WhatsApp.*72 hours/u);
	});
}

const wait = { code: 'GREEN_API_NOT_AUTHORIZED', help: 'Wait.', disposition: 'wait' } as const;
const broken = () =>
	new GreenApiError('broken off', {
		...{ code: 'GREEN_API_FAILED', help: 'Wait.', disposition: 'retry', certain: false },
	});
