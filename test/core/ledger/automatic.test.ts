import test from 'ava';
import type { ExecutionContext } from 'ava';
import { GreenApiError } from '../../../src/core/domain/errors.js';
import { asChatId, asRoomId, asWaMessageId } from '../../../src/core/domain/ids.js';
import { rowsAtStart, rowsWhenNobodyIsThere } from '../../../src/core/ledger/automatic.js';
import type { WorkingHours } from '../../../src/core/preferences/working-hours.js';
import { availableEngines } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { advanceUntil } from '../../support/manual-clock.js';
import { NOW } from '../../support/rows.js';
import { waitFor } from '../../support/wait-for.js';
import { openDesk } from './agent-desk.js';

const CLOSED: WorkingHours = { timeZone: 'UTC', spans: [] };
const START = { conversation: 1, at: NOW };

async function prepare(t: ExecutionContext, engine: Engine) {
	const desk = await openDesk(t, engine);
	Object.assign(desk.preferences, {
		welcomeMessage: 'Welcome!',
		awayMessage: 'We are back on Monday.',
		closingMessage: 'Thank you, good bye.',
	});
	const { stores } = desk.database;
	await stores.chats.update(1, { isRegistered: true, roomId: asRoomId('room-1') });
	const chat = (await stores.chats.find(1))!;
	const closes = (rid: string) =>
		desk.write({ type: 'LivechatSession', _id: rid, visitor: { token: desk.visitorToken } });
	const isSent = (count: number) =>
		waitFor(() => desk.sent.length === count, { label: `${count} sent messages` });
	const texts = () => desk.sent.map((message) => ('text' in message ? message.text : ''));
	return { ...desk, chat, closes, isSent, texts };
}

for (const engine of availableEngines()) {
	test(`${engine}: the welcome goes out once a conversation and is shown to the agent`, async (t) => {
		const { ledger, chat, ...desk } = await prepare(t, engine);
		const { receiving } = ledger;
		ledger.start();
		for (const conversation of [1, 1, 2]) {
			const rows = await rowsAtStart(receiving, chat, { ...START, conversation });
			await receiving.accept(rows);
			receiving.wake(rows.map(({ laneId }) => laneId));
		}
		const notices = await desk.notices(2);
		await desk.isSent(2);
		t.deepEqual(desk.texts(), ['Welcome!', 'Welcome!']);
		t.regex(notices[0]!, /Sent to the customer automatically:_\nWelcome!$/u);
	});

	test(`${engine}: outside working hours, and when nobody is there, it is the away message`, async (t) => {
		const { ledger, chat, preferences } = await prepare(t, engine);
		const { receiving } = ledger;
		const textsOf = async (rows: ReturnType<typeof rowsAtStart>) =>
			(await rows)
				.filter(({ kind }) => kind === 'auto')
				.map(({ payload }) => (JSON.parse(payload) as { text: string }).text);
		preferences.workingHours = CLOSED;
		const away = await rowsAtStart(receiving, chat, START);
		t.deepEqual(await textsOf(Promise.resolve(away)), ['We are back on Monday.']);
		const nobody = await rowsWhenNobodyIsThere(receiving, chat, START);
		t.deepEqual(nobody, away, 'not twice in one conversation');
		preferences.awayMessage = '';
		t.deepEqual(await textsOf(rowsAtStart(receiving, chat, START)), ['Welcome!']);
		t.deepEqual(await textsOf(rowsWhenNobodyIsThere(receiving, chat, START)), []);
		const group = { ...chat, chatId: asChatId('79000000000-1581234048@g.us') };
		t.deepEqual(await textsOf(rowsAtStart(receiving, group, START)), []);
	});

	test(`${engine}: who was told that nobody is there is not welcomed in that conversation`, async (t) => {
		const { ledger, chat, ...desk } = await prepare(t, engine);
		const { receiving } = ledger;
		ledger.start();
		const nobody = await rowsWhenNobodyIsThere(receiving, chat, START);
		const welcome = await rowsAtStart(receiving, chat, START);
		const next = await rowsAtStart(receiving, chat, { ...START, conversation: 2 });
		for (const rows of [nobody, nobody, welcome, next]) {
			await receiving.accept(rows);
			receiving.wake(rows.map(({ laneId }) => laneId));
		}
		await desk.isSent(2);
		t.deepEqual(desk.texts(), ['We are back on Monday.', 'Welcome!']);
		t.is((await desk.notices(2)).length, 2);
	});

	test(`${engine}: the closing message goes out when the current room is closed, once`, async (t) => {
		const { ledger, closes, isSent, texts, database, shown, says, rows } = await prepare(t, engine);
		ledger.start();
		// Else the customer's message could begin a conversation after the closing.
		await waitFor(async () => (await rows('A1'))[0]?.state === 'done');
		await closes('room-0');
		await closes('room-1');
		await closes('room-1');
		await isSent(1);
		t.is((await database.stores.chats.find(1))!.roomId, null);
		await says('R1', 'Once more');
		await isSent(2);
		t.deepEqual(texts(), ['Thank you, good bye.', 'Once more']);
		t.false(
			shown.some((line) => line.startsWith('notice ')),
			'the closed room is not told',
		);
	});

	test(`${engine}: no closing message where none is set`, async (t) => {
		const { closes, preferences, database } = await prepare(t, engine);
		preferences.closingMessage = '';
		await closes('room-1');
		t.is((await database.stores.chats.find(1))!.roomId, null);
		t.deepEqual(await database.stores.messages.countUnsettled(), [
			{ direction: 'inbound', state: 'pending', count: 1 },
		]);
	});

	test(`${engine}: a send in doubt is looked up before it is repeated`, async (t) => {
		const { ledger, chat, closes, ...desk } = await prepare(t, engine);
		ledger.start();
		// Else the customer's message could begin a conversation after the closing, with a welcome of its own.
		await waitFor(async () => (await desk.rows('A1'))[0]?.state === 'done');
		let tries = 0;
		desk.faults.send = () => {
			tries += 1;
			return Promise.reject(
				new GreenApiError('broken off', {
					...{ code: 'GREEN_API_FAILED', help: 'Wait.', disposition: 'retry', certain: false },
				}),
			);
		};
		const { chatId } = chat;
		const found = { messageId: asWaMessageId('wa-9'), chatId, text: 'Thank you, good bye.' };
		desk.journal.push({ ...found, fileName: undefined, sentAt: undefined });
		await closes('room-1');
		// Before that no time may pass: the lease would be lost, and nothing sent at all.
		await waitFor(() => tries === 1);
		await advanceUntil(desk.clock, 1000, async () => (await desk.rows('wa-9')).length > 0);
		t.like(await desk.rows('wa-9'), [{ kind: 'auto', state: 'done' }]);
		t.is(tries, 1);
	});

	test(`${engine}: the agent is told of an automatic message that can't be delivered`, async (t) => {
		const { ledger, chat, ...desk } = await prepare(t, engine);
		const { receiving } = ledger;
		desk.faults.send = () =>
			Promise.reject(new GreenApiError('refused', { code: 'GREEN_API_REFUSED', help: 'Look.' }));
		ledger.start();
		const rows = await rowsAtStart(receiving, chat, START);
		await receiving.accept(rows);
		receiving.wake(rows.map(({ laneId }) => laneId));
		const notices = await desk.notices(2);
		t.true(notices.some((notice) => notice.includes('automatic message was not delivered')));
	});
}
