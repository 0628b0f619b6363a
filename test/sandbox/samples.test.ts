import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parseGreenApiWebhook } from '../../src/core/green-api/webhook.js';
import { parseRocketChatWebhook } from '../../src/core/rocket-chat/webhook.js';
import { translateFromWhatsApp } from '../../src/core/translate/to-rocket-chat/index.js';
import { createPhrasebook } from '../../src/core/texts/phrasebook.js';
import { WHATSAPP_SAMPLES } from '../../src/sandbox/samples/green-api.js';
import { ROCKET_CHAT_SAMPLES } from '../../src/sandbox/samples/rocket-chat.js';
import type { Occasion } from '../../src/sandbox/samples/types.js';
import { repositoryRoot } from '../support/repository.js';

const OCCASION: Occasion = {
	...{ idInstance: '1101000001', wid: '79000000000@c.us', chatId: '12025550123@c.us' },
	...{ name: 'Sample Customer', text: 'Hello there', messageId: 'BAE5' },
	...{ about: '3EB0', fileUrl: 'https://example.org/a.png', at: 1_750_000_000_000 },
};

const incoming = (type: string) => `incomingMessageReceived-${type}`;

/** Which recorded webhook a sample has the form of. */
const RECORDED: Readonly<Record<string, string>> = {
	text: incoming('textMessage'),
	link: incoming('extendedTextMessage'),
	quote: incoming('quotedMessage.quotes-text'),
	image: incoming('imageMessage'),
	video: incoming('videoMessage'),
	audio: incoming('audioMessage'),
	document: incoming('documentMessage'),
	sticker: incoming('stickerMessage'),
	location: incoming('locationMessage'),
	contact: incoming('contactMessage'),
	contacts: incoming('contactsArrayMessage'),
	poll: incoming('pollMessage'),
	'poll-votes': incoming('pollUpdateMessage'),
	buttons: incoming('buttonsMessage'),
	'interactive-buttons': incoming('interactiveButtons'),
	template: incoming('templateMessage'),
	list: incoming('listMessage'),
	'button-answer': incoming('buttonsResponseMessage'),
	'template-answer': incoming('templateButtonsReplyMessage'),
	'list-answer': incoming('listResponseMessage'),
	'group-invite': incoming('groupInviteMessage'),
	'group-text': incoming('textMessage.group'),
	undecrypted: incoming('textMessage.SWE001'),
	edited: incoming('editedMessage'),
	deleted: incoming('deletedMessage'),
	reaction: incoming('reactionMessage'),
	'phone-text': 'outgoingMessageReceived-textMessage',
	'phone-reaction': 'outgoingMessageReceived-reactionMessage',
	'api-text': 'outgoingAPIMessageReceived-extendedTextMessage',
	call: 'incomingCall',
	'call-missed': 'incomingCall',
	'call-made': 'outgoingCall',
	'status-sent': 'outgoingMessageStatus.sent-real',
	'status-no-account': 'outgoingMessageStatus.noAccount',
	'state-authorized': 'stateInstanceChanged',
	'state-not-authorized': 'stateInstanceChanged',
	'contact-blocked': 'incomingBlock',
	quota: 'quotaExceeded',
	device: 'deviceInfo',
};

/** The paths of all fields of an object, with the type of what is there; of a list all that its elements have. */
function fieldsOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value))
		return [...new Set(value.flatMap((inner) => fieldsOf(inner, `${path}[]`)))];
	if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
	return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, `${path}.${key}`));
}

function fixture(side: string, name: string): unknown {
	const path = join(repositoryRoot, 'test', 'fixtures', side, `${name}.json`);
	return JSON.parse(readFileSync(path, 'utf8'));
}

/** Where recordings of one kind differ from each other, and from the samples. */
const OPTIONAL =
	/jpegThumbnail|senderContactName|chatName|chatId|previewType|forwardingScore|isForwarded|isTemplateMessage|fileName|description|timestamp/u;

test('the samples have the fields of recorded webhooks', (t) => {
	for (const [kind, recorded] of Object.entries(RECORDED)) {
		const sample = WHATSAPP_SAMPLES.find((one) => one.kind === kind);
		const made = fieldsOf(sample?.make(OCCASION)).filter((field) => !OPTIONAL.test(field));
		const theirs = fieldsOf(fixture('green-api', recorded)).filter((one) => !OPTIONAL.test(one));
		t.deepEqual(made.toSorted(), theirs.toSorted(), `of ${kind}`);
	}
});

/** The kinds of events that the daemon reads, where it is not a message. */
const EVENTS: readonly (readonly [RegExp, string])[] = [
	[/^call/u, 'call'],
	[/^status-/u, 'receipt'],
	[/^state-/u, 'state'],
	[/^contact-(?:un)?blocked$/u, 'block'],
	[/^quota$/u, 'quota'],
	[/^device$/u, 'other'],
];

test('every sample of GREEN-API is the event that it says', (t) => {
	const say = createPhrasebook().say('en');
	for (const { kind, make } of WHATSAPP_SAMPLES) {
		const webhook = parseGreenApiWebhook(make(OCCASION));
		const expected = EVENTS.find(([pattern]) => pattern.test(kind))?.[1] ?? 'message';
		t.is(webhook?.event.kind, expected as 'message', `of ${kind}`);
		t.is(webhook?.idInstance, OCCASION.idInstance);
		if (webhook?.event.kind !== 'message') continue;
		const translation = translateFromWhatsApp(webhook.event, say);
		t.is(translation.action, 'deliver', `of ${kind}`);
		const isUnknown = JSON.stringify(translation).includes(say('kind.a.unknown'));
		t.is(isUnknown, kind === 'unknown', `of ${kind}`);
	}
});

test('no two kinds have one name, and all say what they are in both languages', (t) => {
	const all = [...WHATSAPP_SAMPLES, ...ROCKET_CHAT_SAMPLES];
	t.is(new Set(all.map(({ kind }) => kind)).size, all.length);
	for (const { kind, meaning } of all) {
		t.regex(kind, /^[a-z]+(?:-[a-z]+)*$/u);
		t.regex(meaning[1], /[а-яё]/u, `of ${kind}`);
	}
});

test('every sample of Rocket.Chat is the call that it says, with the fields of recorded ones', (t) => {
	const occasion = {
		...OCCASION,
		...{ workspaceUrl: 'https://chat.example.org', roomId: 'room1', visitorToken: 'greenapi:1' },
		fileUrl: '/file-upload/abc/invoice.pdf',
		agent: { userId: 'u1', username: 'jane' },
	};
	const eventOf = (kind: string) =>
		parseRocketChatWebhook(ROCKET_CHAT_SAMPLES.find((one) => one.kind === kind)?.make(occasion));
	const text = eventOf('agent-text');
	t.true(text.kind === 'agent-messages' && text.messages[0]?.message.text === 'Hello there');
	const file = eventOf('agent-file');
	t.true(
		file.kind === 'agent-messages' && file.messages[0]?.message.files[0]?.name === 'invoice.pdf',
	);
	const edit = eventOf('agent-edit');
	t.true(edit.kind === 'agent-messages' && edit.messages[0]?.message.isEdit);
	t.is(eventOf('taken').kind, 'room-served');
	t.is(eventOf('close').kind, 'room-closed');
	const made = fieldsOf(ROCKET_CHAT_SAMPLES[0]?.make(occasion));
	const theirs = fieldsOf(fixture('rocket-chat/webhook', 'Message.agent-text'));
	for (const field of made) t.true(theirs.includes(field), `of ${field}`);
});
