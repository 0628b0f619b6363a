import test from 'ava';
import { textInRussian, textOf } from './messages.js';

const card = (...lines: readonly string[]) => ['BEGIN:VCARD', ...lines, 'END:VCARD'].join('\n');
const shown = (vcard: string, displayName = '') =>
	textOf('contactMessage', { contactMessageData: { displayName, vcard } });

const CARDS: readonly (readonly [string, string, string])[] = [
	[
		'folded lines, labels and escapes',
		card(
			'N:Doe;Mary;;;',
			'FN:Mary\\, \\;Doe',
			'ORG:Lamps \\; Co;Sales',
			'item1.TEL;waid=79001112233:+7 900 111',
			'  22 33',
			'item1.X-ABLabel:Mobile',
			'TEL;type=WORK;type=VOICE:+7 495 1',
			'EMAIL:mary@example.org',
		),
		'👤 *Mary, ;Doe*\nLamps ; Co, Sales\n+7 900 111 22 33\n+7 495 1 (work)\nmary@example.org',
	],
	[
		'what the person does, all numbers, address and page',
		card(
			'FN:Ann',
			'ORG:Lamps',
			'TITLE:Head of sales',
			'TEL;type=CELL:+1 2345',
			'TEL;type=HOME,pref:+1 2346',
			'ADR;type=WORK:;;1 Main St;Town;;12345;Land',
			'URL:https://lamps.example',
		),
		'👤 *Ann*\nLamps\nHead of sales\n+1 2345\n+1 2346 (home)\n1 Main St, Town, 12345, Land (work)\nhttps://lamps.example',
	],
	['a name in parts', card('N:Doe;Mary;;Dr.;'), '👤 *Doe Mary Dr.*'],
	[
		'an account without a number',
		card('FN:A', 'item1.TEL;waid=79001112233'),
		'👤 *A*\n+79001112233',
	],
	[
		'the text of another field in place of a number',
		card('FN:A', 'item1.TEL;waid=79001112233:/em1.X-ABLabel:New type'),
		'👤 *A*\n+79001112233',
	],
	['a number that has few digits', card('FN:A', 'TEL:02'), '👤 *A*\n02'],
	['digits of other scripts', card('FN:A', 'TEL;waid=9665:٠٥٠١٢٣'), '👤 *A*\n٠٥٠١٢٣'],
	['a number as an address', card('FN:A', 'TEL;VALUE=uri:tel:+1-234-5678'), '👤 *A*\n+1-234-5678'],
	['a number once', card('FN:A', 'TEL:+1 2345', 'TEL:+1 2345'), '👤 *A*\n+1 2345'],
	[
		'letters of old telephones',
		card('FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D0=9C=D0=\n=B0'),
		'👤 *Ма*',
	],
	['a name with stars', card('FN:*Mary* Doe'), '👤 *Mary Doe*'],
	[
		'no card at all',
		'',
		"👤 The customer sent a contact that can't be read: open WhatsApp on the phone to see it.",
	],
];

for (const [what, vcard, expected] of CARDS) {
	test(`A business card shows ${what}`, (t) => {
		t.is(shown(vcard), expected);
	});
}

test('The name that WhatsApp shows counts more than the one in the card', (t) => {
	t.is(shown(card('FN:Mary Doe', 'TEL:+1 2345'), 'Mum'), '👤 *Mum*\n+1 2345');
});

test('Several contacts are shown, nested and flat', (t) => {
	const contacts = [{ displayName: 'A', vcard: '' }, { displayName: 'B' }];
	const expected = '👤 *A*\n\n👤 *B*';
	t.is(textOf('contactsArrayMessage', { contacts }), expected);
	t.is(textOf('contactsArrayMessage', { messageData: { contacts } }), expected);
	t.regex(textOf('contactsArrayMessage', {}), /contact that can't be read/u);
	t.is(
		textInRussian('contactsArrayMessage', {}),
		'👤 Клиент: контакт, который не удалось прочитать. Посмотрите его в WhatsApp на телефоне.',
	);
});
