import test from 'ava';
import { describeContent, firstLine, kindOf } from '../../../src/core/green-api/quote.js';
import { parseGreenApiWebhook } from '../../../src/core/green-api/webhook.js';

for (const [typeMessage, content, expected] of [
	['textMessage', { textMessage: ' Hi\nthere' }, { excerpt: 'Hi' }],
	['textMessage', { textMessageData: { textMessage: 'Hi' } }, { excerpt: 'Hi' }],
	['extendedTextMessage', { extendedTextMessageData: { text: 'Hi' } }, { excerpt: 'Hi' }],
	['imageMessage', { caption: 'Look' }, { excerpt: 'Look', kind: 'imageMessage' }],
	[
		'documentMessage',
		{ fileMessageData: { caption: '', fileName: 'a.pdf' } },
		{ excerpt: 'a.pdf', kind: 'documentMessage' },
	],
	['stickerMessage', {}, { kind: 'stickerMessage' }],
	[
		'locationMessage',
		{ location: { address: 'Main St' } },
		{ excerpt: 'Main St', kind: 'locationMessage' },
	],
	[
		'contactMessage',
		{ contact: { displayName: 'Ann' } },
		{ excerpt: 'Ann', kind: 'contactMessage' },
	],
	[
		'ContactsArrayMessage',
		{ messageData: { contacts: [{}, { displayName: 'Ann' }] } },
		{ excerpt: 'Ann', kind: 'contactsArrayMessage' },
	],
	['buttonsMessage', { contentText: 'Pick' }, { excerpt: 'Pick', kind: 'buttonsMessage' }],
	['pollMessage', { pollMessageData: { name: 'Day?' } }, { excerpt: 'Day?', kind: 'pollMessage' }],
	[
		'templateButtonsReplyMessage',
		{ selectedDisplayText: 'Red' },
		{ excerpt: 'Red', kind: 'templateButtonsReplyMessage' },
	],
	['', undefined, {}],
] as const) {
	test(`A quoted ${typeMessage} with ${JSON.stringify(content)} shows what it is`, (t) => {
		t.deepEqual(describeContent(typeMessage, content), expected);
	});
}

test('The first line of a text is what stands first', (t) => {
	t.is(firstLine('\n\n a \r\nb'), 'a');
	t.is(firstLine(' '), '');
	t.is(kindOf('ContactsArrayMessage'), 'contactsArrayMessage');
});

test('A quote is found inside the message, beside it, or only by its id', (t) => {
	const quoted = { stanzaId: 'Q', typeMessage: 'textMessage', textMessage: 'Hi' };
	const reply = { text: 'yes', stanzaId: 'Q' };
	const quoteOf = (messageData: object, beside: object = {}) => {
		const body = { typeWebhook: 'incomingMessageReceived', idMessage: 'A' };
		const senderData = { chatId: '1@c.us' };
		const event = parseGreenApiWebhook({ ...body, senderData, messageData, ...beside })?.event;
		return event?.kind === 'message' ? event.quote : undefined;
	};
	t.deepEqual(quoteOf({ quotedMessage: quoted }), { messageId: 'Q', excerpt: 'Hi' });
	t.deepEqual(quoteOf({}, { quotedMessage: quoted }), { messageId: 'Q', excerpt: 'Hi' });
	t.deepEqual(quoteOf({ extendedTextMessageData: reply }), { messageId: 'Q' });
	t.is(quoteOf({ quotedMessage: { typeMessage: 'textMessage' } }), undefined);
});

test('A message without any names is still one', (t) => {
	const body = {
		typeWebhook: 'incomingMessageReceived',
		idMessage: 'A',
		senderData: { chatId: '12@lid' },
		messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: 'Hi' } },
	};
	t.like(parseGreenApiWebhook(body)?.event, {
		kind: 'message',
		senderId: '12@lid',
		senderName: '',
		chatName: '',
	});
});

test('Webhooks that nobody knows yet are kept by their name', (t) => {
	for (const name of ['catalogUpdated', 'incomingPayment'])
		t.deepEqual(parseGreenApiWebhook({ typeWebhook: name })?.event, { kind: 'other', name });
});
