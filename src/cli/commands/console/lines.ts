import { oneLine } from '../../shown.js';

const GAP = '  ';
/** The cursor and a space stand before a line of a list. */
const MARGIN = 4;

/** A line of a list, and what else it is found by. */
export type Line = { readonly name: string; readonly keywords: readonly string[] };

/**
 * The cells of rows as columns below each other, each row one line that fits into `width`; an empty cell is a dash. Safe to
 * show, whatever the cells hold.
 */
export function columnLines(rows: readonly (readonly string[])[], width: number): string[] {
	const cells = rows.map((row) => row.map((cell) => oneLine(cell) || '-'));
	const [first = []] = cells;
	const widths = first.map((_, column) =>
		Math.max(...cells.map((row) => row[column]?.length ?? 0)),
	);
	return cells
		.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP))
		.map((line) => cut(line.trimEnd(), width - MARGIN));
}

/** No longer than `width`; an ellipsis says that it was. */
function cut(line: string, width: number): string {
	return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** Whether a line is meant by what was typed: it holds every word of it, or it is a phone number that it holds. */
export function isMeant({ name, keywords }: Line, typed: string): boolean {
	const texts = [name, ...keywords].map((text) => text.toLowerCase());
	const words = typed.toLowerCase().split(/\s+/u);
	if (words.every((word) => texts.some((text) => text.includes(word)))) return true;
	const digits = digitsOf(typed);
	return digits !== undefined && texts.some((text) => text.includes(digits));
}

/** Of a phone number as people write it; undefined for anything else. */
function digitsOf(typed: string): string | undefined {
	if (!/^\+?[\d\s().-]{4,}$/u.test(typed)) return undefined;
	return typed.replaceAll(/\D/gu, '').replace(/^00/u, '');
}
