import test from 'ava';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import { startWorld } from '../support/world.js';
import { waitFor } from '../support/wait-for.js';

const CHAT = '79001112233@c.us';

for (const engine of availableEngines()) {
	test(`${engine}: text, photo and reply of a customer reach the agent, in order`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const { stage } = await startWorld(t, { databaseUrl: url });
		const { greenApi, rocketChat, idInstance } = stage;
		const first = greenApi.customerWrites(idInstance, {
			chatId: CHAT,
			name: 'Mary',
			text: 'Hello',
		});
		greenApi.customerWrites(idInstance, {
			chatId: CHAT,
			name: 'Mary',
			file: { name: 'parcel.jpg', mimeType: 'image/jpeg', size: 20_000, caption: 'The parcel' },
		});
		greenApi.customerWrites(idInstance, {
			chatId: CHAT,
			name: 'Mary',
			text: 'It is broken',
			quote: { stanzaId: first, text: 'Hello' },
		});
		await waitFor(() => rocketChat.rooms[0] !== undefined, { label: 'a room' });
		const [room] = rocketChat.rooms;
		const seen = await waitFor(
			() => {
				const messages = rocketChat
					.messages(room?.rid ?? '')
					.filter(({ from }) => from === 'visitor');
				return messages.length === 3 ? messages : undefined;
			},
			{ label: 'three messages' },
		);
		t.is(seen[0]?.text, 'Hello');
		t.is(seen[1]?.file?.name, 'parcel.jpg');
		t.is(seen[1]?.file?.size, 20_000);
		t.is(seen[1]?.description, 'The parcel');
		t.regex(seen[2]?.text ?? '', /^> .*Hello\nIt is broken$/s);
		t.is(room?.servedBy, 'jane');
	});

	test(`${engine}: text, file and quoted answer of an agent reach the customer`, async (t) => {
		const { url } = await createTestDatabase(t, engine);
		const { stage } = await startWorld(t, { databaseUrl: url });
		const { greenApi, rocketChat, idInstance } = stage;
		const asked = greenApi.customerWrites(idInstance, {
			chatId: CHAT,
			name: 'Mary',
			text: 'Where is it?',
		});
		const question = await waitFor(
			() =>
				rocketChat.rooms
					.flatMap(({ rid }) => rocketChat.messages(rid))
					.find(({ text }) => text === 'Where is it?'),
			{ label: 'the question' },
		);
		const rid = rocketChat.rooms[0]?.rid ?? '';
		rocketChat.agentSays(rid, { username: 'jane', text: 'It left **today**', quote: question._id });
		rocketChat.agentSays(rid, {
			username: 'jane',
			text: 'Two papers',
			files: [
				{ name: 'invoice.pdf', mimeType: 'application/pdf', size: 5000 },
				{ name: 'label.png', mimeType: 'image/png', size: 3000 },
			],
		});
		const sent = await waitFor(
			() =>
				greenApi.instance(idInstance).sent.length === 4
					? greenApi.instance(idInstance).sent
					: undefined,
			{ label: 'four units sent' },
		);
		t.is(sent[0]?.text, 'It left *today*');
		t.is(sent[0]?.quotedMessageId, asked);
		t.deepEqual(
			sent.slice(1).map(({ text, fileName, size }) => [text, fileName, size]),
			[
				['Two papers', undefined, undefined],
				['', 'invoice.pdf', 5000],
				['', 'label.png', 3000],
			],
		);
		t.deepEqual(
			rocketChat.webhookAnswers.map(({ body }) => JSON.parse(body) as unknown),
			[{ status: 'ok' }, { status: 'ok' }],
		);
	});
}
