import test from 'ava';
import { asChatId, asRoomId } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { waitFor } from '../../support/wait-for.js';
import { openDesk, refusalOf } from './agent-desk.js';
import type { Desk } from './agent-desk.js';
import { messageWebhook } from './both-clouds.js';

const FIRST = '2026-11-22T14:01:00.000Z';
const SECOND = '2026-11-22T14:02:00.000Z';

const scan = (description: string) => ({
	attachments: [{ title: 'a.png', title_link: '/file-upload/F1/a.png', description }],
});
const twoFiles = {
	attachments: ['a', 'b'].map((name) => ({
		title: `${name}.png`,
		title_link: `/file-upload/${name}/${name}.png`,
	})),
};

/** The customer's message as Rocket.Chat knows it. */
function shownId(desk: Desk, id: string): Promise<string> {
	return waitFor(
		async () => (await desk.rows(id)).find(({ state }) => state === 'done')?.targetId ?? undefined,
		{ label: `${id} to be shown` },
	);
}

for (const engine of availableEngines()) {
	test(`${engine}: an edit that comes after a newer one changes nothing`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.edits('R1', 'Three', SECOND);
		await desk.settled('R1', 'edit');
		await desk.edits('R1', 'Two', FIRST);
		const rows = await desk.settled('R1', 'edit', 2);
		t.deepEqual(desk.changed, ['edit wa-1 Three']);
		t.regex(rows[1]!.note!, /only the newest/u);
		t.false(desk.shown.some((line) => line.startsWith('notice ')));
	});

	test(`${engine}: nor does one that comes after a newer one went out as the message`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.edits('R1', 'Three', SECOND);
		await desk.settled('R1', 'message');
		await desk.edits('R1', 'Two', FIRST);
		await desk.settled('R1', 'edit');
		t.like(desk.sent, [{ text: 'Three' }]);
		t.deepEqual(desk.changed, []);
	});

	test(`${engine}: an edit without the files of its message changes the text alone`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One', scan('A scan'));
		await desk.settled('R1', 'message', 2);
		await desk.edits('R1', 'Two', FIRST);
		await desk.settled('R1', 'edit');
		t.deepEqual(desk.changed, ['edit wa-1 Two']);
		await desk.says('R2', 'Hello');
		await desk.settled('R2', 'message');
		t.false(desk.shown.some((line) => line.startsWith('notice ')));
	});

	test(`${engine}: a correction of something old that never went out is no message`, async (t) => {
		const desk = await openDesk(t, engine);
		const written = (minutes: number) => ({
			ts: new Date(desk.clock.now() - minutes * 60_000).toISOString(),
		});
		const refused = await desk.edits('R1', 'Two', FIRST, written(16));
		t.regex(refusalOf(refused), /was not delivered to WhatsApp/u);
		t.deepEqual(await desk.rows('R1'), []);
		t.like(await desk.edits('R2', 'Two', FIRST, written(14)), { accepted: 1 });
	});

	test(`${engine}: a message that comes after its deletion is not sent, however young`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		const ts = new Date(desk.clock.now()).toISOString();
		await desk.deletes('R1');
		await desk.deletes('R1');
		await desk.settled('R1', 'deletion');
		await desk.says('R1', 'Look', { ts, ...twoFiles });
		const parts = await desk.settled('R1', 'message', 2);
		t.deepEqual(
			parts.map(({ state, note }) => [state, note]),
			parts.map(() => ['skipped', 'taken back by the agent before it was sent']),
		);
		await desk.edits('R1', 'Two', FIRST, { ts });
		t.is((await desk.settled('R1', 'edit'))[0]!.state, 'skipped');
		t.deepEqual([...desk.sent, ...desk.changed], []);
		t.false(desk.shown.some((line) => line.startsWith('notice ')));
	});

	test(`${engine}: nobody reacts to what was taken back`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.deletes('R1');
		await desk.settled('R1', 'deletion');
		await desk.reacts('R1', ':+1:');
		t.is((await desk.settled('R1', 'reaction'))[0]!.state, 'skipped');
		t.deepEqual(desk.changed, ['delete wa-1']);
	});

	test(`${engine}: a message of another chat is not quoted`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		const other = messageWebhook(desk.instance.id, 'B1', {
			typeMessage: 'textMessage',
			textMessageData: { textMessage: 'From another chat' },
		}) as { senderData: object };
		const chatId = '79005556677@c.us';
		await desk.receive({ ...other, senderData: { ...other.senderData, chatId, sender: chatId } });
		const [own, foreign] = [await shownId(desk, 'A1'), await shownId(desk, 'B1')];
		const quote = (id: string) => `[ ](https://chat.example.org/live/room-1?msg=${id}) Yes`;
		await desk.says('R1', quote(foreign));
		await desk.says('R2', quote(own));
		await desk.settled('R1', 'message');
		await desk.settled('R2', 'message');
		await desk.says('R3', quote('R2'));
		await desk.settled('R3', 'message');
		t.deepEqual(
			desk.sent.map(({ quotedMessageId }) => quotedMessageId as string | undefined),
			[undefined, 'A1', 'wa-2'],
		);
	});

	test(`${engine}: a repeat is known after two ids of its customer proved to be one`, async (t) => {
		const desk = await openDesk(t, engine);
		desk.ledger.start();
		await desk.says('R1', 'One');
		await desk.settled('R1', 'message');
		const { stores } = desk.database;
		const chat = (await stores.chats.find(1))!;
		const winner = await desk.ledger.receiving.chats.chatOf(chat, asChatId('11@lid'), 'Mary');
		await desk.database.transaction((inside) => inside.chats.join(chat.id, winner.id));
		t.like(await desk.says('R1', 'One'), { accepted: 0, repeated: 1 });
		await desk.says('R2', 'Two');
		await desk.settled('R2', 'message');
		t.like(desk.sent, [{ text: 'One' }, { text: 'Two' }]);
	});

	test(`${engine}: the repeat of a message does not make its old room the open one`, async (t) => {
		const desk = await openDesk(t, engine);
		await desk.says('R1', 'One', { rid: 'room-0' });
		await desk.says('R2', 'Two', { rid: 'room-1' });
		await desk.says('R1', 'One', { rid: 'room-0' });
		t.is((await desk.database.stores.chats.find(1))!.roomId, asRoomId('room-1'));
	});
}
