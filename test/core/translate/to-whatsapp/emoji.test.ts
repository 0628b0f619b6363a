import test from 'ava';
import { withEmoji } from '../../../../src/core/translate/to-whatsapp/emoji.js';
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
