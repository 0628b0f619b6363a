import test from 'ava';
import { asRcMessageId } from '../../../src/core/domain/ids.js';
import { parseRocketChatWebhook } from '../../../src/core/rocket-chat/webhook.js';
import { fixture, ROOM, TOKEN } from './stand-in.js';

type Body = Record<string, unknown> & { messages: Record<string, unknown>[] };

const agentText = (): Body => fixture('webhook/Message.agent-text.json') as Body;
const withMessage = (fields: object): object => {
	const body = agentText();
	return { ...body, messages: [{ ...body.messages[0], ...fields }] };
};

const agent = { _id: 'jane-id', username: 'jane', name: 'Jane Doe' };
const envelope = {
	url: 'https://chat.example.com',
	visitor: { token: TOKEN, username: 'guest-10' },
};
const deletion = (messages: object[]): object => ({
	...{ ...envelope, type: 'message-deleted', agent, messages },
});
const reaction = (fields: object, message: object = { _id: 'm1', rid: ROOM }): object => ({
	...{ ...envelope, type: 'message-reaction', agent, messages: [message] },
	...{ reaction: ':thumbsup:', isRemoved: false, ...fields },
});

test('An agent’s message of the Omnichannel webhook is read', (t) => {
	const body = agentText();
	const event = parseRocketChatWebhook(body);
	t.like(event, { kind: 'agent-messages', visitorToken: TOKEN, roomId: ROOM });
	const messages = event.kind === 'agent-messages' ? event.messages : [];
	t.is(messages.length, 1);
	t.deepEqual(messages[0]?.payload, body.messages[0]);
	t.deepEqual(messages[0]?.message, {
		messageId: asRcMessageId('aG7kT2mZx9QvBn4Rp'),
		text: 'Hello Mary, your order left today.',
		files: [],
		quotedId: undefined,
		agentUserId: 'uJ8nF4cLq2HtPzWx6',
		agentUsername: 'jane',
		agentName: 'Jane Doe',
		writtenAt: Date.parse('2026-11-10T09:01:30.120Z'),
		isEdit: false,
		editedAt: '',
	});
});

test('The app’s spelling of the type means the same', (t) => {
	t.is(parseRocketChatWebhook({ ...agentText(), type: 'message' }).kind, 'agent-messages');
});

test('An edit is told from a new message', (t) => {
	const event = parseRocketChatWebhook(fixture('webhook/Message.agent-edited.json'));
	const editedAt = '2026-11-10T09:05:10.000Z';
	t.like(event, { showsAnswer: false, messages: [{ message: { isEdit: true, editedAt } }] });
	const byApp = { ...agentText(), type: 'message-edited' };
	const edited = { messages: [{ message: { isEdit: true, editedAt: '' } }] };
	t.like(parseRocketChatWebhook(byApp), { kind: 'agent-messages', showsAnswer: true, ...edited });
});

test('A file without a text is a message', (t) => {
	const event = parseRocketChatWebhook(fixture('webhook/Message.agent-file.json'));
	t.like(event, { messages: [{ message: { text: '', files: [{ name: 'invoice.png' }] } }] });
});

test('A deletion names its messages and who deleted them, whoever wrote them', (t) => {
	t.deepEqual(parseRocketChatWebhook(deletion([{ _id: 'm1', rid: ROOM }, { _id: 'm2' }])), {
		kind: 'agent-deletion',
		visitorToken: TOKEN,
		roomId: ROOM,
		agentUserId: 'jane-id',
		messageIds: [asRcMessageId('m1'), asRcMessageId('m2')],
	});
});

test('A reaction is read with everything that tells it from others', (t) => {
	t.deepEqual(parseRocketChatWebhook(reaction({ reactedAt: '2026-11-10T09:06:00.000Z' })), {
		kind: 'agent-reaction',
		visitorToken: TOKEN,
		roomId: ROOM,
		agentUserId: 'jane-id',
		messageIds: [asRcMessageId('m1')],
		reaction: ':thumbsup:',
		isRemoved: false,
		reactedAt: '2026-11-10T09:06:00.000Z',
	});
	t.like(parseRocketChatWebhook(reaction({ isRemoved: true, reaction: '👍' })), {
		isRemoved: true,
		reaction: '👍',
		reactedAt: '',
	});
});

test('A closed room is told', (t) => {
	const event = parseRocketChatWebhook(fixture('webhook/LivechatSession.closed.json'));
	t.deepEqual(event, {
		kind: 'room-closed',
		visitorToken: TOKEN,
		roomId: ROOM,
	});
});

test('Who serves a room is read, however it was handed on', (t) => {
	const room = { visitorToken: TOKEN, roomId: ROOM };
	for (const type of ['LivechatSessionTaken', 'LivechatSessionForwarded']) {
		const session = { ...envelope, _id: ROOM, messages: [], type };
		const served = { kind: 'room-served', ...room };
		const jane = { userId: 'jane-id', name: 'Jane Doe' };
		t.deepEqual(parseRocketChatWebhook({ ...session, agent }) as unknown, {
			...{ ...served, agent: jane },
		});
		t.like(parseRocketChatWebhook({ ...session, agent: { _id: 'x', username: 'joe' } }), {
			agent: { userId: 'x', name: 'joe' },
		});
		t.deepEqual(parseRocketChatWebhook(session) as unknown, { ...served, agent: undefined });
	}
});

test('Only the agents’ own words of a call with several messages are kept', (t) => {
	const { messages } = fixture('webhook/LivechatSession.closed.json') as Body;
	const event = parseRocketChatWebhook({ ...agentText(), messages });
	t.like(event, { kind: 'agent-messages' });
	const kept = event.kind === 'agent-messages' ? event.messages : [];
	t.deepEqual(
		kept.map(({ message }) => message.text),
		['Hello Mary, your order left yesterday.'],
	);
});

const IGNORED: Readonly<Record<string, () => unknown>> = {
	'a visitor’s own message': () => fixture('webhook/Message.visitor-text.json'),
	'a message with an empty agent': () => withMessage({ agentId: '' }),
	'a message under the visitor’s name': () => withMessage({ u: { username: 'guest-10' } }),
	'a system message': () => withMessage({ t: 'livechat-started' }),
	'a closing comment': () => withMessage({ closingMessage: true }),
	'a notice of the bridge': () => withMessage({ _id: 'garc-17' }),
	'a visitor of another channel': () => ({ ...agentText(), visitor: { token: 'widget-token' } }),
	'a session of another channel': () => ({ type: 'LivechatSession', visitor: { token: 'x' } }),
	'a session event': () => ({ ...agentText(), type: 'LivechatSessionStart' }),
	'a session of another channel that was taken': () => ({
		...{ type: 'LivechatSessionTaken', _id: ROOM, visitor: { token: 'x' }, agent },
	}),
	'a message of the app itself': () => withMessage({ u: { username: 'greenapi-rc.bot' } }),
	'a saved form': () => ({ ...agentText(), type: 'LivechatEdit' }),
	'an offline message': () => ({ type: 'LivechatOfflineMessage', message: 'hi' }),
	'an edited system message': () => ({ ...withMessage({ t: 'uj' }), type: 'message-edited' }),
	'an edit of the visitor': () => ({ ...withMessage({ agentId: '' }), type: 'message-edited' }),
	'a deleted notice of the bridge': () => deletion([{ _id: 'garc-17', rid: ROOM }]),
	'a deleted system message': () => deletion([{ _id: 'm1', rid: ROOM, t: 'uj' }]),
	'a deleted closing comment': () => deletion([{ _id: 'm1', rid: ROOM, closingMessage: true }]),
	'a reaction to a notice': () => reaction({}, { _id: 'garc-17', rid: ROOM }),
	'a reaction to a system message': () => reaction({}, { _id: 'm1', rid: ROOM, t: 'uj' }),
	'a reaction elsewhere': () => ({ ...reaction({}), visitor: { token: 'widget-token' } }),
	'a call without messages': () => ({ ...agentText(), messages: [] }),
	'a call without a type': () => ({ visitor: { token: TOKEN } }),
};

for (const [title, body] of Object.entries(IGNORED)) {
	test(`Nothing goes to the customer of ${title}`, (t) => {
		const event = parseRocketChatWebhook(body());
		t.is(event.kind, 'ignored');
		t.true(event.kind === 'ignored' && event.reason.length > 10);
	});
}

const MALFORMED: Readonly<Record<string, unknown>> = {
	'is not a JSON object': ['message'],
	'"visitor.token"': { type: 'message', visitor: {}, messages: [] },
	'"messages"': { type: 'Message', visitor: { token: TOKEN }, messages: {} },
	'"_id"': { type: 'Message', visitor: { token: TOKEN }, messages: [{ msg: 'secret words' }] },
	'"agent._id"': { ...deletion([{ _id: 'm1', rid: ROOM }]), agent: {} },
	'"reaction"': reaction({ reaction: '' }),
	'"rid"': { type: 'Message', visitor: { token: TOKEN }, messages: [{ _id: 'm', agentId: 'a' }] },
};

test('A body that can’t be read is refused with the field that is wrong', (t) => {
	for (const [field, body] of Object.entries(MALFORMED)) {
		const error = t.throws(() => parseRocketChatWebhook(body), { code: 'malformed-body' });
		t.true(error.message.includes(field), `message: ${error.message}`);
		t.like(error, { status: 400, name: 'RefusedError' });
		t.false(error.message.includes('secret words'));
	}
	for (const body of [undefined, null, 7, 'text']) {
		t.throws(() => parseRocketChatWebhook(body), { code: 'malformed-body' });
	}
});
