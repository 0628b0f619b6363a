import test from 'ava';
import { asChatId, asWaMessageId } from '../../../../src/core/domain/ids.js';
import type { BridgeMessage } from '../../../../src/core/domain/message.js';
import type { WhatsAppMessage } from '../../../../src/core/green-api/events.js';
import { translateFromWhatsApp } from '../../../../src/core/translate/to-rocket-chat/index.js';
import { messageSample, parseSample, sampleNames } from '../../green-api/samples.js';

const SEE = "It can't be shown here: open WhatsApp on the phone to see it.";
const HELLO = 'I use Green-API to send this message to you!';
const QUOTED = '9A73322488DCB7D9689A6112F2528C9D';

for (const name of sampleNames) {
	const { event } = parseSample(name);
	if (event.kind === 'message') {
		test(`translates ${name}`, (t) => {
			const translation = translateFromWhatsApp(event);
			if (translation.action === 'skip') {
				t.regex(translation.reason, /^(?:the echo|a message in a group)/u);
			} else {
				t.true(translation.message.text !== '' || translation.message.file !== undefined);
				t.notRegex(translation.message.text, /\{\{SWE|undefined|\[object/u);
			}
		});
	}
}

/** What becomes of the recorded messages; names without `incomingMessageReceived-`. */
const EXPECTED: Readonly<Record<string, BridgeMessage>> = {
	textMessage: { text: HELLO },
	'textMessage.lid-sender': { text: HELLO },
	'extendedTextMessage.plain-text-real': { text: 'Hello' },
	extendedTextMessage: { text: 'https://green-api.com/docs/video' },
	quotedMessage: {
		text: 'Quoting a text message',
		quote: {
			messageId: '3EB063C771F28EB323FAE3',
			author: 'Green API inContacts',
			excerpt: 'Hello! This is a text message.',
		},
	},
	'quotedMessage.without-quotedMessage-object': {
		text: 'Quoting this',
		quote: { messageId: '3EB0D7D028C312EB513C' },
	},
	'textMessage.SWE001': {
		text: 'The customer sent a message that WhatsApp could not decrypt. It may still follow within minutes; if not, ask for it to be sent again.',
	},
	imageMessage: {
		text: 'Image',
		file: {
			kind: 'image',
			url: 'https://api.green-api.com/waInstance1234/downloadFile/19136A974392FA8CF584D70DD0E1AEDF',
			name: 'photo-2020-04-28-163300.jpg',
			mimeType: 'image/jpeg',
		},
	},
	documentMessage: {
		text: 'Document',
		file: {
			kind: 'document',
			url: 'https://api.green-api.com/waInstance1234/downloadFile/19136A974392FA8CF584D70DD0E1AEDF',
			name: 'example.pdf',
			mimeType: 'application/pdf',
		},
	},
	audioMessage: {
		text: '',
		file: {
			kind: 'audio',
			url: 'https://api.green-api.com/waInstance1234/downloadFile/19136A974392FA8CF584D70DD0E1AEDF',
			name: 'example.oga',
			mimeType: 'audio/ogg',
		},
	},
	'audioMessage.quotes-media': {
		text: '',
		file: {
			kind: 'audio',
			url: 'https://s/990173687/801078ab-3340-4e4aa5.ogg',
			name: '801078ab-3340-4f78-е9978be4aa5.ogg',
			mimeType: 'audio/ogg',
		},
		quote: { messageId: QUOTED, author: 'Green API', excerpt: 'photo' },
	},
	stickerMessage: {
		text: '',
		file: {
			kind: 'sticker',
			url: 'https://sw-media-1101.storage.yandexcloud.net/1101000001/a0128ca6-be8d-4813-9af7-54cdaf384317.webp',
			name: 'a0128ca6-be8d-4813-9af7-54cdaf384317.webp',
			mimeType: 'image/webp',
		},
	},
	pollMessage: { text: `The customer sent a poll. ${SEE}` },
	locationMessage: { text: `The customer sent a location. ${SEE}` },
	contactsArrayMessage: { text: `The customer sent several contacts. ${SEE}` },
	'contactsArrayMessage.docs-2023-quotes-text': {
		text: `The customer sent several contacts. ${SEE}`,
		quote: { messageId: QUOTED, excerpt: 'Hello' },
	},
	reactionMessage: {
		text: 'The customer reacted with 👍',
		quote: { messageId: 'F7AEC1B7086ECDC7E6E45923F5EDB825', author: 'Green API inContacts' },
	},
	editedMessage: {
		text: 'The customer edited a message, which now reads:\nNew message',
		quote: { messageId: 'BAE5AFC355030F7A' },
	},
	deletedMessage: {
		text: 'The customer deleted a message.',
		quote: { messageId: '84514217EF972039FC3F68A53C196306' },
	},
	pollUpdateMessage: {
		text: 'The customer voted in the poll “Color”: Red: 0, Green: 1',
		quote: { messageId: '30F6A068486C79D01CC683822E9258AE' },
	},
};

for (const [name, message] of Object.entries(EXPECTED)) {
	test(`makes the right message of ${name}`, (t) => {
		const sample = messageSample(`incomingMessageReceived-${name}`);
		t.deepEqual(translateFromWhatsApp(sample), { action: 'deliver', message });
	});
}

test('marks what was sent from the phone', (t) => {
	const text = translateFromWhatsApp(messageSample('outgoingMessageReceived-textMessage'));
	t.like(text, { message: { text: `_(sent from the phone)_\n${HELLO}` } });
	const deleted = translateFromWhatsApp(messageSample('outgoingMessageReceived-deletedMessage'));
	t.like(deleted, { message: { text: '_(sent from the phone)_\nYour side deleted a message.' } });
});

test('skips the echo of the API, and groups', (t) => {
	const echo = messageSample('outgoingAPIMessageReceived-extendedTextMessage');
	const group = messageSample('incomingMessageReceived-textMessage.group');
	t.deepEqual(
		[echo, group].map((one) => translateFromWhatsApp(one).action),
		['skip', 'skip'],
	);
});

function messageOf(
	typeMessage: string,
	wire: Record<string, unknown>,
	more: Partial<WhatsAppMessage> = {},
): WhatsAppMessage {
	return {
		kind: 'message',
		origin: 'customer',
		chatId: asChatId('79001112233@c.us'),
		messageId: asWaMessageId('A'),
		sentAt: Date.UTC(2026, 2, 1, 10, 15),
		senderId: '79001112233@c.us',
		senderName: 'Jane',
		chatName: 'Jane',
		typeMessage,
		data: { typeMessage, ...wire },
		...more,
	};
}

function textOf(message: WhatsAppMessage): string | undefined {
	const translation = translateFromWhatsApp(message);
	return translation.action === 'deliver' ? translation.message.text : undefined;
}

test('explains every marker of GREEN-API', (t) => {
	for (const textMessage of ['{{SWE001}}', '{{SWE003}}', ' {{SWE004}}\n', '{{SWE999}}']) {
		const text = textOf(messageOf('textMessage', { textMessageData: { textMessage } }));
		t.regex(text ?? '', /^The customer sent a message that .* could not /u);
	}
	const quoting = 'what does {{SWE001}} mean?';
	t.is(textOf(messageOf('textMessage', { textMessageData: { textMessage: quoting } })), quoting);
});

test('says so when a text is empty', (t) => {
	t.is(textOf(messageOf('textMessage', {})), 'The customer sent an empty message.');
});

test('says what a file without a link is', (t) => {
	const file = { fileName: 'holiday.mp4', caption: 'look', mimeType: 'video/mp4' };
	const tooLarge = { fileMessageData: { ...file, downloadUrl: '{{SWE002}}' } };
	t.is(
		textOf(messageOf('videoMessage', tooLarge)),
		'The customer sent a video (holiday.mp4) that is too large to be handed over (more than 100 MB): open WhatsApp on the phone to see it.\nlook',
	);
	for (const downloadUrl of ['', 'ftp://a', 'https://', undefined]) {
		t.is(
			textOf(messageOf('imageMessage', { fileMessageData: { downloadUrl } })),
			'The customer sent a photo that GREEN-API could not hand over: open WhatsApp on the phone to see it.',
		);
	}
});

test('takes back a reaction', (t) => {
	const wire = { extendedTextMessageData: { text: '' }, quotedMessage: { stanzaId: 'B' } };
	t.is(textOf(messageOf('reactionMessage', wire)), 'The customer removed a reaction.');
});

test('names a kind that was not invented yet', (t) => {
	for (const kind of ['hologramMessage', 'constructor', '__proto__', '']) {
		t.is(
			textOf(messageOf(kind, {})),
			`The customer sent a message of a kind that the bridge does not know. ${SEE}`,
		);
	}
});

test('survives anything in the data of any kind', (t) => {
	const kinds = new Set(sampleNames.map((name) => name.split('-')[1]?.split('.')[0] ?? ''));
	const keys = [
		'textMessageData',
		'extendedTextMessageData',
		'fileMessageData',
		'editedMessageData',
		'deletedMessageData',
		'pollMessageData',
		'quotedMessage',
	];
	const wrongs = [null, 7, 'text', [], [null], {}, { votes: 5 }, { votes: [null, {}, 'x'] }];
	for (const kind of kinds) {
		for (const wrong of wrongs) {
			const wire = Object.fromEntries(keys.map((key) => [key, wrong]));
			t.is(translateFromWhatsApp(messageOf(kind, wire)).action, 'deliver');
		}
	}
});
