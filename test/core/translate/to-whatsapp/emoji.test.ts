import test from 'ava';
import {
	toEmoji,
	toShortName,
	withEmoji,
} from '../../../../src/core/translate/to-whatsapp/emoji.js';
import { toWhatsAppMarkup } from '../../../../src/core/translate/to-whatsapp/markup.js';

test('The names of the emoji picker become characters', (t) => {
	t.is(withEmoji('Thanks :smile: :+1: :heart:!'), 'Thanks 😄 👍 ❤️!');
	t.is(withEmoji(':joy::joy:'), '😂😂');
	t.is(withEmoji(':white_check_mark: :100:'), '✅ 💯');
});

test('Skin tones are kept', (t) => {
	t.is(withEmoji(':thumbsup_tone1: :v_tone5:'), '👍🏻 ✌🏿');
});

test('What is no known emoji stays as it was written', (t) => {
	for (const text of [':company_logo:', 'at 10:100:30', 'key:value:', 'a :smile b:', '::', ':)']) {
		t.is(withEmoji(text), text);
	}
});

test('Code and addresses keep their colons', (t) => {
	const text = '`:smile:` https://a.example/:smile: :smile:';
	t.is(toWhatsAppMarkup(text), '`:smile:` https://a.example/:smile: 😄');
});

test('A character has the name that stands for it, whoever wrote it how', (t) => {
	t.deepEqual(['👍', '❤️', '❤', ' 😂 ', '👍🏽', '🇩🇪', '1️⃣'].map(toShortName), [
		...[':thumbsup:', ':heart:', ':heart:', ':joy:', ':thumbsup_tone3:'],
		...[':flag_de:', ':one:'],
	]);
	t.is(toEmoji(toShortName('❤️‍🔥') ?? ''), '❤️‍🔥');
	for (const unknown of ['', 'ok', ':joy:', '👍👍', '🫨🫨']) t.is(toShortName(unknown), undefined);
});
