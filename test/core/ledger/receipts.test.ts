import type { ExecutionContext } from 'ava';
import test from 'ava';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import type { WhatsAppReceipt } from '../../../src/core/green-api/events.js';
import { parseGreenApiWebhook } from '../../../src/core/green-api/webhook.js';
import { createReceipts } from '../../../src/core/ledger/receipts.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { gate } from '../../support/ledger.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook, connectClouds, receiptWebhook, textWebhook } from './both-clouds.js';
import type { BothClouds } from './both-clouds.js';

/** Clouds in which a customer has written, so that an agent can answer. */
async function prepare(t: ExecutionContext, engine: Engine) {
	const clouds = await connectClouds(t, engine);
	await clouds.receive(textWebhook(clouds.instance, 'A1', 'Hello'));
	const chat = await clouds.database.stores.chats.find(1);
	const answer = (id: string, text = 'Yes') =>
		clouds.write(agentWebhook(chat!.visitorToken, id, text));
	return { ...clouds, answer };
}

async function rowOf(
	clouds: BothClouds,
	sourceId: string,
	isReady: (row: LedgerMessage) => boolean,
) {
	return waitFor(
		async () => {
			const row = (await clouds.rows(sourceId)).find(({ direction }) => direction === 'outbound');
			return row !== undefined && isReady(row) ? row : undefined;
		},
		{ label: `the row of ${sourceId}` },
	);
}

const isDone = ({ state }: LedgerMessage) => state === 'done';

const unexpected = () => Promise.reject(new Error('No call is expected.'));

for (const engine of availableEngines()) {
	for (const order of ['sent delivered read', 'read delivered sent', 'delivered sent read']) {
		test(`${engine}: receipts ${order} end at "read"`, async (t) => {
			const clouds = await prepare(t, engine);
			clouds.ledger.start();
			t.is((await clouds.answer('R1')).accepted, 1);
			const { targetId } = await rowOf(clouds, 'R1', isDone);
			for (const status of order.split(' '))
				await clouds.receive(receiptWebhook(clouds.instance, targetId!, status));
			t.is((await rowOf(clouds, 'R1', isDone)).receipt, 'read');
		});
	}

	test(`${engine}: a receipt that comes before its message was settled waits for it`, async (t) => {
		const clouds = await prepare(t, engine);
		const { opened, open } = gate();
		clouds.faults.send = () => opened;
		clouds.ledger.start();
		await clouds.answer('R1');
		for (const status of ['read', 'sent'])
			t.false((await clouds.receive(receiptWebhook(clouds.instance, 'wa-1', status))).isRepeat);
		const { isRepeat } = await clouds.receive(receiptWebhook(clouds.instance, 'wa-1', 'read'));
		t.true(isRepeat);
		const parked = await clouds.database.stores.messages.listWaiting(10);
		t.is(parked.length, 2);
		open();
		const row = await rowOf(clouds, 'R1', ({ receipt }) => receipt === 'read');
		t.is(row.targetId, 'wa-1');
		await waitFor(async () => (await clouds.database.stores.messages.listWaiting(1)).length === 0);
		const again = await clouds.receive(receiptWebhook(clouds.instance, 'wa-1', 'delivered'));
		t.false(again.isRepeat);
		t.is((await rowOf(clouds, 'R1', isDone)).receipt, 'read');
	});

	test(`${engine}: a message settled while its receipt is being parked gets it`, async (t) => {
		const clouds = await prepare(t, engine);
		await clouds.answer('R1');
		const { id } = await rowOf(clouds, 'R1', () => true);
		const { messages } = clouds.database.stores;
		const receipts = createReceipts({
			...clouds.ledger.receiving,
			connections: { workspace: unexpected, instance: unexpected },
			marks: { changed: () => undefined },
			accept: async (rows) => {
				await messages.complete(new Map([[id, 'wa-5']]), clouds.clock.now());
				return clouds.ledger.receiving.accept(rows);
			},
		});
		const body = receiptWebhook(clouds.instance, 'wa-5', 'read');
		const event = parseGreenApiWebhook(body)?.event as WhatsAppReceipt;
		await receipts.receive(clouds.instance, event, body);
		t.is((await rowOf(clouds, 'R1', isDone)).receipt, 'read');
		t.deepEqual(await messages.listWaiting(1), []);
	});

	test(`${engine}: a receipt that a crash left behind is applied by the next look`, async (t) => {
		const clouds = await prepare(t, engine);
		await clouds.answer('R1');
		await clouds.receive(receiptWebhook(clouds.instance, 'wa-9', 'delivered'));
		const { id } = await rowOf(clouds, 'R1', () => true);
		// The process that settled it died before it looked for receipts.
		await clouds.database.stores.messages.complete(new Map([[id, 'wa-9']]), clouds.clock.now());
		clouds.ledger.start();
		clouds.clock.advance(60_000);
		t.is((await rowOf(clouds, 'R1', ({ receipt }) => receipt !== null)).receipt, 'delivered');
	});

	test(`${engine}: a failure that was looked for too late is applied and told all the same`, async (t) => {
		const clouds = await prepare(t, engine);
		await clouds.answer('R1');
		await clouds.receive(receiptWebhook(clouds.instance, 'wa-9', 'failed', 'no connection'));
		const { id } = await rowOf(clouds, 'R1', () => true);
		await clouds.database.stores.messages.complete(new Map([[id, 'wa-9']]), clouds.clock.now());
		clouds.clock.advance(25 * 3_600_000);
		clouds.ledger.start();
		const isApplied = async () =>
			(await clouds.rows('R1')).some(({ receipt }) => receipt === 'failed');
		await advanceUntil(clouds.clock, 60_000, isApplied);
		const isTold = () => clouds.shown.some((line) => /^notice .*no connection/su.test(line));
		await advanceUntil(clouds.clock, 1000, isTold, { label: 'the notice' });
		t.deepEqual(await clouds.database.stores.messages.listWaiting(1), []);
	});

	test(`${engine}: receipts of messages from the phone are not looked for for ever`, async (t) => {
		const clouds = await prepare(t, engine);
		const { messages } = clouds.database.stores;
		await clouds.receive(receiptWebhook(clouds.instance, 'phone-1', 'sent'));
		clouds.ledger.start();
		clouds.clock.advance(24 * 3_600_000);
		await clouds.receive(receiptWebhook(clouds.instance, 'phone-2', 'sent'));
		const isEnded = async () => (await messages.listWaiting(10)).length === 1;
		await advanceUntil(clouds.clock, 60_000, isEnded);
		const [old] = await clouds.rows('phone-1');
		t.like(old, { state: 'skipped', note: 'the bridge sent no message with this id' });
		const [young] = await messages.listWaiting(10);
		t.is(young?.sourceId, 'phone-2');
	});

	test(`${engine}: a failure says why, and unknown words change nothing`, async (t) => {
		const clouds = await prepare(t, engine);
		clouds.ledger.start();
		await clouds.answer('R1');
		await rowOf(clouds, 'R1', isDone);
		await clouds.receive(receiptWebhook(clouds.instance, 'wa-1', 'somethingNew'));
		t.is((await rowOf(clouds, 'R1', isDone)).receipt, null);
		const failed = receiptWebhook(clouds.instance, 'wa-1', 'noAccount', 'no such number');
		await clouds.receive(failed);
		const row = await rowOf(clouds, 'R1', isDone);
		t.deepEqual([row.receipt, row.note], ['noAccount', 'noAccount: no such number']);
		t.is(row.state, 'done', 'it was handed over');
	});

	test(`${engine}: a webhook that says too much for the ledger's column is no trouble`, async (t) => {
		const clouds = await prepare(t, engine);
		clouds.ledger.start();
		await clouds.answer('R1');
		await rowOf(clouds, 'R1', isDone);
		const long = '🌷'.repeat(40_000);
		await clouds.receive(receiptWebhook(clouds.instance, 'wa-1', 'failed', long));
		t.is((await rowOf(clouds, 'R1', isDone)).receipt, 'failed');
		await t.notThrowsAsync(clouds.receive({ typeWebhook: long }));
	});
}
