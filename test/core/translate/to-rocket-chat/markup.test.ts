import test from 'ava';
import fc from 'fast-check';
import {
	bold,
	italic,
	oneLine,
	toRocketChatMarkup,
} from '../../../../src/core/translate/to-rocket-chat/markup.js';

const J = '\u2060';

const SHOWN: readonly (readonly [string, string, string])[] = [
	['code within a line', 'see ```a``` and `b`', 'see `a` and `b`'],
	['code of several lines', 'say ```x\ny``` b', 'say \n```\nx\ny\n```\n b'],
	['code that stands well already', '```\nx\n```\nb', '```\nx\n```\nb'],
	['the first word of code', '```js\nx```', '```\njs\nx\n```'],
	['code without anything', '`````` ``` ```', '`````` ``` ```'],
	['a product of three', '2 * 3 * 4 = 24', '2 \\* 3 \\* 4 = 24'],
	['a size', '10*20*30', '10\\*20\\*30'],
	['a lone star', '10*20', '10*20'],
	['two estimates', '~500 €, ~2 h', '\\~500 €, \\~2 h'],
	['bold beside a product', '*a* 10*20', '*a* 10\\*20'],
	['stars on two lines', '2*3\n4*5', '2*3\n4*5'],
	['points of a list', '* a\n* b * c', '* a\n* b \\* c'],
	['doubled signs', '**so** ~~no~~', '**so** ~~no~~'],
	['a bold address', '*https://a.example/x*y*', '*https://a.example/x*y*'],
	['more than five', '>5 kg', `${J}>5 kg`],
	['a quote', '> five', '> five'],
	['a number sign', '# 5\n#5', `${J}# 5\n#5`],
	[
		'a link behind another',
		'[https://bank.example](https://evil.example)',
		`[https://bank.example]${J}(https://evil.example)`,
	],
	['a script behind a word', '[x](javascript:alert(1))', `[x]${J}(javascript:alert(1))`],
	[
		'a picture from elsewhere',
		'![x](https://evil.example/1.png)',
		`![x]${J}(https://evil.example/1.png)`,
	],
	['a link in the other form', '<https://evil.example|bank>', `<${J}https://evil.example|bank>`],
	['two bars', 'a || b || c', `a |${J}| b |${J}| c`],
	['a moment', '<t:1700000000:R>', `<${J}t:1700000000:R>`],
	['a shrug', '¯\\_(ツ)_/¯', `¯\\${J}_(ツ)_/¯`],
	['a path', 'C:\\dir\\*.txt', `C:\\dir\\${J}*.txt`],
	['a call to all', '@all @Here, `@all`', `@${J}all @${J}Here, \`@${J}all\``],
	[
		'an address with an at sign',
		'https://a.example/@all me@all.example',
		'https://a.example/@all me@all.example',
	],
	['an error marker', 'a {{SWE001}} b', 'a  b'],
	['private characters', '\uE0000\uE001', '\uE0000\uE001'],
];

for (const [what, text, expected] of SHOWN) {
	test(`Shows ${what} as it was meant`, (t) => {
		t.is(toRocketChatMarkup(text), expected);
	});
}

test('A name in bold or italics is one line and ends where it ends', (t) => {
	t.is(bold(' *Big*\nsale_1 '), '*Big sale_1*');
	t.is(italic('our_shop\n*now*'), '_our shop *now*_');
	t.is(oneLine(' a\n\n b '), 'a b');
	t.is(bold(' * '), '');
	t.is(italic('_'), '');
});

/** Pieces that mean something to one of the two sides, and any other text. */
const piece = fc.oneof(
	fc.constantFrom(
		...[
			'*',
			'**',
			'~',
			'_',
			'`',
			'```',
			'\n',
			' ',
			'> ',
			'>',
			'# ',
			'- ',
			'* ',
			'1. ',
			'[',
			'](',
			')',
			'<',
			'|',
			'||',
		],
		...[
			'\\',
			'@all',
			'@here',
			'https://a.example/',
			':',
			'<t:1:R>',
			'\uE000',
			'\uE001',
			'0',
			'a',
			'я',
			'中',
			'😀',
			'\u2060',
		],
	),
	fc.string({ unit: 'grapheme', maxLength: 4 }),
);
const texts = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

/** What can be seen, without the signs of code and escapes, in which both sides differ. */
function visible(text: string): string {
	// eslint-disable-next-line no-control-regex -- they can't be seen
	return text.replace(/[\s\u0000-\u001f\u007f\u2060`\\]/gu, '');
}

test('Nothing that can be seen is lost or added on the way to Rocket.Chat', (t) => {
	fc.assert(
		fc.property(texts, (text) => {
			t.is(visible(toRocketChatMarkup(text)), visible(text));
		}),
		{ numRuns: 3000 },
	);
});

test('Backslashes of the customer stay, and only stars and tildes get others', (t) => {
	const backslashes = (text: string) => text.split('\\').length - 1;
	fc.assert(
		fc.property(texts, (text) => {
			const shown = toRocketChatMarkup(text);
			t.true(backslashes(shown) >= backslashes(text));
			// Those of the customer before such signs, in code or an address, are taken out here, too.
			t.true(backslashes(shown.replace(/\\[*~]/gu, '')) <= backslashes(text));
		}),
		{ numRuns: 1000 },
	);
});

test('No customer calls everybody or hides a link, whatever is put together', (t) => {
	fc.assert(
		fc.property(texts, (text) => {
			// An address that follows at once makes a longer, harmless name of it.
			const shown = toRocketChatMarkup(text).replace(/https?:\/\/\S+/gu, 'address');
			t.notRegex(shown, /@(?:all|here)(?![\p{L}\p{N}_.-])/iu);
			t.notRegex(shown.replace(/`[^`\n]+`/gu, ''), /\]\(/u);
		}),
		{ numRuns: 1000 },
	);
});
