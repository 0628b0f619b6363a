import test from 'ava';
import { splitText } from '../../../../src/core/translate/to-whatsapp/split-text.js';

test('A short text stays whole, an empty one has no pieces', (t) => {
	t.deepEqual(splitText('hello', 10), ['hello']);
	t.deepEqual(splitText('', 10), []);
	t.deepEqual(splitText('  ', 10), []);
});

test('A text is cut at the end of a line first', (t) => {
	t.deepEqual(splitText('one two\nthree four', 12), ['one two', 'three four']);
});

test('A line that is too long is cut between words', (t) => {
	t.deepEqual(splitText('one two three four', 9), ['one two', 'three', 'four']);
});

test('A word that is too long is cut, but no character is', (t) => {
	t.deepEqual(splitText('abcdefgh', 3), ['abc', 'def', 'gh']);
	t.deepEqual(splitText('a😀b😀', 2), ['a', '😀', 'b', '😀']);
});

test('The lines after a cut keep their indentation', (t) => {
	t.deepEqual(splitText('aaaaaaaa\n  bb', 9), ['aaaaaaaa', '  bb']);
});
