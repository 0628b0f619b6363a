import test from 'ava';
import { createPhrasebook } from '../../../../src/core/texts/phrasebook.js';
import { fileNameOf } from '../../../../src/core/translate/to-rocket-chat/file-name.js';
import { toRocketChatMarkup } from '../../../../src/core/translate/to-rocket-chat/markup.js';
import { withQuote } from '../../../../src/core/translate/to-rocket-chat/render-quote.js';

const say = createPhrasebook().say('en');
const sentAt = Date.UTC(2026, 2, 1, 10, 15);

test('leaves markup and addresses alone', (t) => {
	const text =
		'*bold* _italic_ ~strike~ `code`\n> quote\n- one\n1. first\nhttps://a.example/_x_*y*~z~?q=1&r=2#s';
	t.is(toRocketChatMarkup(text), text);
});

test('removes what can not be shown', (t) => {
	t.is(toRocketChatMarkup(' a\r\nb\rc\u0000\u0007\td '), 'a\nb\nc\td');
	t.is(toRocketChatMarkup('a\ud83d'), 'a\ufffd');
	t.is(toRocketChatMarkup('😀👨‍👩‍👧'), '😀👨‍👩‍👧');
});

for (const [expected, quote] of [
	['> *Jane*: see you\nyes', { author: 'Jane', excerpt: 'see you' }],
	['> see you\nyes', { excerpt: 'see you' }],
	[
		'> [↩](https://c.example/?msg=1) *J*: a b\nyes',
		{ author: '*J*', excerpt: ' a\n\nb ', link: 'https://c.example/?msg=1' },
	],
	['> an earlier message\nyes', {}],
	['> an earlier message\nyes', { excerpt: '{{SWE001}}' }],
	['> *J*: 📷 photo Look\nyes', { author: 'J', kind: 'imageMessage', excerpt: 'Look' }],
	['> 📊 poll\nyes', { kind: 'pollMessage' }],
	['> x\nyes', { kind: 'inventedMessage', excerpt: 'x' }],
	[
		'> @\u2060all see [x]\u2060(https://e.example)\nyes',
		{ excerpt: '@all see [x](https://e.example)' },
	],
] as const) {
	test(`renders the quote ${JSON.stringify(quote)}`, (t) => {
		t.is(withQuote('yes', quote, say), expected);
	});
}

test('keeps a quote that the author typed apart from the block', (t) => {
	t.is(withQuote('> five\nyes', { excerpt: 'how many?' }, say), '> how many?\n\n> five\nyes');
});

test('says in Russian what is quoted', (t) => {
	const russian = createPhrasebook().say('ru');
	t.is(withQuote('да', { kind: 'locationMessage' }, russian), '> 📍 геопозиция\nда');
	t.is(withQuote('да', {}, russian), '> более раннее сообщение\nда');
});

test('renders a quote without a text', (t) => {
	t.is(withQuote('', { excerpt: 'photo' }, say), '> photo');
});

for (const [expected, file] of [
	['photo-2026-03-01-101500.jpg', { kind: 'image', ownName: '', mimeType: 'image/jpeg' }],
	['photo-2026-03-01-101500.png', { kind: 'image', ownName: ' ', mimeType: 'image/png' }],
	['voice-2026-03-01-101500.ogg', { kind: 'audio', ownName: '', mimeType: undefined }],
	['document-2026-03-01-101500.bin', { kind: 'document', ownName: '..', mimeType: 'x/y' }],
	['scan.pdf', { kind: 'document', ownName: 'scan', mimeType: 'application/pdf' }],
	['счёт №1.PDF', { kind: 'document', ownName: 'счёт №1.PDF', mimeType: undefined }],
	[
		'_.._etc_passwd_.txt',
		{ kind: 'document', ownName: '/../etc\\passwd\n.txt', mimeType: undefined },
	],
] as const) {
	test(`names a file ${expected}`, (t) => {
		t.is(fileNameOf({ ...file, sentAt }), expected);
	});
}

test('shortens a long name and keeps its extension', (t) => {
	const name = fileNameOf({
		kind: 'document',
		ownName: `${'😀'.repeat(300)}.pdf`,
		mimeType: undefined,
		sentAt,
	});
	t.is(Array.from(name).length, 180);
	t.true(name.endsWith('.pdf'));
});

test('names a file whose time makes no sense', (t) => {
	const name = fileNameOf({ kind: 'sticker', ownName: '', mimeType: undefined, sentAt: 1e300 });
	t.is(name, 'sticker-1970-01-01-000000.webp');
});
