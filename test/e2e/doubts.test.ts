import test from 'ava';
import { createTestDatabase } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';

const chatId = '79001112233@c.us';

test('an answer goes out although the same words were written on the phone', async (t) => {
	const { url } = await createTestDatabase(t, 'sqlite');
	const { stage } = await startWorld(t, { databaseUrl: url });
	const { greenApi, rocketChat, idInstance } = stage;
	greenApi.customerWrites(idInstance, { chatId, name: 'Mary', text: 'Can you come?' });
	await waitFor(() => rocketChat.rooms.length === 1, { label: 'a room' });
	const typeWebhook = 'outgoingMessageReceived';
	greenApi.customerWrites(idInstance, { chatId, text: 'Ok', typeWebhook });
	greenApi.faults.add({ path: /sendMessage/, kind: '500', times: 1 });
	rocketChat.agentSays(rocketChat.rooms[0]!.rid, { username: 'jane', text: 'Ok' });
	await waitFor(() => greenApi.instance(idInstance).sent.length === 1, {
		timeoutMs: 20_000,
		label: 'the answer, sent after the doubt was settled',
	});
	t.is(greenApi.instance(idInstance).sentTo(chatId)[0]?.text, 'Ok');
});

test('a customer’s link into an allowed private workspace is not followed', async (t) => {
	const { url } = await createTestDatabase(t, 'sqlite');
	const { stage } = await startWorld(t, { databaseUrl: url });
	const { greenApi, rocketChat, idInstance } = stage;
	const fileMessageData = {
		...{ downloadUrl: `${rocketChat.url}/api/info`, fileName: 'a.pdf' },
		...{ mimeType: 'application/pdf', caption: '' },
	};
	const raw = { typeMessage: 'documentMessage', fileMessageData };
	greenApi.customerWrites(idInstance, { chatId, name: 'Mary', raw });
	const written = () =>
		rocketChat.rooms
			.flatMap(({ rid }) => rocketChat.messages(rid))
			.filter(({ from }) => from === 'visitor');
	await waitFor(() => written().length === 1, {
		timeoutMs: 15_000,
		label: 'a line about the file',
	});
	t.regex(written()[0]!.text, /a\.pdf.*not one that the bridge may open/u);
	t.is(written()[0]!.file, undefined);
});
