import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parseRocketChatWebhook } from '../../src/core/rocket-chat/webhook.js';
import { repositoryRoot } from '../support/repository.js';

const page = readFileSync(join(repositoryRoot, 'docs/protocol.md'), 'utf8');
const examples = [...page.matchAll(/^```json\n(.*?)^```$/gmsu)].map(
	([, text = '']) => JSON.parse(text) as Record<string, unknown>,
);

test('every example of the page is what it says to the daemon', (t) => {
	const kinds = examples.map((body) => [body['type'], parseRocketChatWebhook(body).kind]);
	t.deepEqual(kinds, [
		['message', 'agent-messages'],
		['message-edited', 'agent-messages'],
		['message-deleted', 'agent-deletion'],
		['message-reaction', 'agent-reaction'],
		['LivechatSession', 'room-closed'],
		['app-started', 'ignored'],
	]);
});

test('nothing of the examples is lost when they are read', (t) => {
	const [message, edit, deletion, reaction] = examples.map((body) => parseRocketChatWebhook(body));
	t.like(message, {
		messages: [
			{
				message: {
					text: 'Here is the **scan**',
					quotedId: 'message0',
					agentName: 'Jane Doe',
					isEdit: false,
					files: [{ name: 'scan.pdf', caption: 'Page 1', sizeBytes: 20_480 }],
				},
			},
		],
	});
	t.like(edit, { messages: [{ message: { isEdit: true, editedAt: '2026-11-10T09:05:10.000Z' } }] });
	t.like(deletion, { messageIds: ['message1'], agentUserId: 'user1', roomId: 'room1' });
	t.like(reaction, { reaction: ':thumbsup:', isRemoved: false, messageIds: ['wa-0f3b7c'] });
});

test('an example of an edit without its fields is refused by their names', (t) => {
	const [, edit] = examples;
	t.throws(() => parseRocketChatWebhook({ ...edit, visitor: {} }), { message: /visitor\.token/u });
	t.throws(() => parseRocketChatWebhook({ ...edit, messages: [{}] }), { message: /"_id"/u });
});
