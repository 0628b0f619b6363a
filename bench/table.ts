export type Row = readonly string[];

/** Markdown: the first column to the left, numbers to the right. */
export function table(head: Row, rows: readonly Row[]): string {
	const widths = head.map((_, column) =>
		Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
	);
	const line = (cells: Row): string =>
		`| ${cells
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
			)
			.join(' | ')} |`;
	const rule = widths.map(
		(width, column) => '-'.repeat(width - (column === 0 ? 0 : 1)) + (column === 0 ? '' : ':'),
	);
	return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}
