import test from 'ava';
import { parseRocketChatWebhook } from '../../src/core/rocket-chat/webhook.js';
import { loadApp } from '../support/load-app.js';

type Scene = { url: string; room: unknown; agent: unknown };
type Body = Record<string, unknown>;
const { messageBody, editBody, deletionBody, reactionBody, sessionBody } = loadApp<{
	messageBody(scene: Scene, message: unknown): Body;
	editBody(scene: Scene, message: unknown): Body;
	deletionBody(scene: Scene, message: unknown): Body;
	reactionBody(scene: Scene, message: unknown, how: object): Body;
	sessionBody(type: string, scene: Scene): Body;
}>('src/events/bodies');

const jane = {
	id: 'user1',
	username: 'jane',
	name: 'Jane Doe',
	emails: [{ address: 'jane@example.org' }],
};
const visitor = {
	id: 'visitor1',
	token: 'greenapi:5d0c2f7a9b3e4816a1c7d2e94f60b853',
	name: 'Mary',
	username: 'guest-10',
	phone: [{ phoneNumber: '79001112233' }],
};
const room = {
	id: 'room1',
	type: 'l',
	displayName: 'Mary',
	createdAt: new Date('2026-11-10T09:00:00.000Z'),
	lastModifiedAt: new Date('2026-11-10T09:01:00.000Z'),
	visitor,
};
const scene: Scene = { url: 'https://chat.example.org', room, agent: jane };
const message = {
	id: 'message1',
	sender: jane,
	text: '[ ](https://chat.example.org/live/room1?msg=message0) Here is the **scan**',
	createdAt: new Date('2026-11-10T09:01:30.120Z'),
	updatedAt: new Date('2026-11-10T09:01:30.130Z'),
};

/** As the daemon receives it. */
function sent(body: Body): Body {
	return JSON.parse(JSON.stringify(body)) as Body;
}

test('a message has the envelope and the fields of the protocol', (t) => {
	t.deepEqual(sent(messageBody(scene, message)), {
		type: 'message',
		url: 'https://chat.example.org',
		_id: 'room1',
		label: 'Mary',
		createdAt: '2026-11-10T09:00:00.000Z',
		lastMessageAt: '2026-11-10T09:01:00.000Z',
		visitor: {
			_id: 'visitor1',
			token: visitor.token,
			name: 'Mary',
			username: 'guest-10',
			phone: [{ phoneNumber: '79001112233' }],
		},
		agent: { _id: 'user1', username: 'jane', name: 'Jane Doe', email: 'jane@example.org' },
		messages: [
			{
				_id: 'message1',
				u: { _id: 'user1', username: 'jane', name: 'Jane Doe' },
				username: 'jane',
				msg: message.text,
				ts: '2026-11-10T09:01:30.120Z',
				rid: 'room1',
				agentId: 'user1',
				_updatedAt: '2026-11-10T09:01:30.130Z',
			},
		],
	});
});

test('the daemon reads every file of a message, with size and kind', (t) => {
	const files = messageBody(scene, {
		...message,
		file: { _id: 'file2', name: 'b.pdf', type: 'application/pdf' },
		attachments: [
			{
				title: { value: 'a.png', link: '/file-upload/file1/a.png' },
				imageUrl: '/file-upload/file1/a.png',
				imageType: 'image/png',
				imageSize: 1024,
				imagePreview: 'AAAA',
				description: 'Page 1',
			},
			{ title: { value: 'b.pdf', link: '/file-upload/file2/b.pdf' }, timestamp: new Date(NaN) },
		],
	});
	const event = parseRocketChatWebhook(sent(files));
	t.is(event.kind, 'agent-messages');
	if (event.kind !== 'agent-messages') return;
	const [first] = event.messages;
	t.is(String(first!.message.quotedId), 'message0');
	t.is(first!.message.text, 'Here is the **scan**');
	t.deepEqual(first!.message.files, [
		{
			path: '/file-upload/file1/a.png',
			name: 'a.png',
			mimeType: 'image/png',
			caption: 'Page 1',
			sizeBytes: 1024,
		},
		{
			path: '/file-upload/file2/b.pdf',
			name: 'b.pdf',
			mimeType: 'application/pdf',
			caption: '',
			sizeBytes: undefined,
		},
	]);
	t.notRegex(JSON.stringify(files), /AAAA/);
});

test('an edit, a deletion and a reaction are read as such', (t) => {
	const editedAt = new Date('2026-11-10T09:05:10.000Z');
	const edit = parseRocketChatWebhook(sent(editBody(scene, { ...message, editedAt })));
	t.true(edit.kind === 'agent-messages' && edit.messages[0]!.message.isEdit);
	t.is(parseRocketChatWebhook(sent(deletionBody(scene, message))).kind, 'agent-deletion');
	const how = { name: ':thumbsup:', isRemoved: false, at: new Date('2026-11-10T09:06:00.000Z') };
	const body = sent(reactionBody(scene, { id: 'wa-0f3b7c' }, how));
	t.like(body, {
		reaction: ':thumbsup:',
		isRemoved: false,
		reactedAt: '2026-11-10T09:06:00.000Z',
		messages: [{ _id: 'wa-0f3b7c', rid: 'room1' }],
	});
	t.is(parseRocketChatWebhook(body).kind, 'agent-reaction');
});

test('the end of a conversation names the room, and nobody where nobody served it', (t) => {
	const closed = sent(sessionBody('LivechatSession', { ...scene, agent: undefined }));
	t.is(parseRocketChatWebhook(closed).kind, 'room-closed');
	t.false('agent' in closed);
	t.deepEqual(closed['messages'], []);
});

test('whatever is missing, a body comes out', (t) => {
	for (const odd of [undefined, null, {}, 'text', { sender: null, attachments: 'x' }]) {
		const empty = { url: '', room: odd, agent: odd };
		t.is(messageBody(empty, odd)['type'], 'message');
		t.is(deletionBody(empty, odd)['type'], 'message-deleted');
	}
});
