/**
 * Cuts a text into pieces of at most `longest` characters (UTF-16 units): at the end of a line, else between words,
 * else anywhere but inside a character. Only white space at the cuts is dropped; an empty text has no pieces.
 */
export function splitText(text: string, longest: number): readonly string[] {
	const pieces: string[] = [];
	let rest = text;
	while (rest.length > longest) {
		const end = cutPosition(rest, longest);
		pieces.push(rest.slice(0, end).trimEnd());
		rest = rest.slice(end).replace(/^[ \t]*\n?/, '');
	}
	return [...pieces, rest].filter((piece) => piece.trim() !== '');
}

/** A cut in the first half would only make more messages: then rather between words, or anywhere. */
function cutPosition(text: string, longest: number): number {
	const half = longest / 2;
	const line = text.lastIndexOf('\n', longest);
	if (line > half) return line;
	const word = text.lastIndexOf(' ', longest);
	if (word > half) return word;
	const splitsCharacter = /[\uD800-\uDBFF]/.test(text.charAt(longest - 1));
	return splitsCharacter ? longest - 1 : longest;
}
