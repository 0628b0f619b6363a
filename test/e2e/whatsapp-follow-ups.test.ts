import type { ExecutionContext } from 'ava';
import test from 'ava';
import type { CustomerMessage } from '../../src/sandbox/green-api/types.js';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const PHONE = '79001112233@c.us';
const LID = '120650379300963@lid';

async function prepare(t: ExecutionContext, engine: Engine) {
	const { url } = await createTestDatabase(t, engine);
	const world = await startWorld(t, { databaseUrl: url, env: { LEASE_MS: '2000' } });
	const { greenApi, rocketChat, idInstance } = world.stage;
	const messages = () =>
		rocketChat.rooms
			.flatMap(({ rid }) => rocketChat.messages(rid))
			.filter(({ t: kind }) => kind === undefined);
	return {
		...world,
		...{ rocketChat, messages, instance: greenApi.instance(idInstance) },
		texts: () => messages().map(({ text }) => text),
		writes: (chatId: string, what: Pick<CustomerMessage, 'text' | 'raw' | 'idMessage'>) =>
			greenApi.customerWrites(idInstance, {
				...{ chatId, name: 'Mary', ...what },
			}),
		isShown: (text: string) =>
			waitFor(() => messages().find((message) => message.text === text), { label: text }),
	};
}

const edit = (stanzaId: string, textMessage: string) => ({
	...{ typeMessage: 'editedMessage', editedMessageData: { textMessage, stanzaId } },
});

for (const engine of availableEngines()) {
	test(`${engine}: a customer with a phone and a hidden id has one room, and answers go to the phone`, async (t) => {
		const world = await prepare(t, engine);
		const { instance, writes, isShown, rocketChat, texts } = world;
		instance.hiddenIds.set(PHONE, LID);
		writes(LID, { text: 'one' });
		await isShown('one');
		writes(PHONE, { text: 'two' });
		await isShown('two');
		writes(LID, { text: 'three' });
		writes(PHONE, { text: 'four' });
		writes(LID, { text: 'five' });
		await isShown('five');
		t.deepEqual(texts(), ['one', 'two', 'three', 'four', 'five']);
		t.is(rocketChat.rooms.length, 1);
		rocketChat.agentSays(rocketChat.rooms[0]!.rid, { username: 'jane', text: 'Hello Mary' });
		await waitFor(() => instance.sent.length === 1, { label: 'the answer' });
		t.like(instance.sent, [{ chatId: PHONE, text: 'Hello Mary' }]);
	});

	test(`${engine}: an edit that waits for its message survives kill -9, and another daemon`, async (t) => {
		const { writes, isShown, crash, addDaemon, texts } = await prepare(t, engine);
		writes(PHONE, { raw: edit('LATE1', 'new text') });
		writes(PHONE, { text: 'something else' });
		await isShown('something else');
		await crash();
		await addDaemon();
		writes(PHONE, { text: 'old text', idMessage: 'LATE1' });
		const shown = await waitFor(() => texts().find((text) => text.startsWith('new text')), {
			...{ label: 'the edited message', timeoutMs: 25_000 },
		});
		t.is(shown, 'new text\n_(edited; before:)_\n> old text');
		t.is(texts().length, 2);
	});

	test(`${engine}: a report of failure is told to the agent once, and the customer gets nothing`, async (t) => {
		const { writes, isShown, rocketChat, instance, messages } = await prepare(t, engine);
		writes(PHONE, { text: 'Hello' });
		await isShown('Hello');
		rocketChat.agentSays(rocketChat.rooms[0]!.rid, { username: 'jane', text: 'Good morning' });
		const [sent] = await waitFor(() => (instance.sent.length > 0 ? instance.sent : undefined));
		for (const status of ['failed', 'failed'])
			instance.report(sent!.idMessage, PHONE, status, 'no connection');
		writes(PHONE, { text: 'Are you there?' });
		await isShown('Are you there?');
		const notices = await waitFor(() => {
			const found = messages().filter(({ text }) => text.includes('Not delivered'));
			return found.length > 0 ? found : undefined;
		});
		t.is(notices.length, 1);
		t.not(notices[0]!.from, 'visitor');
		t.regex(notices[0]!.text, /Good morning[^]*no connection[^]*Send it again/u);
		t.deepEqual(
			instance.sent.map(({ text }) => text),
			['Good morning'],
		);
	});

	test(`${engine}: what the phone writes is shown, and comes back to nobody`, async (t) => {
		const { stage, writes, isShown, instance, rocketChat } = await prepare(t, engine);
		writes(PHONE, { text: 'Hello' });
		await isShown('Hello');
		const from = { typeWebhook: 'outgoingMessageReceived' };
		stage.greenApi.customerWrites(stage.idInstance, { chatId: PHONE, text: 'On my way', ...from });
		await isShown('_(sent from the phone)_\nOn my way');
		writes(PHONE, { text: 'Thanks' });
		await isShown('Thanks');
		t.deepEqual(instance.sent, []);
		t.is(rocketChat.rooms.length, 1);
	});
}
