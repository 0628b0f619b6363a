import test from 'ava';
import { asRoomId } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { agentWebhook } from './both-clouds.js';
import { openDesk, refusalOf } from './agent-desk.js';

const files = (bytes: number) => ({
	attachments: [
		{ title: 'notes.pdf', title_link: '/file-upload/F1/notes.pdf' },
		{ title: 'film.mp4', title_link: '/file-upload/F2/film.mp4', video_size: bytes },
	],
});
const MB = 1024 * 1024;

for (const engine of availableEngines()) {
	test(`${engine}: a message with one file over the limit is refused whole`, async (t) => {
		const desk = await openDesk(t, engine);
		const refused = await desk.says('R1', 'Look', files(100 * MB + 1));
		t.regex(refusalOf(refused), /film\.mp4 has 100\.1 MB; at most 100 MB/u);
		t.deepEqual(await desk.rows('R1'), []);
		t.like(await desk.says('R2', 'Look', files(100 * MB)), { accepted: 3 });
	});

	test(`${engine}: who is not registered is told at once, in the language of the instance`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.preferences.language = 'ru';
		const stranger = { agentId: 'bob', u: { _id: 'bob', username: 'bob' } };
		t.regex(refusalOf(await desk.says('R1', 'Hello', stranger)), /не зарегистрированы/u);
		t.deepEqual(await desk.rows('R1'), []);
	});

	test(`${engine}: where the webhook drops our answer the room says it, for each edit anew`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.settled('R1', 'message');
		desk.clock.advance(16 * 60_000);
		for (const minute of [1, 2, 2]) {
			const body = agentWebhook(desk.visitorToken, 'R1', 'Two') as { messages: object[] };
			const editedAt = `2026-11-22T14:0${minute}:00.000Z`;
			await desk.write({ ...body, messages: [{ ...body.messages[0], editedAt }] });
		}
		const notices = await desk.notices(2);
		t.regex(notices[0]!, /Your change was not carried to WhatsApp.*15 minutes/u);
		t.is(notices.length, 2);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: a visitor of nobody's chat is refused for everything`, async (t) => {
		const desk = await openDesk(t, engine);
		const elsewhere = { visitor: { token: 'greenapi:unknown' } };
		for (const refused of [
			await desk.deletes('R1', elsewhere),
			await desk.reacts('R1', ':+1:', elsewhere),
		])
			t.regex(refusalOf(refused), /does not belong to a WhatsApp number/u);
		t.deepEqual(await desk.rows('R1'), []);
	});

	test(`${engine}: an edit in an old room does not make it the open one`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One', { rid: 'room-0' });
		await desk.says('R2', 'Two');
		await desk.edits('R1', 'Three', '2026-11-22T14:01:00.000Z', { rid: 'room-0' });
		await desk.settled('R1', 'edit');
		t.is((await desk.database.stores.chats.find(1))!.roomId, asRoomId('room-1'));
		t.deepEqual(desk.changed, ['edit wa-1 Three']);
	});

	test(`${engine}: an answer marks the chat as read, once for several in a row, and never fails`, async (t) => {
		const desk = await openDesk(t, engine);
		const isRead = (count: number) =>
			waitFor(() => desk.changed.length === count, { label: `${count} marks` });
		desk.ledger.start();
		await desk.says('R0', 'Zero');
		await desk.settled('R0', 'message');
		desk.clock.advance(6000);
		desk.preferences.markRead = true;
		await desk.says('R1', 'One');
		await desk.says('R2', 'Two');
		await desk.settled('R2', 'message');
		await isRead(1);
		desk.clock.advance(6000);
		desk.faults.change = () => Promise.reject(new RangeError('503'));
		await desk.says('R3', 'Three');
		t.is((await desk.settled('R3', 'message'))[0]!.state, 'done');
		delete desk.faults.change;
		desk.clock.advance(6000);
		await desk.says('R4', 'Four');
		await isRead(2);
		t.deepEqual(desk.changed, ['read 79001112233@c.us', 'read 79001112233@c.us']);
	});
}
