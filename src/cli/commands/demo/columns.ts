/** Lines of at most `width` characters; a longer word is cut. An empty text is one empty line. */
export function wrap(text: string, width: number): string[] {
	return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, width));
}

function wrapParagraph(paragraph: string, width: number): string[] {
	const lines: string[] = [''];
	for (const word of paragraph.split(' ').flatMap((one) => pieces(one, width))) {
		const line = lines.at(-1) ?? '';
		const longer = line === '' ? word : `${line} ${word}`;
		if (longer.length <= width) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines;
}

function pieces(word: string, width: number): string[] {
	if (word.length <= width) return [word];
	return [word.slice(0, width), ...pieces(word.slice(width), width)];
}

/** Two blocks of lines side by side, each line of the left one `width` characters wide; none ends with a space. */
export function sideBySide(
	left: readonly string[],
	right: readonly string[],
	width: number,
	gap: string,
): string[] {
	const count = Math.max(left.length, right.length);
	return Array.from({ length: count }, (_, index) =>
		`${(left[index] ?? '').padEnd(width)}${gap}${right[index] ?? ''}`.trimEnd(),
	);
}
