import { sideBySide, wrap } from './columns.js';
import { AGENT, CUSTOMER } from './views.js';
import type { Line, SeenFile } from './views.js';

const INDENT = '  ';
const GAP = '  ';
const WIDEST = 100;

type Names = Readonly<Record<Line['by'], string>>;

/** Whom the customer's phone shows, and whom the agent's screen. */
const ON_THE_PHONE: Names = { [CUSTOMER]: 'Mary', [AGENT]: 'Shop' };
const ON_THE_SCREEN: Names = { [CUSTOMER]: 'Mary', [AGENT]: 'Jane' };

/** The text in the language of whoever watches. */
export type Translate = (text: string) => string;

/** Both sides next to each other, a message a row, in at most `columns` columns. The first two lines are the head. */
export function transcript(
	customerSees: readonly Line[],
	agentSees: readonly Line[],
	columns: number,
	translated: Translate = (text) => text,
): readonly string[] {
	const room = Math.min(columns, WIDEST) - INDENT.length - GAP.length;
	const width = Math.floor(room / 2);
	const row = (left: readonly string[], right: readonly string[]): string[] =>
		sideBySide(left, right, width, GAP).map((line) => `${INDENT}${line}`.trimEnd());
	const rule = '-'.repeat(width);
	const count = Math.max(customerSees.length, agentSees.length);
	const rows = Array.from({ length: count }, (_, index) =>
		row(
			cell(customerSees[index], ON_THE_PHONE, width),
			cell(agentSees[index], ON_THE_SCREEN, width),
		),
	);
	return [
		...row(
			[translated('What the customer sees in WhatsApp')],
			[translated('What the agent sees in Rocket.Chat')],
		),
		...row([rule], [rule]),
		...rows.flat(),
	];
}

function cell(line: Line | undefined, names: Names, width: number): string[] {
	if (line === undefined) return [];
	const name = `${names[line.by]}: `;
	const room = width - name.length;
	const lines = [
		...(line.answers === undefined ? [] : [shorten(`> ${line.answers}`, room)]),
		...(line.file === undefined ? [] : [describe(line.file)]),
		...(line.text === '' ? [] : [line.text]),
	];
	const indent = ' '.repeat(name.length);
	const wrapped = lines.flatMap((text) => wrap(text, room));
	return wrapped.map((text, index) => `${index === 0 ? name : indent}${text}`);
}

function describe({ name, size }: SeenFile): string {
	return `[${name}, ${size} bytes]`;
}

/** A quote is one line, so that it can't be taken for the answer. */
function shorten(text: string, width: number): string {
	return text.length <= width ? text : `${text.slice(0, width - 1).trimEnd()}…`;
}
