import type { Io } from './io.js';

const GAP = '  ';
/** Behind the upper border. */
const HEAD_LINE = 1;
/** What columns but the last may take of a terminal. */
const WIDEST = 40;
const NARROWEST = 12;

/**
 * Rows under a head, for standard output: with borders and as wide as the terminal, or as plain columns in a file or a
 * pipe, one line a row. A cell holds no line breaks; an empty one is a dash.
 */
export async function tableText(
	io: Io,
	head: readonly string[],
	rows: readonly (readonly string[])[],
): Promise<string> {
	const cells = rows.map((row) => row.map((cell) => (cell === '' ? '-' : cell)));
	return io.columns === undefined ? plain([head, ...cells]) : bordered(io, head, cells);
}

function plain(rows: readonly (readonly string[])[]): string {
	const widths = widthsOf(rows);
	return rows
		.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP))
		.map((line) => line.trimEnd())
		.join('\n');
}

/** The last column takes what is left; what does not fit into its column is folded between words. */
async function bordered(
	io: Io,
	head: readonly string[],
	rows: readonly (readonly string[])[],
): Promise<string> {
	const [{ default: Table }, { Chalk }] = await Promise.all([
		import('cli-table3'),
		import('chalk'),
	]);
	const chalk = new Chalk({ level: io.env['NO_COLOR'] ? 0 : 1 });
	const wanted = widthsOf([head, ...rows]);
	// Each column has a space on either side and a border; so has the table at its left.
	const room = (io.columns ?? 80) - 3 * head.length - 1;
	const last = wanted.at(-1) ?? 0;
	const most = wanted.slice(0, -1).map((width) => Math.min(width, WIDEST));
	const firsts = narrowed(most, room - NARROWEST);
	const left = room - sum(firsts);
	const widths = [...firsts, Math.max(NARROWEST, Math.min(last, left))];
	const table = new Table({
		head: [...head],
		chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
		colWidths: widths.map((width) => width + 2),
		style: { head: [], border: [] },
	});
	table.push(...rows.map((row) => row.map((cell, column) => fold(cell, widths[column] ?? 0))));
	const lines = table.toString().split('\n');
	return lines.map((line, index) => (index === HEAD_LINE ? chalk.bold(line) : line)).join('\n');
}

/** Takes from the widest until they have room, or none is wide any more. */
function narrowed(widths: readonly number[], room: number): readonly number[] {
	let narrow = widths;
	for (let over = sum(widths) - room; over > 0; over -= 1) {
		const widest = Math.max(...narrow);
		if (widest <= NARROWEST) break;
		narrow = narrow.with(narrow.indexOf(widest), widest - 1);
	}
	return narrow;
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((all, number) => all + number, 0);
}

/** Lines no longer than `width`, broken between words; a word that is longer is cut. */
export function fold(text: string, width: number): string {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(' ')) {
		let rest = line === '' ? word : `${line} ${word}`;
		if (rest.length > width && line !== '') {
			lines.push(line);
			rest = word;
		}
		for (; rest.length > width; rest = rest.slice(width)) lines.push(rest.slice(0, width));
		line = rest;
	}
	return [...lines, line].join('\n');
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
	const [first = []] = rows;
	return first.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
}
