import test from 'ava';
import fc from 'fast-check';
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
	'[shop](shop.example/a)': 'shop (shop.example/a)',
	'[docs](sip:a@shop.example)': 'docs (sip:a@shop.example)',
	'<shop.example|our shop>': 'our shop (shop.example)',
	'```js\nlet a = **b**;\n```': '```\nlet a = **b**;\n```',
	'- [ ] milk\n- [x] **bread**': '☐ milk\n☑ *bread*',
	'>five\n> six': '> five\n> six',
	'it is ||a **secret**|| now': 'it is a *secret* now',
	'at <t:1700000000:R> or <t:1700000000>': 'at 2023-11-14 22:13 UTC or 2023-11-14 22:13 UTC',
	'on <t:2025-07-22T10:00:00.000+02:00:D>': 'on 2025-07-22',
	'\\*not bold\\_ 1\\. \\# \\`': '*not bold_ 1. # `',
	'\\(x^2\\) and \\[\ny\n\\]': 'x^2 and \ny\n',
	'*Price:*100 请*注意*时间': '*Price:*\u200b100 请\u200b*注意*\u200b时间',
	'un**so**weit': 'un\u200b*so*\u200bweit',
	'请**注意**时间 **a**, ~~b~~c': '请\u200b*注意*\u200b时间 *a*, ~b~\u200bc',
	':flag_de: :wave_tone3: **:smile:**': '🇩🇪 👋🏽 *😄*',
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
	'1. one\n2. two\n* three',
	'2*3*4 and ~5',
	'a || b, c|d|e',
	'<t:never> <t:99999999999999999:R>',
	'- [y] no point',
	'C:\\dir',
	'```\ncode\n```',
	'```text``` in one line',
	'[see](here)',
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

/** Pieces that mean something to one of the two sides, and any other text. */
const piece = fc.oneof(
	fc.constantFrom(...Object.keys(CHANGED), ...UNCHANGED),
	fc.constantFrom(
		...['*', '**', '***', '__', '_', '~~', '~', '`', '```', '\n', ' ', '> ', '>', '# ', '- [ ] '],
		...[
			'[',
			'](',
			')',
			'<',
			'>',
			'|',
			'||',
			'\\',
			'\\(',
			'\\)',
			'https://a.example/',
			'\uE000',
			'\uE001',
		],
		...['a', 'я', '中', '7', '😀', ':smile:'],
	),
	fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const texts = fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join(''));

/** Letters and figures in their order, without what is written in another way: emoji, moments. */
function words(text: string): string {
	return text
		.replace(/<t:[^>]*>|\d{4}-\d\d-\d\d( \d\d:\d\d UTC)?/gu, '')
		.replace(/:(?:smile|flag_de|wave_tone3):/gu, '')
		.replace(/- \[x\] /giu, '')
		.replace(/(?:mailto|tel):/gu, '')
		.replace(/[^\p{L}\p{N}]/gu, '');
}

/** The letters of `text` that are not in `other`, each as often as it is missing there. */
function lettersBeyond(text: string, other: string): string {
	const rest = Array.from(words(other));
	const beyond = Array.from(words(text)).filter((letter) => {
		const index = rest.indexOf(letter);
		if (index !== -1) rest.splice(index, 1);
		return index === -1;
	});
	return beyond.toSorted().join('');
}

/** What may be missing: names of languages in front of blocks of code, which WhatsApp has no place for. */
function languagesOf(text: string): string {
	return Array.from(text.matchAll(/```([^\s`]+)(?=\n)/gu), ([, name = '']) => name).join('');
}

test('No visible text is lost, whatever is put together', (t) => {
	fc.assert(
		fc.property(texts, (text) => {
			const shown = toWhatsAppMarkup(text);
			// A link without words of its own, or with its address as its words, is written once.
			const isOnce = /\]\(|<[^<>]*\|/u.test(text);
			if (isOnce) {
				const unseen = text.replace(/```[^\s`]+(?=\n)/gu, '```');
				t.deepEqual(missing(words(unseen), words(shown)), [], text);
			} else {
				t.is(lettersBeyond(shown, text), '', text);
				t.is(lettersBeyond(lettersBeyond(text, shown), languagesOf(text)), '', text);
			}
		}),
		{ numRuns: 3000 },
	);
});

/** The letters and figures of one text that are nowhere in the other. */
function missing(text: string, shown: string): readonly string[] {
	return [...new Set(text)].filter((letter) => !shown.includes(letter));
}

test('A long text without an end to its markup is quick', (t) => {
	const start = performance.now();
	for (const piece of ['**a ', '[', '`', '__a ', '~~a ', '[a](', '```']) {
		toWhatsAppMarkup(piece.repeat(5_000));
	}
	t.true(performance.now() - start < 2_000);
});
