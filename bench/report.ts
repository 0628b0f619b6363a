import { judge } from './budgets.js';
import { table, type Row } from './table.js';
import type {
	EngineFigures,
	FileFigures,
	Figures,
	LedgerFigures,
	ListFigures,
	LoadFigures,
} from './types.js';
import { wayTables } from './ways-report.js';

/** Everything that was measured, as Markdown that reads well in a terminal too. */
export function report(figures: Figures): string {
	const rounds =
		figures.engines.length === 0 && figures.ways === undefined
			? ''
			: `; the best of ${figures.rounds} rounds`;
	const parts = [
		`${figures.date.slice(0, 10)}, ${figures.machine}${rounds}`,
		...figures.engines.map(engineTable),
		...(figures.files.length === 0 ? [] : [fileTable(figures.files)]),
		...figures.ledgers.map(ledgerTable),
		...listTables(figures.lists),
		...(figures.ways === undefined ? [] : wayTables(figures.ways)),
		...verdicts(figures),
	];
	return `${parts.join('\n\n')}\n`;
}

function engineTable({ name, systems: { ours, bare } }: EngineFigures): string {
	const loads = ours.loads.flatMap((own, index) => {
		const other = bare.loads[index];
		return other === undefined ? [] : loadRows(own, other);
	});
	return table(
		[name, 'ours', 'bare', 'ours / bare'],
		[
			...loads,
			row('one message alone p50, ms', ours.aloneP50, bare.aloneP50, 1),
			row('one message alone p99, ms', ours.aloneP99, bare.aloneP99, 1),
			row('memory idle, MB', ours.idleMb, bare.idleMb, 0),
			row('memory after the load, MB', ours.loadedMb, bare.loadedMb, 0),
		],
	);
}

function loadRows(ours: LoadFigures, bare: LoadFigures): Row[] {
	const callers = ours.callers === 1 ? '1 caller' : `${ours.callers} callers`;
	return [
		row(`accepted/s, ${callers}`, ours.acceptRate, bare.acceptRate, 0),
		row(`accept p50, ms, ${callers}`, ours.acceptP50, bare.acceptP50, 1),
		row(`accept p99, ms, ${callers}`, ours.acceptP99, bare.acceptP99, 1),
		row(`delivered/s, ${callers}`, ours.deliveredRate, bare.deliveredRate, 0),
		row(`delivered p50, ms, ${callers}`, ours.deliveredP50, bare.deliveredP50, 0),
		row(`delivered p99, ms, ${callers}`, ours.deliveredP99, bare.deliveredP99, 0),
	];
}

function row(what: string, ours: number, bare: number, digits: number): Row {
	return [what, ours.toFixed(digits), bare.toFixed(digits), (ours / bare).toFixed(2)];
}

/** Memory of the round in which it grew most. */
function fileTable(files: readonly FileFigures[]): string {
	const rows = files.map(({ who, direction, beforeMb, peakMb, ms }) => [
		`${direction === 'inbound' ? 'customer → agent' : 'agent → customer'}, ${who}`,
		beforeMb.toFixed(0),
		peakMb.toFixed(0),
		(peakMb - beforeMb).toFixed(0),
		ms.toFixed(0),
	]);
	const size = files[0]?.megabytes ?? 0;
	return table([`a file of ${size} MB`, 'before, MB', 'at most, MB', 'more, MB', 'ms'], rows);
}

function ledgerTable({ name, rows, chats, operations }: LedgerFigures): string {
	return table(
		[`${name}, p50`, 'empty, ms', `${rows} rows, ${chats} chats, ms`, 'full / empty'],
		operations.map(({ what, emptyMs, fullMs }) => [
			what,
			emptyMs.toFixed(2),
			fullMs.toFixed(2),
			(fullMs / emptyMs).toFixed(2),
		]),
	);
}

/** One table for all engines: they were asked the same. */
function listTables(lists: readonly ListFigures[]): string[] {
	const [first] = lists;
	if (first === undefined) return [];
	const rows = first.questions.map(({ command }, index) => [
		command,
		...lists.map(({ questions }) => (questions[index]?.ms ?? Number.NaN).toFixed(0)),
	]);
	const head = [`${first.rows} rows`, ...lists.map(({ name }) => `${name}, ms`)];
	return [table(head, rows)];
}

function verdicts(figures: Figures): string[] {
	const lines = judge(figures).map(
		({ what, measured, budget, isMet }) =>
			`* ${what}: ${measured} (budget ${budget}): ${isMet ? 'met' : 'MISSED'}`,
	);
	return lines.length === 0 ? [] : [['Budgets:', '', ...lines].join('\n')];
}
