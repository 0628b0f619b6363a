import test from 'ava';
import { toWhatsAppMarkup } from '../../../../src/core/translate/to-whatsapp/markup.js';

const CHANGED: Readonly<Record<string, string>> = {
	'**bold**': '*bold*',
	'***bold***': '*bold*',
	__italic__: '_italic_',
	'~~gone~~': '~gone~',
	'**__both__**': '*_both_*',
	'a **b** c __d__ e ~~f~~': 'a *b* c _d_ e ~f~',
	'# Heading': '*Heading*',
	'### **Price** list\ntext': '*Price list*\ntext',
	'[our shop](https://shop.example/a)': 'our shop (https://shop.example/a)',
	'[https://shop.example](https://shop.example)': 'https://shop.example',
	'[](https://shop.example)': 'https://shop.example',
	'[write](mailto:a_b@shop.example)': 'write (a_b@shop.example)',
	'![map](https://shop.example/m.png)': 'map (https://shop.example/m.png)',
	'<https://shop.example|our shop>': 'our shop (https://shop.example)',
	'**[shop](https://shop.example/__x__)**': '*shop (https://shop.example/__x__)*',
	'**see https://a.example/x__y__z**': '*see https://a.example/x__y__z*',
	'[wiki](https://w.example/A_(b)) end': 'wiki (https://w.example/A_(b)) end',
};

test('Rocket.Chat’s markup becomes WhatsApp’s', (t) => {
	for (const [text, expected] of Object.entries(CHANGED)) t.is(toWhatsAppMarkup(text), expected);
});

const UNCHANGED = [
	'*bold* _italic_ ~gone~',
	'`a **b** c`',
	'```\n**not bold**\n# not a heading\n```',
	'https://a.example/**x**/__init__.py?q=~~y~~',
	'@jane @all #general, see you',
	'#hashtag',
	'2 ** 3 ** 4',
	'snake__case__name',
	'**open only',
	'****',
	'- one\n- two\n> quote\n1. first',
	'[not a link] (really)',
	'<b>html</b> & "quotes"',
	'emoji 👍🏽 and \uE0000\uE001 and ünïcode',
];

test('What both know, and what is no markup, stays as it is', (t) => {
	for (const text of UNCHANGED) t.is(toWhatsAppMarkup(text), text);
});

test('Markup never reaches from one line into the next', (t) => {
	t.is(toWhatsAppMarkup('**a\nb** __c\nd__'), '**a\nb** __c\nd__');
});

test('No visible text is lost, whatever is put together', (t) => {
	const pieces = [...Object.keys(CHANGED), ...UNCHANGED, '**', '__', '`', '](', '[', '\n', ' '];
	const words = (text: string): readonly string[] =>
		text.match(/[\p{L}\p{N}\p{Extended_Pictographic}]+/gu) ?? [];
	for (const one of pieces) {
		for (const other of pieces) {
			const text = `${one}${other}`;
			const shown = words(toWhatsAppMarkup(text)).join('');
			t.deepEqual(
				words(text).filter((word) => word !== 'mailto' && !shown.includes(word)),
				[],
				`text: ${text}`,
			);
		}
	}
});

test('A long text without an end to its markup is quick', (t) => {
	const start = performance.now();
	for (const piece of ['**a ', '[', '`', '__a ', '~~a ', '[a](', '```']) {
		toWhatsAppMarkup(piece.repeat(5_000));
	}
	t.true(performance.now() - start < 2_000);
});
