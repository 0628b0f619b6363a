import type { Desk } from './desk.js';
import { columnLines, isMeant } from './lines.js';
import type { Text } from './text.js';

/** What happens after an entry: the same screen again, the one below it, or the end of the console. */
export type Next = 'stay' | 'back' | 'leave';

/** One line of a menu. */
export type Entry = {
	readonly title: Text;
	/** One line that says what it does. */
	readonly describe: Text;
	/** Stands behind the title, e.g. how many there are. */
	readonly note?: string | undefined;
	run(desk: Desk): Promise<Next>;
};

/** A command that a menu offers. */
export type Action = Pick<Entry, 'title' | 'describe' | 'note'> & {
	/** What is run, or how it is found out; undefined when that was left. */
	readonly args: readonly string[] | ((desk: Desk) => Promise<readonly string[] | undefined>);
	/** Where it leads when it went well; the same menu unless told. */
	readonly after?: Next;
};

const WORDS = {
	back: ['← Back', '← Назад'],
	hint: ['One screen back; Esc does it, too.', 'На экран назад; то же делает Esc.'],
} as const;

const BACK = 'back';

/** An entry that runs one command. */
export function action({ args, after = 'stay', ...rest }: Action): Entry {
	return {
		...rest,
		async run(desk) {
			const line = typeof args === 'function' ? await args(desk) : args;
			if (line === undefined) return 'stay';
			return (await desk.perform(line)) ? after : 'stay';
		},
	};
}

/** An entry that opens a menu. */
export function area(
	look: Pick<Entry, 'title' | 'describe' | 'note'>,
	entries: readonly Entry[],
): Entry {
	return {
		...look,
		run: (desk) => showMenu(desk, { title: desk.say(look.title), entries }),
	};
}

export type Menu = { readonly title: string; readonly entries: readonly Entry[] };

/** Shows a menu, again after each choice, until it is left. */
async function showMenu(desk: Desk, { title, entries }: Menu): Promise<Next> {
	let start: string | undefined;
	desk.trail.push(title);
	try {
		for (;;) {
			const back = { value: BACK, name: desk.say(WORDS.back), description: desk.say(WORDS.hint) };
			start = await desk.pick(desk.trail.join(' › '), [...choicesOf(desk, entries), back], start);
			const next = (await entries[Number(start ?? BACK)]?.run(desk)) ?? 'back';
			if (next !== 'stay') return next === 'back' ? 'stay' : next;
		}
	} finally {
		desk.trail.pop();
	}
}

/** The lines of entries; their values are their places. */
export function choicesOf(desk: Desk, entries: readonly Entry[]) {
	return entries.map(({ title, note, describe }, index) => ({
		value: String(index),
		name: [desk.say(title), ...(note === undefined ? [] : [`(${note})`])].join(' '),
		description: desk.say(describe),
	}));
}

/** Things of one kind, one of which is chosen. */
export type List<Row> = {
	readonly title: Text;
	/** Said when there are none. */
	readonly none: Text;
	/** undefined when they could not be read, which was said. */
	load(desk: Desk): Promise<readonly Row[] | undefined>;
	/** The columns of its line. */
	cells(row: Row, desk: Desk): readonly string[];
	/** One line about it, below the list. */
	describe?(row: Row): string;
	/** What else it is found by. */
	keywords?(row: Row): readonly string[];
	/** What can be done with it. */
	open(row: Row): Menu;
	/** What to do with a text that was typed and may be meant for what is not in the list. */
	beyond?(typed: string): Entry | undefined;
};

/** Shows a list, again after each visit to one of its rows, until it is left. */
export async function showList<Row>(desk: Desk, list: List<Row>): Promise<Next> {
	for (;;) {
		const rows = await list.load(desk);
		if (rows === undefined) return 'stay';
		if (rows.length === 0) {
			desk.io.err(desk.say(list.none));
			return 'stay';
		}
		const chosen = await choose(desk, list, rows);
		if (chosen === undefined) return 'stay';
		const next = await chosen.run(desk);
		if (next === 'leave') return next;
	}
}

const BEYOND = 'beyond';

async function choose<Row>(
	desk: Desk,
	list: List<Row>,
	rows: readonly Row[],
): Promise<Pick<Entry, 'run'> | undefined> {
	const cells = rows.map((row) => list.cells(row, desk));
	const names = columnLines(cells, desk.columns());
	const lines = rows.map((row, index) => {
		const description = list.describe?.(row);
		return {
			...{ value: String(index), name: names[index] ?? '' },
			...(description === undefined ? {} : { description }),
			keywords: list.keywords?.(row) ?? [],
		};
	});
	let other: Entry | undefined;
	const found = await desk.search(titleOf(desk, list.title), (typed) => {
		other = typed === '' ? undefined : list.beyond?.(typed);
		const beyond = choicesOf(desk, other === undefined ? [] : [other]);
		const last = beyond.map((choice) => ({ ...choice, value: BEYOND }));
		return [...lines.filter((line) => isMeant(line, typed)), ...last];
	});
	if (found === BEYOND) return other;
	const row = found === undefined ? undefined : rows[Number(found)];
	return row && { run: (at) => showMenu(at, list.open(row)) };
}

/** An area and its only list have the same name. */
function titleOf({ trail, say }: Desk, title: Text): string {
	const name = say(title);
	return [...trail, ...(trail.at(-1) === name ? [] : [name])].join(' › ');
}
