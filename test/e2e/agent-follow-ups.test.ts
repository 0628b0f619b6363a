import type { ExecutionContext } from 'ava';
import test from 'ava';
import { availableEngines, createTestDatabase } from '../support/databases.js';
import type { Engine } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { startWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const CHAT = '79001112233@c.us';
const agent = { username: 'ann', name: 'Ann Poe' };

/** Answers the agent's id in Rocket.Chat. */
async function registerAgent({ stage, daemonUrl }: World): Promise<string> {
	const email = 'ann@example.org';
	const roles = ['livechat-agent', 'user'];
	const { userId, authToken } = stage.rocketChat.addUser({ ...agent, email, roles });
	const credentials = { rocketChatId: userId, rocketChatToken: authToken };
	await stage.command(daemonUrl, 'register-agent', { ...credentials, email, roles });
	return userId;
}

/** A daemon, a customer's question in a room, and the app's calls about that room. */
async function openRoom(t: ExecutionContext, engine: Engine) {
	const { url } = await createTestDatabase(t, engine);
	const world = await startWorld(t, { databaseUrl: url });
	const { greenApi, rocketChat, idInstance } = world.stage;
	const asked = greenApi.customerWrites(idInstance, { chatId: CHAT, name: 'Mary', text: 'Hello' });
	const question = await waitFor(
		() =>
			rocketChat.rooms
				.flatMap(({ rid }) => rocketChat.messages(rid))
				.find(({ text }) => text === 'Hello'),
		{ label: 'the question' },
	);
	const room = rocketChat.rooms[0]!;
	const _id = await registerAgent(world);
	const call = async (type: string, message: object, fields: object = {}) => {
		const answer = await fetch(`${world.daemonUrl}/api/webhook/rocket`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-rocketchat-livechat-token': world.tokens.webhookToken,
			},
			body: JSON.stringify({
				...{ type, url: rocketChat.url, visitor: { token: room.visitorToken } },
				...{ agent: { ...agent, _id }, messages: [{ rid: room.rid, ...message }], ...fields },
			}),
		});
		return [answer.status, await answer.json()] as const;
	};
	const written = (msg: string, fields: object = {}) => ({
		...{ _id: 'R1', msg, agentId: _id, u: { ...agent, _id } },
		...fields,
	});
	return { ...world, instance: greenApi.instance(idInstance), asked, question, call, written };
}

for (const engine of availableEngines()) {
	test(`${engine}: an agent's edit, reaction and deletion reach the customer, in order`, async (t) => {
		const { instance, asked, question, call, written } = await openRoom(t, engine);
		const ok = [200, { status: 'ok' }] as const;
		t.deepEqual(await call('message', written('It left **today**')), ok);
		const editedAt = '2026-11-22T14:01:00.000Z';
		const edit = written('It left **yesterday**', { editedAt });
		t.deepEqual(await call('message-edited', edit), ok);
		t.deepEqual(await call('message-edited', edit), ok);
		const reaction = { reaction: ':thumbsup:', reactedAt: editedAt };
		t.deepEqual(await call('message-reaction', { _id: question._id }, reaction), ok);
		await waitFor(() => instance.reactions.length === 1, { label: 'the reaction' });
		t.like(instance.sentTo(CHAT), [{ text: 'It left *yesterday*', isEdited: true }]);
		t.like(instance.reactions, [{ idMessage: asked, chatId: CHAT, reaction: '👍' }]);
		t.deepEqual(await call('message-deleted', { _id: 'R1' }), ok);
		t.deepEqual(await call('message-deleted', { _id: 'R1' }), ok);
		await waitFor(() => instance.sentTo(CHAT)[0]?.isDeleted, { label: 'the deletion' });
		t.is(instance.sentTo(CHAT).length, 1);
	});

	test(`${engine}: what can't go out is answered at once`, async (t) => {
		const { instance, question, call } = await openRoom(t, engine);
		const stranger = { agent: { _id: 'bob', username: 'bob' }, reaction: ':+1:' };
		const [status, body] = await call('message-reaction', { _id: question._id }, stranger);
		t.is(status, 200);
		t.regex((body as { message: string }).message, /not registered/u);
		const own = { reaction: ':partyparrot:' };
		const [, refusal] = await call('message-reaction', { _id: question._id }, own);
		t.regex((refusal as { message: string }).message, /:partyparrot:/u);
		t.is((await call('message-deleted', {}))[0], 400);
		t.deepEqual(instance.reactions, []);
	});
}
