import type { ExecutionContext } from 'ava';
import test from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import { GreenApiError, RocketChatError } from '../../../src/core/domain/errors.js';
import { alertRow } from '../../../src/core/ledger/owner-alerts.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { gate } from '../../support/ledger.js';
import { newInstance, newWorkspace, NOW } from '../../support/rows.js';
import { agentWebhook, connectClouds, textWebhook } from './both-clouds.js';

const MINUTE = 60_000;

async function prepare(t: ExecutionContext, engine: Engine, statePollMs = MINUTE) {
	const clouds = await connectClouds(t, engine, { statePollMs });
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

	test(`${engine}: a webhook that is repeated late keeps nobody's alerts back`, async (t) => {
		const { webhook, isTold, told, passes, database, clock } = await prepare(t, engine, 0);
		await passes(10_000);
		await webhook('notAuthorized', NOW + 1000);
		await isTold(1);
		await webhook('authorized', NOW + 2000);
		await isTold(2);
		await webhook('notAuthorized', NOW + 1000);
		await passes(20_000);
		const other = newInstance({ id: asInstanceId('7109999999'), createdAt: NOW });
		await database.stores.instances.insert(other);
		const blocked = { state: 'blocked', wid: '', at: clock.now() };
		await database.stores.instanceStates.report(other.id, blocked);
		await isTold(3);
		t.regex(told()[2]!, /7109999999/u);
	});

	test(`${engine}: a time that has not come yet does not freeze the state`, async (t) => {
		const { webhook, isState, database } = await prepare(t, engine);
		await webhook('blocked', NOW + 30 * 86_400_000);
		await isState('authorized');
		t.is((await database.stores.instanceStates.listUntold(9)).length, 0);
	});

	test(`${engine}: a workspace that does not answer keeps no other one's alerts back`, async (t) => {
		const { faults, isTold, told, receive, instance, database, ledger } = await prepare(t, engine);
		const { workspaces, instances, messages } = database.stores;
		const workspace = await workspaces.insert(newWorkspace());
		const other = newInstance({ workspaceId: workspace.id, createdAt: NOW });
		await instances.insert(other);
		const answer = gate();
		const tries: string[] = [];
		faults.show = (line) => {
			if (line.includes(other.id)) return Promise.resolve();
			tries.push(line);
			return answer.opened;
		};
		const instanceData = { idInstance: Number(instance.id) };
		for (const method of ['sendMessage', 'correspondents'])
			await receive({ typeWebhook: 'quotaExceeded', instanceData, quotaData: { method } });
		const about = { id: other.id, workspaceId: workspace.id };
		await messages.insert([alertRow({ ...about, key: [1], text: `About ${other.id}` })], NOW);
		await isTold(1);
		t.regex(told()[0]!, new RegExp(`About ${other.id}$`, 'u'));
		const stopped = ledger.stop(0);
		answer.open();
		await stopped;
		t.is(tries.length, 1, 'who stops begins nothing more');
	});

	test(`${engine}: who stops asks for no more states`, async (t) => {
		const { faults, ledger, database, clock } = await prepare(t, engine);
		for (let count = 0; count < 30; count += 1)
			await database.stores.instances.insert(newInstance({ createdAt: NOW }));
		const answer = gate();
		let asked = 0;
		faults.state = async () => {
			asked += 1;
			await answer.opened;
			return 'authorized';
		};
		await advanceUntil(clock, 1000, () => asked > 0);
		const stopped = ledger.stop(0);
		answer.open();
		await stopped;
		t.true(asked < 30);
	});
}
