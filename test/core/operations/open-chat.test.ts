import test from 'ava';
import { asChatId, asInstanceId } from '../../../src/core/domain/ids.js';
import { availableEngines } from '../../support/databases.js';
import { createOffice, errorOf, ID, instanceRow, messageOf } from './surroundings.js';
import type { Office } from './surroundings.js';

const CUSTOMER = '79001112233@c.us';

async function chatOf(office: Office, chatId = CUSTOMER) {
	const { workspaceId } = await instanceRow(office);
	const { chats } = office.database.stores;
	return chats.findByChatId(workspaceId, asInstanceId(ID), asChatId(chatId));
}

const checks = (office: Office): number =>
	office.greenApi.requests.get('POST /waInstance:id/checkWhatsapp/:token') ?? 0;

for (const engine of availableEngines()) {
	test(`${engine}: an agent opens a chat with a customer who never wrote, and serves it`, async (t) => {
		const office = await createOffice(t, engine);
		await office.connect();
		const request = office.asAgent({ phone: '+7 (900) 111-22-33' });
		const first = await office.run('open-chat', request);
		t.is(first.status, 200, `answer: ${messageOf(first)}`);
		const { roomId, servedBy } = first.body as { roomId: string; servedBy: string };
		t.deepEqual(Object.keys(first.body), ['message', 'roomId', 'servedBy']);
		t.is(servedBy, 'jane');
		t.is(messageOf(first), 'The chat with +79001112233 is open. It is served by jane.');
		t.like(await chatOf(office), { roomId, isRegistered: true, conversations: 1 });
		const again = await office.run('open-chat', office.asAgent({ phone: CUSTOMER }));
		t.is((again.body as { roomId: string }).roomId, roomId, 'the open room is found');
		t.like(await chatOf(office), { conversations: 1 });
		t.is(checks(office), 1, 'a number that is known is not checked again');
	});
}

test('a room that Rocket.Chat closed without telling is not taken for open', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const request = office.asAgent({ phone: CUSTOMER });
	const first = await office.run('open-chat', request);
	const { roomId } = first.body as { roomId: string };
	office.rocketChat.closeRoom(roomId);
	const second = await office.run('open-chat', request);
	t.not((second.body as { roomId: string }).roomId, roomId);
	t.like(await chatOf(office), {
		roomId: (second.body as { roomId: string }).roomId,
		conversations: 2,
	});
});

test('a number without WhatsApp is refused, in both languages', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.greenApi.instance(ID).withoutAccount.add(CUSTOMER);
	for (const [language, sentence] of [
		['en', /^\+79001112233 has no WhatsApp account\./],
		['ru', /^У номера \+79001112233 нет WhatsApp\./],
		['tlh', /^\+79001112233 has no WhatsApp account\./],
	] as const) {
		const answer = await office.run('open-chat', office.asAgent({ phone: CUSTOMER, language }));
		t.deepEqual([answer.status, errorOf(answer)], [409, 'no-whatsapp']);
		t.regex(messageOf(answer), sentence);
	}
	t.is(await chatOf(office), undefined);
});

test('what is no number of a person is refused and not repeated', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	for (const phone of ['mary', '77', '1203630439680@g.us', '+7900-abc', '77@c.us']) {
		const answer = await office.run('open-chat', office.asAgent({ phone }));
		t.deepEqual([answer.status, errorOf(answer)], [400, 'bad-phone'], `for ${phone}`);
		t.false(messageOf(answer).includes(phone));
	}
	t.is(checks(office), 0);
});

test('which number writes: the named one, the only own one, the only one of the workspace', async (t) => {
	const office = await createOffice(t);
	const none = await office.run('open-chat', office.asAgent({ phone: CUSTOMER }));
	t.deepEqual([none.status, errorOf(none)], [409, 'which-instance']);
	t.regex(messageOf(none), /create-instance/);
	await office.connect();
	const bob = office.person('bob', ['livechat-agent']);
	await office.run('register-agent', office.asAgent(bob));
	const byBob = office.asAgent({ email: bob.email, phone: CUSTOMER });
	t.is((await office.run('open-chat', byBob)).status, 200, 'the only one of the workspace');
	await office.connect('7103000002');
	const unclear = await office.run('open-chat', office.asAgent({ phone: CUSTOMER }));
	t.is(errorOf(unclear), 'which-instance');
	t.regex(messageOf(unclear), /7103000001.*, 7103000002/);
	const named = office.asAgent({ phone: CUSTOMER, idInstance: '7103000002' });
	t.is((await office.run('open-chat', named)).status, 200);
	const unknown = await office.run(
		'open-chat',
		office.asAgent({ phone: CUSTOMER, idInstance: '99' }),
	);
	t.is(errorOf(unknown), 'instance-not-found');
});

test('an instance without a phone can not write, until it is linked', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.greenApi.instance(ID).setState('notAuthorized');
	await office.run('link-instance', office.asAgent({ idInstance: ID }));
	const request = office.asAgent({ phone: CUSTOMER });
	const refused = await office.run('open-chat', request);
	t.deepEqual([refused.status, errorOf(refused)], [409, 'not-connected']);
	t.regex(messageOf(refused), /no phone yet.*can not send now.*create-instance/);
	office.greenApi.scan(ID);
	t.is((await office.run('open-chat', request)).status, 200, 'what is stored may be old');
});

test('nobody online is said to the agent', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	office.rocketChat.setAgentOnline('jane', false);
	for (const [language, sentence] of [
		['en', /Rocket\.Chat opened no room: no agent is online\..*Go online/],
		['ru', /Rocket\.Chat не открыл комнату: ни одного агента нет в сети\./],
	] as const) {
		const answer = await office.run('open-chat', office.asAgent({ phone: CUSTOMER, language }));
		t.deepEqual([answer.status, errorOf(answer)], [409, 'room-not-opened']);
		t.regex(messageOf(answer), sentence);
	}
});

test('only registered agents may', async (t) => {
	const office = await createOffice(t);
	await office.connect();
	const request = { phone: CUSTOMER };
	const admin = await office.run('open-chat', office.asAdmin(request));
	t.deepEqual([admin.status, errorOf(admin)], [403, 'not-allowed']);
	const stranger = { ...request, email: 'nobody@example.org' };
	const answer = await office.run('open-chat', office.asAgent(stranger));
	t.deepEqual([answer.status, errorOf(answer)], [404, 'not-registered']);
});
