import type { Io } from './io.js';

const GAP = '  ';
/** Behind the upper border. */
const HEAD_LINE = 1;

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

/** The last column takes what is left and is folded. */
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
	const widths = widthsOf([head, ...rows]).map((width) => width + 2);
	const others = widths.slice(0, -1).reduce((sum, width) => sum + width + 1, 2);
	const last = Math.max(12, Math.min(widths.at(-1) ?? 0, (io.columns ?? 80) - others));
	const table = new Table({
		head: [...head],
		chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
		colWidths: [...widths.slice(0, -1), last],
		wordWrap: true,
		wrapOnWordBoundary: false,
		style: { head: [], border: [] },
	});
	table.push(...rows.map((row) => [...row]));
	const lines = table.toString().split('\n');
	return lines.map((line, index) => (index === HEAD_LINE ? chalk.bold(line) : line)).join('\n');
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
	const [first = []] = rows;
	return first.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
}
