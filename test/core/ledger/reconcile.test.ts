import test from 'ava';
import { asChatId, asInstanceId, asWaMessageId } from '../../../src/core/domain/ids.js';
import type { LedgerMessage } from '../../../src/core/domain/ledger.js';
import { BridgeError } from '../../../src/core/domain/errors.js';
import type { GreenApiClient, SentMessage } from '../../../src/core/green-api/types.js';
import { createReconciler } from '../../../src/core/ledger/reconcile.js';
import type { Doubt } from '../../../src/core/ledger/reconcile.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { createManualClock } from '../../support/manual-clock.js';
import { addMessage, NOW } from '../../support/rows.js';
import { openTestStorage } from '../../support/storage.js';
import type { ExecutionContext } from 'ava';
import { unusedClient } from '../../support/unused-calls.js';

const CHAT = asChatId('79001112233@c.us');
const INSTANCE = asInstanceId('7103000001');
const MINUTE = 60_000;

/** GREEN-API with a queue and a journal that the test fills; counts how often each is read. */
function fakeClient() {
	const queue: SentMessage[] = [];
	const journal: SentMessage[] = [];
	const looks: string[] = [];
	const client: GreenApiClient = {
		...unusedClient,
		listQueue: () => {
			looks.push('queue');
			return Promise.resolve([...queue]);
		},
		listSent: (minutes) => {
			looks.push(`sent ${minutes}`);
			return Promise.resolve([...journal]);
		},
	};
	return { client, queue, journal, looks };
}

function sentMessage(overrides: Partial<SentMessage> = {}): SentMessage {
	const messageId = asWaMessageId('wa1');
	return { messageId, chatId: CHAT, text: 'Hello', fileName: undefined, sentAt: NOW, ...overrides };
}

function doubtOf(text = 'Hello', chatId = CHAT, fileName?: string): Doubt {
	const file = { kind: 'document', url: '/x', name: fileName ?? '' } as const;
	return {
		instanceId: INSTANCE,
		chatIds: [chatId],
		part: { text, ...(fileName === undefined ? {} : { file }) },
	};
}

async function prepare(t: ExecutionContext, engine: Engine) {
	const { stores } = (await openTestStorage(t, engine)).database;
	const clock = createManualClock();
	const begun = async (at = NOW): Promise<LedgerMessage> => {
		const id = await addMessage(stores, { direction: 'outbound' }, at);
		await stores.messages.beginCalls([id], at);
		return (await stores.messages.find(id))!;
	};
	return { stores, clock, begun, reconciler: createReconciler({ stores, clock }), ...fakeClient() };
}

for (const engine of availableEngines()) {
	test(`${engine}: finds the message in the journal and in the queue`, async (t) => {
		const { reconciler, client, queue, journal, begun, clock } = await prepare(t, engine);
		const row = await begun();
		clock.advance(10_000);
		journal.push(sentMessage({ text: 'Other' }), sentMessage());
		t.deepEqual(await reconciler.findSent(client, row, doubtOf()), { messageId: 'wa1' });
		journal.length = 0;
		queue.push(sentMessage({ messageId: undefined, sentAt: undefined }));
		clock.advance(10_000);
		t.deepEqual(await reconciler.findSent(client, row, doubtOf()), { messageId: null });
	});

	test(`${engine}: does not take another message for this one`, async (t) => {
		const { reconciler, client, journal, begun, clock } = await prepare(t, engine);
		const row = await begun();
		clock.advance(10_000);
		journal.push(
			sentMessage({ text: 'hello' }),
			sentMessage({ chatId: asChatId('79009999999@c.us') }),
			sentMessage({ fileName: 'scan.pdf' }),
			sentMessage({ sentAt: NOW - 10 * MINUTE }),
		);
		t.is(await reconciler.findSent(client, row, doubtOf()), undefined);
		const scan = doubtOf('Hello', CHAT, 'scan.pdf');
		t.deepEqual(await reconciler.findSent(client, row, scan), { messageId: 'wa1' });
		t.is(await reconciler.findSent(client, row, doubtOf('Hello', CHAT, 'x.pdf')), undefined);
	});

	test(`${engine}: ids that other rows account for don't count`, async (t) => {
		const { reconciler, client, stores, journal, begun, clock } = await prepare(t, engine);
		const earlier = await begun();
		await stores.messages.complete(new Map([[earlier.id, 'wa1']]), NOW);
		const row = await begun();
		clock.advance(10_000);
		journal.push(sentMessage());
		t.is(await reconciler.findSent(client, row, doubtOf()), undefined);
		journal.push(sentMessage({ messageId: asWaMessageId('wa2') }));
		clock.advance(10_000);
		t.deepEqual(await reconciler.findSent(client, row, doubtOf()), { messageId: 'wa2' });
	});

	test(`${engine}: while it is too early it waits, and asks nobody`, async (t) => {
		const { reconciler, client, looks, begun, clock } = await prepare(t, engine);
		const row = await begun();
		clock.advance(2999);
		const error = await t.throwsAsync(reconciler.findSent(client, row, doubtOf()), {
			instanceOf: BridgeError,
			code: 'LEDGER_DOUBT',
		});
		t.deepEqual([error.disposition, error.certain, error.retryAt], ['wait', false, NOW + 3000]);
		t.deepEqual(looks, []);
		clock.advance(1);
		t.is(await reconciler.findSent(client, row, doubtOf()), undefined);
	});

	test(`${engine}: lanes in doubt at the same time share one look`, async (t) => {
		const { reconciler, client, looks, journal, begun, clock } = await prepare(t, engine);
		const rows = [await begun(), await begun(NOW + 1)];
		clock.advance(10_000);
		const other = asChatId('79002223344@c.us');
		journal.push(sentMessage(), sentMessage({ messageId: asWaMessageId('wa2'), chatId: other }));
		const found = await Promise.all([
			reconciler.findSent(client, rows[0]!, doubtOf()),
			reconciler.findSent(client, rows[1]!, doubtOf('Hello', other)),
		]);
		t.deepEqual(found, [{ messageId: 'wa1' }, { messageId: 'wa2' }]);
		t.deepEqual(looks, ['queue', 'sent 3']);
	});

	test(`${engine}: a look from before the call could show is not shared`, async (t) => {
		const { reconciler, client, journal, begun, clock, stores } = await prepare(t, engine);
		const old = await begun();
		const young = await begun(NOW + 1000);
		const failed = await begun();
		await stores.messages.update(failed.id, { runAt: NOW + 4500 });
		clock.advance(3500);
		t.is(await reconciler.findSent(client, old, doubtOf('Other')), undefined);
		journal.push(sentMessage());
		clock.advance(1000);
		t.deepEqual(await reconciler.findSent(client, young, doubtOf()), { messageId: 'wa1' });
		journal.push(sentMessage({ messageId: asWaMessageId('wa2'), text: 'Timed out' }));
		const row = (await stores.messages.find(failed.id))!;
		clock.advance(1);
		const found = await reconciler.findSent(client, row, doubtOf('Timed out'));
		t.is(found, undefined, 'the look at 4500 is fresh enough for it');
	});

	test(`${engine}: a look that failed is not kept`, async (t) => {
		const { reconciler, client, journal, begun, clock } = await prepare(t, engine);
		const row = await begun();
		clock.advance(5000);
		const broken = { ...client, listQueue: () => Promise.reject(new RangeError('429')) };
		await t.throwsAsync(reconciler.findSent(broken, row, doubtOf()), { message: '429' });
		journal.push(sentMessage());
		t.deepEqual(await reconciler.findSent(client, row, doubtOf()), { messageId: 'wa1' });
	});
}
