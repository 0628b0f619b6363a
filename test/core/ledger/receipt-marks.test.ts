import test from 'ava';
import type { ExecutionContext } from 'ava';
import { GreenApiError, RocketChatError } from '../../../src/core/domain/errors.js';
import { createReceiptMarks } from '../../../src/core/ledger/receipt-marks.js';
import { silentLogger } from '../../../src/core/logging.js';
import type { Engine } from '../../support/databases.js';
import { availableEngines } from '../../support/databases.js';
import { gate } from '../../support/ledger.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { waitFor } from '../../support/wait-for.js';
import { appWebhook, JANE, receiptWebhook } from './both-clouds.js';
import { createScenery } from './room-of-clouds.js';

const outage = () =>
	new RocketChatError('It does not answer.', {
		...{ code: 'ROCKET_CHAT_UNAVAILABLE', help: 'Wait.', disposition: 'retry', outage: true },
	});

/** An agent has written R1, of so many parts; the workspace is reached by the app. */
async function prepare(t: ExecutionContext, engine: Engine, files = 0) {
	const scenery = await createScenery(t, engine);
	const { workspaceModel: model, instance } = scenery;
	model.way = 'app';
	scenery.ledger.start();
	await scenery.happens('A1');
	await scenery.settled('A1');
	const [token] = [...model.visitors.keys()];
	const says = (id: string, fields: object) => {
		const message = { _id: id, rid: 'room-1', agentId: 'jane', u: JANE, msg: id, ...fields };
		return scenery.write(appWebhook('message', token!, [message]));
	};
	const attachments = Array.from({ length: files }, (_, index) => ({
		title: { value: `${index}.pdf`, link: `/file-upload/${index}/${index}.pdf` },
	}));
	await says('R1', { attachments });
	await waitFor(async () => (await scenery.rows('R1')).every(({ state }) => state === 'done'));
	const reports = (id: string, status: string) =>
		scenery.receive(receiptWebhook(instance, id, status));
	const shows = (id: string, mark: string) =>
		waitFor(() => model.receipts.get(id) === mark, { label: `the mark ${mark}` });
	return { ...scenery, model, says, reports, shows };
}

for (const engine of availableEngines()) {
	test(`${engine}: the agent's message shows how far it got, and each step once`, async (t) => {
		const { reports, shows, model } = await prepare(t, engine);
		for (const status of ['sent', 'delivered', 'read']) {
			await reports('wa-1', status);
			await shows('R1', status);
			await reports('wa-1', 'sent');
		}
		t.deepEqual(model.asked, ['R1 sent', 'R1 delivered', 'R1 read']);
	});

	test(`${engine}: a message of several parts shows the least of them, and failed when one did`, async (t) => {
		const { reports, shows, model, rows } = await prepare(t, engine, 2);
		t.is((await rows('R1')).length, 3);
		await reports('wa-1', 'read');
		await reports('wa-2', 'delivered');
		await reports('wa-3', 'sent');
		await shows('R1', 'sent');
		t.deepEqual(model.asked, ['R1 sent']);
		await reports('wa-3', 'read');
		await shows('R1', 'delivered');
		await reports('wa-2', 'noAccount');
		await shows('R1', 'failed');
	});

	test(`${engine}: a message that became a dead letter shows failed`, async (t) => {
		const { says, shows, faults, model } = await prepare(t, engine);
		faults.send = () =>
			Promise.reject(new GreenApiError('No.', { code: 'GREEN_API_REFUSED', help: 'None.' }));
		await says('R2', {});
		await shows('R2', 'failed');
		t.deepEqual(model.asked, ['R2 failed']);
	});

	test(`${engine}: receipts of edits and of the bridge's own messages are not shown`, async (t) => {
		const { write, workspaceModel, reports, model, rows, preferences } = await prepare(t, engine);
		const [token] = [...workspaceModel.visitors.keys()];
		const edited = { _id: 'R1', rid: 'room-1', agentId: 'jane', u: JANE, msg: 'New' };
		await write(
			appWebhook('message-edited', token!, [{ ...edited, editedAt: '2026-11-22T14:00:05Z' }]),
		);
		await waitFor(async () => (await rows('edit-1')).length > 0, { label: 'the edit' });
		await reports('edit-1', 'read');
		preferences.closingMessage = 'Bye';
		const closing = { type: 'LivechatSession', _id: 'room-1', messages: [] };
		await write({ ...closing, visitor: { token } });
		await waitFor(async () => (await rows('wa-2'))[0]?.state === 'done', { label: 'the closing' });
		await reports('wa-2', 'read');
		await reports('wa-1', 'sent');
		await waitFor(() => model.receipts.size > 0);
		t.deepEqual(model.asked, ['R1 sent']);
	});

	test(`${engine}: while a call is under way only the newest of what follows is shown`, async (t) => {
		const { reports, shows, model } = await prepare(t, engine);
		const { opened, open } = gate();
		model.showReceipt = () => opened;
		await reports('wa-1', 'sent');
		await waitFor(() => model.asked.length === 1);
		await reports('wa-1', 'delivered');
		await reports('wa-1', 'read');
		open();
		await shows('R1', 'read');
		t.deepEqual(model.asked, ['R1 sent', 'R1 read']);
	});

	test(`${engine}: an outage is waited out, and delays no message`, async (t) => {
		const { reports, model, clock, says, rows } = await prepare(t, engine);
		model.showReceipt = () => Promise.reject(outage());
		await reports('wa-1', 'delivered');
		await advanceUntil(clock, 1000, () => model.asked.length >= 3);
		await says('R2', {});
		await waitFor(async () => (await rows('R2'))[0]?.state === 'done', { label: 'the message' });
		delete model.showReceipt;
		await advanceUntil(clock, 1000, () => model.receipts.get('R1') === 'delivered');
		t.deepEqual([...model.receipts], [['R1', 'delivered']]);
	});

	test(`${engine}: a way that can't is left alone after three refusals, and asked again later`, async (t) => {
		const { reports, shows, model, clock, says, rows } = await prepare(t, engine);
		model.way = 'rest';
		for (const n of [2, 3, 4, 5, 6]) {
			await says(`R${n}`, {});
			// A receipt that comes before its message is settled would wait, and be shown after the quiet time.
			await waitFor(async () => (await rows(`R${n}`))[0]?.state === 'done', { label: `R${n}` });
			await reports(`wa-${n}`, 'sent');
			const expected = Math.min(n - 1, 3);
			await waitFor(() => model.asked.length === expected, { label: `${expected} refusals` });
		}
		model.way = 'app';
		clock.advance(10_000);
		await reports('wa-1', 'sent');
		await shows('R1', 'sent');
		t.is(model.asked.length, 4);
	});
}

test('What waits is bounded, ends with the ledger, and is given up when nothing answers', async (t) => {
	let asked = 0;
	const marks = createReceiptMarks({
		stores: {
			messages: {
				listByMessageId: () => {
					asked += 1;
					return Promise.reject(outage());
				},
			} as never,
		},
		connections: {} as never,
		clock: {
			now: () => 0,
			sleep: (_ms, signal) =>
				signal?.aborted === true
					? Promise.resolve()
					: new Promise((resolve) => setImmediate(resolve)),
		},
		log: silentLogger,
	});
	const row = { workspaceId: 1, direction: 'outbound', kind: 'message' } as const;
	for (let n = 0; n < 1200; n += 1) marks.changed({ ...row, sourceId: `R${n}` });
	await waitFor(() => asked === 13, { label: 'the last try' });
	await marks.stop();
	marks.changed({ ...row, sourceId: 'late' });
	t.is(asked, 13);
});
