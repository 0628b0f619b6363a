import test from 'ava';
import { createPhrasebook } from '../../../../src/core/texts/phrasebook.js';
import {
	fileNotShown,
	fileProblemOf,
} from '../../../../src/core/translate/to-rocket-chat/file-problem.js';
import { textInRussian, textOf } from './messages.js';

const book = createPhrasebook();
const MB = 1024 * 1024;

test('A file that can’t be shown is named, with its size, the reason and its caption', (t) => {
	const file = {
		name: 'a*b*.pdf',
		sizeBytes: 12.34 * MB,
		limitBytes: 10 * MB,
		caption: 'Read it',
		who: 'The customer',
	};
	t.is(
		fileNotShown(file, 'file.problem.over-limit', book.say('en')),
		"📎 _The customer sent a file that can't be shown here:_ *a b .pdf* (12.4 MB). " +
			'It is larger than the 10 MB that the bridge takes: open WhatsApp on the phone to see it.\nRead it',
	);
	const small = { ...file, sizeBytes: 1.25 * MB, caption: '', who: 'Клиент' };
	t.is(
		fileNotShown(small, 'file.problem.type', book.say('ru')),
		'📎 Клиент: *a b .pdf* (1.3 МБ). _Этот файл нельзя показать здесь._ ' +
			'Rocket.Chat не принимает файлы этого типа: попросите администратора разрешить их или посмотрите файл в WhatsApp на телефоне.',
	);
	const unknown = { ...file, sizeBytes: undefined };
	t.notRegex(fileNotShown(unknown, 'file.problem.expired', book.say('en')), /12|\(/u);
});

test('Every error about a file has a reason in words, other errors have none', (t) => {
	const codes = [
		'HTTP_FILE_TOO_LARGE',
		'HTTP_DOWNLOAD_REFUSED',
		'HTTP_ADDRESS_REFUSED',
		'HTTP_REQUEST_INVALID',
		'HTTP_UNREACHABLE',
		'HTTP_TIMEOUT',
		'HTTP_BROKEN_OFF',
		'ROCKET_CHAT_FILE_TYPE',
		'ROCKET_CHAT_FILE_SIZE',
		'ROCKET_CHAT_FILE_REFUSED',
	];
	for (const code of codes) t.not(fileProblemOf(code), undefined);
	for (const code of ['ROCKET_CHAT_ROOM_GONE', 'constructor', ''])
		t.is(fileProblemOf(code), undefined);
});

test('A kind that nobody knows says where it can be seen, and who sent it', (t) => {
	t.is(
		textOf('inventedMessage', {}),
		"The customer sent a message of a kind that the bridge does not know. It can't be shown here: open WhatsApp on the phone to see it.",
	);
	t.is(
		textInRussian('', {}, { origin: 'phone' }),
		'_(отправлено с телефона)_\nВаш номер: сообщение неизвестного типа. Здесь это показать нельзя: посмотрите в WhatsApp на телефоне.',
	);
});

const MARKERS: readonly (readonly [string, RegExp])[] = [
	['{{SWE001}}', /could not decrypt\. It may still follow/u],
	[' {{SWE003}}\n', /lost its keys/u],
	['{{SWE004}}', /group is too large/u],
	['{{SWE009}}', /could not hand over \(SWE009\)/u],
];

for (const [textMessage, expected] of MARKERS) {
	test(`${textMessage.trim()} is said in words`, (t) => {
		t.regex(textOf('textMessage', { textMessageData: { textMessage } }), expected);
		t.notRegex(textInRussian('textMessage', { textMessageData: { textMessage } }), /\{/u);
	});
}

test('An empty text says that it is one', (t) => {
	for (const kind of ['textMessage', 'extendedTextMessage', 'quotedMessage'])
		t.is(textOf(kind, {}), 'The customer sent an empty message.');
	t.is(textInRussian('textMessage', {}), 'Клиент: пустое сообщение.');
});
