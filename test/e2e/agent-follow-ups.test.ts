import test from 'ava';
import { availableEngines } from '../support/databases.js';
import { waitFor } from '../support/wait-for.js';
import { CHAT, openRoom } from './answering-agent.js';

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
