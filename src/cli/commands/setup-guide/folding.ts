/** A line folded between words to `width` columns, its beginning kept; a word that is longer stays whole. */
export function foldLine(line: string, width: number | undefined): string[] {
	if (width === undefined || line.length <= width) return [line];
	const indent = /^\s*/u.exec(line)?.[0] ?? '';
	const lines: string[] = [];
	let current = '';
	for (const word of line.trim().split(' ')) {
		const longer = current === '' ? `${indent}${word}` : `${current} ${word}`;
		if (longer.length <= width || current === '') current = longer;
		else {
			lines.push(current);
			current = `${indent}${word}`;
		}
	}
	return [...lines, current];
}
