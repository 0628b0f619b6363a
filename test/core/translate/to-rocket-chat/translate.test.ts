import test from 'ava';
import { asChatId } from '../../../../src/core/domain/ids.js';
import { LANGUAGES } from '../../../../src/core/texts/languages.js';
import { createPhrasebook } from '../../../../src/core/texts/phrasebook.js';
import {
	KINDS,
	translateFromWhatsApp,
} from '../../../../src/core/translate/to-rocket-chat/index.js';
import { messageSample, parseSample, sampleNames } from '../../green-api/samples.js';
import { messageOf, textInRussian, textOf, translate } from './messages.js';

const book = createPhrasebook();

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
	const starred = { ...group, senderName: ' *Mary*\nDoe' };
	t.is(textOf('textMessage', textData('Hi'), starred), '*Mary Doe*\nHi');
});

test('marks what was not written by the customer', (t) => {
	t.is(textOf('textMessage', textData('Hi'), { origin: 'phone' }), '_(sent from the phone)_\nHi');
	t.is(textOf('textMessage', textData('Hi'), { origin: 'api' }), '_(sent by another program)_\nHi');
	const own = textInRussian('textMessage', textData('Hi'), { origin: 'phone' });
	t.is(own, '_(отправлено с телефона)_\nHi');
});

test('marks what was forwarded', (t) => {
	const forwarded = (forwardingScore: number) => ({
		extendedTextMessageData: { text: 'Hi', isForwarded: true, forwardingScore },
	});
	t.is(textOf('extendedTextMessage', forwarded(1)), '_(forwarded)_\nHi');
	t.is(textOf('extendedTextMessage', forwarded(5)), '_(forwarded many times)_\nHi');
	t.is(textInRussian('extendedTextMessage', forwarded(1)), '_(переслано)_\nHi');
	const contacts = { messageData: { contacts: [{ displayName: 'A' }], isForwarded: true } };
	t.is(textOf('contactsArrayMessage', contacts), '_(forwarded)_\n👤 *A*');
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
	const bare = { text: 'Hello', sourceType: 'ad' };
	t.is(
		textOf('extendedTextMessage', { extendedTextMessageData: bare }),
		'Hello\n> 📣 Came through an advertisement.',
	);
});

test('nobody outside can call everybody in the room', (t) => {
	t.notRegex(textOf('textMessage', textData('@all @here look')), /@(?:all|here)/u);
	t.is(textOf('textMessage', textData('me@all.example @allan')), 'me@all.example @allan');
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

test('an answer to buttons quotes the message with the buttons', (t) => {
	const { quote, text } = translate(
		messageSample('incomingMessageReceived-templateButtonsReplyMessage'),
	);
	t.truthy(quote?.messageId);
	t.regex(text, /^☑ Chosen: /u);
});
