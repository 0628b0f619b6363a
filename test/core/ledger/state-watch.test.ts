import type { ExecutionContext } from 'ava';
import test from 'ava';
import { GreenApiError, RocketChatError } from '../../../src/core/domain/errors.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { NOW } from '../../support/rows.js';
import { agentWebhook, connectClouds, textWebhook } from './both-clouds.js';

const MINUTE = 60_000;

async function prepare(t: ExecutionContext, engine: Engine) {
	const clouds = await connectClouds(t, engine, { statePollMs: MINUTE });
	const { clock, shown, instance, database } = clouds;
	let state = 'authorized';
	clouds.faults.state = () => Promise.resolve(state);
	clouds.ledger.start();
	const told = () => shown.filter((line) => line.startsWith('tell '));
	return {
		...clouds,
		told,
		becomes(next: string) {
			state = next;
		},
		webhook: (stateInstance: string, at = clock.now()) =>
			clouds.receive({
				typeWebhook: 'stateInstanceChanged',
				instanceData: { idInstance: Number(instance.id), wid: '' },
				timestamp: Math.floor(at / 1000),
				stateInstance,
			}),
		isTold: (count: number) =>
			advanceUntil(clock, 1000, () => told().length >= count, { label: `${count} alerts` }),
		isState: (wanted: string) =>
			advanceUntil(clock, 1000, async () => {
				return (await database.stores.instances.find(instance.id))?.state === wanted;
			}),
		/** Long enough for everything that could be told. */
		async passes(ms: number) {
			const end = clock.now() + ms;
			await advanceUntil(clock, 5000, () => clock.now() >= end);
		},
	};
}

for (const engine of availableEngines()) {
	test(`${engine}: a webhook and the look tell the owner of one change once`, async (t) => {
		const { webhook, becomes, isTold, told, passes, instance } = await prepare(t, engine);
		becomes('notAuthorized');
		await webhook('notAuthorized');
		await webhook('notAuthorized');
		await isTold(1);
		await passes(3 * MINUTE);
		t.is(told().length, 1);
		t.regex(told()[0]!, new RegExp(`^tell jane .*${instance.id} is not connected.*QR code`, 'u'));
		becomes('authorized');
		await isTold(2);
		t.regex(told()[1]!, /^tell jane .*is connected/u);
	});

	test(`${engine}: a change whose webhook was lost is found by the look`, async (t) => {
		const { becomes, isTold, told, isState } = await prepare(t, engine);
		becomes('yellowCard');
		await isState('suspended');
		await isTold(1);
		t.regex(told()[0]!, /limits the number.*24 hours/u);
	});

	test(`${engine}: a restart of an instance is nobody's trouble`, async (t) => {
		const { webhook, becomes, told, passes, isState } = await prepare(t, engine);
		becomes('starting');
		await webhook('starting');
		await isState('starting');
		await passes(2 * MINUTE);
		becomes('authorized');
		await webhook('authorized');
		await passes(2 * MINUTE);
		t.deepEqual(told(), []);
		becomes('starting');
		await passes(13 * MINUTE);
		t.is(told().length, 1);
		t.regex(told()[0]!, /more than ten minutes/u);
	});

	test(`${engine}: a webhook that comes late does not turn the state back`, async (t) => {
		const { webhook, isState, database, instance } = await prepare(t, engine);
		await webhook('notAuthorized', NOW + 10_000);
		await isState('notAuthorized');
		await webhook('authorized', NOW - 60_000);
		t.is((await database.stores.instances.find(instance.id))?.state, 'notAuthorized');
	});

	test(`${engine}: GREEN-API out of reach says nothing of the state, its refusal does`, async (t) => {
		const { faults, told, isTold, passes, database, instance } = await prepare(t, engine);
		const failure = (code: string) => new GreenApiError('refused', { code, help: 'Look.' });
		faults.state = () => Promise.reject(failure('GREEN_API_FAILED'));
		await passes(3 * MINUTE);
		t.deepEqual(told(), []);
		t.is((await database.stores.instances.find(instance.id))?.state, 'authorized');
		faults.state = () => Promise.reject(failure('GREEN_API_TOKEN_REFUSED'));
		await isTold(1);
		t.regex(told()[0]!, /refuses the token.*apiTokenInstance/u);
	});

	test(`${engine}: an alert waits while Rocket.Chat is down, and comes once`, async (t) => {
		const { webhook, becomes, faults, told, isTold, clock, passes } = await prepare(t, engine);
		let tries = 0;
		faults.show = () => {
			tries += 1;
			const down = { code: 'TEST', help: 'Wait.', disposition: 'retry' } as const;
			return Promise.reject(new RocketChatError('down', down));
		};
		becomes('blocked');
		await webhook('blocked');
		await advanceUntil(clock, 1000, () => tries >= 3);
		delete faults.show;
		await isTold(1);
		await passes(2 * MINUTE);
		t.is(told().length, 1);
		t.regex(told()[0]!, /blocked the number/u);
	});

	test(`${engine}: in no state inbound messages stop, and outbound ones go on when it is over`, async (t) => {
		const { webhook, becomes, receive, write, faults, clock, ...clouds } = await prepare(t, engine);
		const { instance, shown, sent, database } = clouds;
		const wait = { code: 'GREEN_API_NOT_AUTHORIZED', help: 'Scan.', disposition: 'wait' } as const;
		const retryAt = clock.now() + 3_600_000;
		faults.send = () => Promise.reject(new GreenApiError('no phone', { ...wait, retryAt }));
		for (const state of ['notAuthorized', 'blocked', 'suspended']) {
			becomes(state);
			await webhook(state);
			await receive(textWebhook(instance, `in-${state}`, `Hello ${state}`));
			await advanceUntil(clock, 100, () => shown.some((line) => line.endsWith(`Hello ${state}`)));
		}
		const { visitorToken } = (await database.stores.chats.find(1))!;
		await write(agentWebhook(visitorToken, 'R1', 'Answer'));
		await advanceUntil(clock, 100, async () => (await clouds.rows('R1'))[0]?.lastError != null);
		delete faults.send;
		becomes('authorized');
		await webhook('authorized');
		await advanceUntil(clock, 1000, () => sent.length === 1);
		t.true(clock.now() < retryAt, 'it need not wait for its retry');
	});

	test(`${engine}: the tariff is told once a day, a block in the customer's room`, async (t) => {
		const { receive, instance, clock, told, isTold, passes, shown } = await prepare(t, engine);
		const instanceData = { idInstance: Number(instance.id) };
		const quotaData = { method: 'correspondents', used: 3, total: 3, status: 'QUOTE_EXCEEDED' };
		for (const timestamp of [1, 2, 3].map((second) => NOW / 1000 + second))
			await receive({ typeWebhook: 'quotaExceeded', instanceData, quotaData, timestamp });
		await isTold(1);
		t.regex(told()[0]!, /^tell jane .*correspondents: 3 \/ 3/u);
		const block = (chatState: string, timestamp: number) => ({
			...{ typeWebhook: 'incomingBlock', instanceData, chatId: '79001112233@c.us' },
			...{ chatState, timestamp },
		});
		await receive(block('blocked', 1));
		await receive(textWebhook(instance, 'A1', 'Hello'));
		await advanceUntil(clock, 100, () => shown.some((line) => line.endsWith('Hello')));
		await receive(block('blocked', 2));
		await receive(block('blocked', 2));
		await receive(block('unblocked', 3));
		await advanceUntil(clock, 100, () => shown.some((line) => /^notice .*no longer/u.test(line)));
		await passes(MINUTE);
		t.is(shown.filter((line) => /^notice .*has blocked your number/u.test(line)).length, 1);
		t.is(told().length, 1);
	});
}
