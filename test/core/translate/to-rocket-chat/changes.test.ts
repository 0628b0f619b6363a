import test from 'ava';
import { followUpOf, withText } from '../../../../src/core/green-api/follow-up.js';
import { createPhrasebook } from '../../../../src/core/texts/phrasebook.js';
import {
	asDeleted,
	withEarlier,
	writtenText,
} from '../../../../src/core/translate/to-rocket-chat/in-place.js';
import { messageOf, translate } from './messages.js';

const say = createPhrasebook().say('en');
const reaction = (text: string) => ({
	extendedTextMessageData: { text },
	quotedMessage: { stanzaId: 'Q' },
});

for (const [kind, data, english, russian] of [
	['reactionMessage', reaction('👍'), 'reacted with 👍', 'реакция: 👍'],
	['reactionMessage', reaction(''), 'removed the reaction', 'реакция снята'],
	[
		'editedMessage',
		{ editedMessageData: { stanzaId: 'Q', textMessage: 'New\ntext' } },
		'✏️ _changed this message; it now reads:_\nNew\ntext',
		'✏️ _сообщение изменено, теперь:_\nNew\ntext',
	],
	[
		'editedMessage',
		{ editedMessageData: { stanzaId: 'Q', caption: 'New' } },
		'✏️ _changed this message; it now reads:_\nNew',
		'✏️ _сообщение изменено, теперь:_\nNew',
	],
	[
		'editedMessage',
		{ editedMessageData: { stanzaId: 'Q', textMessage: '{{SWE001}}' } },
		'✏️ _changed this message_',
		'✏️ _сообщение изменено_',
	],
	[
		'deletedMessage',
		{ deletedMessageData: { stanzaId: 'Q' } },
		'🗑 _deleted this message in WhatsApp_',
		'🗑 _сообщение удалено в WhatsApp_',
	],
] as const) {
	test(`${kind} as a line: ${JSON.stringify(english)}`, (t) => {
		const message = messageOf(kind, data);
		t.deepEqual(translate(message), { text: english, quote: { messageId: 'Q' } });
		t.is(translate(message, 'ru').text, russian);
		t.is(followUpOf(message)?.about, 'Q' as never);
	});
}

test('A change that does not tell its message is a line without a quote', (t) => {
	for (const kind of ['editedMessage', 'deletedMessage', 'reactionMessage', 'pollUpdateMessage']) {
		const message = messageOf(kind, {});
		t.is(followUpOf(message), undefined);
		t.is(translate(message).quote, undefined);
		t.not(translate(message).text, '');
	}
});

for (const [kind, data, expected] of [
	['textMessage', { textMessageData: { textMessage: ' Hi @all ' } }, 'Hi @\u2060all'],
	['extendedTextMessage', { extendedTextMessageData: { text: 'Hi' } }, 'Hi'],
	['imageMessage', { fileMessageData: { caption: 'Look' } }, 'Look'],
	['locationMessage', {}, ''],
] as const) {
	test(`What was written in ${kind} is ${JSON.stringify(expected)}`, (t) => {
		t.is(writtenText(messageOf(kind, data)), expected);
	});
}

test('A changed message is what it would have been with the new text', (t) => {
	const text = messageOf('textMessage', { textMessageData: { textMessage: 'Old' } });
	t.is(writtenText(withText(text, 'New')), 'New');
	const link = messageOf('extendedTextMessage', { extendedTextMessageData: { text: 'Old' } });
	t.is(writtenText(withText(link, 'New')), 'New');
	const file = { downloadUrl: 'https://x.example/1', caption: 'Old', fileName: 'a.jpg' };
	const image = withText(messageOf('imageMessage', { fileMessageData: file }), 'New');
	t.is(translate(image).text, 'New');
	t.is(translate(image).file?.name, 'a.jpg');
});

test('Earlier texts stand below the new one, as quotes, oldest first', (t) => {
	t.is(
		withEarlier('three', ['one\nand', ' ', 'two'], say),
		'three\n_(edited; before:)_\n> one\n> and\n> two',
	);
	t.is(withEarlier('three', [''], say), 'three');
});

test('A deleted message keeps its text below the mark', (t) => {
	t.is(asDeleted('two\nlines', say), '🗑 _(deleted in WhatsApp)_\ntwo\nlines');
	t.is(asDeleted('', say), '🗑 _(deleted in WhatsApp)_');
	t.is(asDeleted('', createPhrasebook().say('ru')), '🗑 _(удалено в WhatsApp)_');
});
