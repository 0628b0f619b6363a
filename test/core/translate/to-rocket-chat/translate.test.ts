import test from 'ava';
import fc from 'fast-check';
import { asChatId, asWaMessageId } from '../../../../src/core/domain/ids.js';
import type { BridgeMessage } from '../../../../src/core/domain/message.js';
import type { WhatsAppMessage } from '../../../../src/core/green-api/events.js';
import { createPhrasebook, LANGUAGES } from '../../../../src/core/texts/phrasebook.js';
import {
	KINDS,
	translateFromWhatsApp,
} from '../../../../src/core/translate/to-rocket-chat/index.js';
import { messageSample, parseSample, sampleNames } from '../../green-api/samples.js';

const book = createPhrasebook();
const say = book.say('en');

function translate(message: WhatsAppMessage): BridgeMessage {
	const translation = translateFromWhatsApp(message, say);
	if (translation.action === 'skip') throw new TypeError(translation.reason);
	return translation.message;
}

/** A customer's message of that kind. */
function messageOf(
	typeMessage: string,
	data: Readonly<Record<string, unknown>>,
	overrides: Partial<WhatsAppMessage> = {},
): WhatsAppMessage {
	return {
		kind: 'message',
		origin: 'customer',
		chatId: asChatId('79001112233@c.us'),
		messageId: asWaMessageId('A1'),
		sentAt: Date.UTC(2026, 2, 1, 10, 15),
		senderId: '79001112233@c.us',
		senderName: 'Mary',
		chatName: 'Mary',
		typeMessage,
		data,
		...overrides,
	};
}

const textOf = (...rest: Parameters<typeof messageOf>): string =>
	translate(messageOf(...rest)).text;
const textData = (textMessage: string) => ({ textMessageData: { textMessage } });

for (const name of sampleNames) {
	const { event } = parseSample(name);
	if (event.kind !== 'message') continue;
	test(`says something of ${name} in every language`, (t) => {
		for (const language of LANGUAGES) {
			const translation = translateFromWhatsApp(event, book.say(language));
			t.is(translation.action, 'deliver');
			if (translation.action === 'skip') return;
			const { text, file } = translation.message;
			t.true(text !== '' || file !== undefined);
			t.notRegex(text, /\{\{SWE|undefined|\[object|\{\w+\}/u);
		}
	});
}

const KIND_NAMES = [...KINDS.flatMap(({ wire }) => wire), 'invented', ''];
const FIELDS = [
	'textMessageData',
	'extendedTextMessageData',
	'fileMessageData',
	'locationMessageData',
	'contactMessageData',
	'messageData',
	'contacts',
	'pollMessageData',
	'buttonsMessage',
	'templateMessage',
	'interactiveButtons',
	'listMessage',
	'quotedMessage',
	'groupInviteMessageData',
	'editedMessageData',
];

test('never throws and always says something, whatever the data hold', (t) => {
	const data = fc.dictionary(fc.constantFrom(...FIELDS), fc.jsonValue({ maxDepth: 4 }));
	fc.assert(
		fc.property(fc.constantFrom(...KIND_NAMES), data, (typeMessage, held) => {
			const { text, file } = translate(messageOf(typeMessage, held));
			t.true(text !== '' || file !== undefined);
			t.notRegex(text, /\[object Object\]|\{\{SWE/u);
		}),
		{ numRuns: 500 },
	);
});

test('no kind claims the wire name of another', (t) => {
	const names = KINDS.flatMap(({ wire }) => wire);
	t.is(new Set(names).size, names.length);
});

test('names the author of a message in a group, in text and caption', (t) => {
	const group = { chatId: asChatId('1203630439@g.us'), chatName: 'Family' };
	t.is(textOf('textMessage', textData('Hi'), group), '*Mary*\nHi');
	const nameless = { ...group, senderName: '' };
	t.is(textOf('textMessage', textData('Hi'), nameless), '*+79001112233*\nHi');
	const fileMessageData = { downloadUrl: 'https://x.example/1', caption: 'Look' };
	t.is(textOf('imageMessage', { fileMessageData }, group), '*Mary*\nLook');
});

test('marks what was not written by the customer', (t) => {
	t.is(textOf('textMessage', textData('Hi'), { origin: 'phone' }), '_(sent from the phone)_\nHi');
	t.is(textOf('textMessage', textData('Hi'), { origin: 'api' }), '_(sent by another program)_\nHi');
});

test('marks what was forwarded', (t) => {
	const forwarded = (forwardingScore: number) => ({
		extendedTextMessageData: { text: 'Hi', isForwarded: true, forwardingScore },
	});
	t.is(textOf('extendedTextMessage', forwarded(1)), '_(forwarded)_\nHi');
	t.is(textOf('extendedTextMessage', forwarded(5)), '_(forwarded many times)_\nHi');
});

test('shows the preview of a link, and the advertisement somebody came through', (t) => {
	const text = 'https://shop.example/1';
	const preview = { text, title: 'A lamp', description: 'Bright' };
	t.is(
		textOf('extendedTextMessage', { extendedTextMessageData: preview }),
		`${text}\n> A lamp – Bright`,
	);
	const ad = {
		text: 'Hello',
		title: 'Sale',
		sourceUrl: 'https://fb.me/1',
		showAdAttribution: true,
	};
	t.is(
		textOf('extendedTextMessage', { extendedTextMessageData: ad }),
		'Hello\n> 📣 Came through an advertisement: Sale https://fb.me/1',
	);
});

test('nobody outside can call everybody in the room', (t) => {
	t.notRegex(textOf('textMessage', textData('@all @here look')), /@(?:all|here)/u);
	t.is(textOf('textMessage', textData('me@all.example @allan')), 'me@all.example @allan');
});

test('reads a business card with folded lines, labels and escapes', (t) => {
	const vcard = [
		'BEGIN:VCARD',
		'VERSION:3.0',
		'N:Doe;Mary;;;',
		'FN:Mary\\, Doe',
		'ORG:Lamps \\; Co;Sales',
		'item1.TEL;waid=79001112233:+7 900 111',
		'  22 33',
		'item1.X-ABLabel:Mobile',
		'TEL;type=WORK;type=VOICE:+7 495 1',
		'EMAIL:mary@example.org',
		'END:VCARD',
	].join('\r\n');
	t.is(
		textOf('contactMessage', { contactMessageData: { displayName: '', vcard } }),
		'👤 *Mary, Doe*\nLamps ; Co, Sales\n+7 900 111 22 33\n+7 495 1 (work)\nmary@example.org',
	);
});

test('reads several contacts, nested and flat', (t) => {
	const contacts = [{ displayName: 'A', vcard: '' }, { displayName: 'B' }];
	const expected = '👤 *A*\n\n👤 *B*';
	t.is(textOf('contactsArrayMessage', { contacts }), expected);
	t.is(textOf('contactsArrayMessage', { messageData: { contacts } }), expected);
	t.regex(textOf('contactsArrayMessage', {}), /contact that can't be read/u);
});

test('a file without a link says so and can be asked for', (t) => {
	const fileMessageData = { downloadUrl: '', caption: 'Look', fileName: 'scan.pdf' };
	const shown = translate(messageOf('documentMessage', { fileMessageData }));
	t.deepEqual(shown.missingFile, { reason: 'no-link' });
	t.regex(shown.text, /a document \(scan\.pdf\) that GREEN-API could not hand over.*\nLook$/su);
	const tooLarge = { fileMessageData: { downloadUrl: '{{SWE002}}' } };
	const large = translate(messageOf('videoMessage', tooLarge));
	t.deepEqual(large.missingFile, { reason: 'too-large' });
});

test('shows a place without coordinates, and one beyond the map', (t) => {
	const place = (locationMessageData: object) => textOf('locationMessage', { locationMessageData });
	t.is(place({ nameLocation: 'Café', latitude: 91, longitude: 0 }), '📍 *Café*');
	t.regex(place({}), /without coordinates/u);
	t.is(place({ latitude: '1.5', longitude: -2 }), '📍 https://www.google.com/maps?q=1.5,-2');
});

test('an answer to buttons quotes the message with the buttons', (t) => {
	const { quote, text } = translate(
		messageSample('incomingMessageReceived-templateButtonsReplyMessage'),
	);
	t.truthy(quote?.messageId);
	t.regex(text, /^☑ Chosen: /u);
});
