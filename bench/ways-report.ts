import { table } from './table.js';
import type { LimitedFigures, UnlimitedFigures, WaysFigures } from './types.js';

/** How long messages take by each way, and what the ways are worth without a limit; Markdown. */
export function wayTables({ limited, unlimited }: WaysFigures): string[] {
	return [limitedTable(limited), unlimitedTable(unlimited)];
}

/** One row for each number of messages that somebody was waited for. */
function limitedTable(figures: readonly LimitedFigures[]): string {
	const all = figures.flatMap(({ steps }) => steps.map(({ messages }) => messages));
	const marks = [...new Set(all)].sort((a, b) => a - b);
	const secondsOf = ({ steps }: LimitedFigures, mark: number): string =>
		steps.find(({ messages }) => messages === mark)?.seconds.toFixed(1) ?? '–';
	return table(
		['messages', ...figures.map(({ who, customers }) => `${who} (${customers} customers), s`)],
		[
			...marks.map((mark) => [String(mark), ...figures.map((one) => secondsOf(one, mark))]),
			['memory before, MB', ...figures.map(({ beforeMb }) => beforeMb.toFixed(0))],
			['memory at most, MB', ...figures.map(({ peakMb }) => peakMb.toFixed(0))],
		],
	);
}

function unlimitedTable(figures: readonly UnlimitedFigures[]): string {
	const row = (what: string, digits: number, value: (one: UnlimitedFigures) => number) => [
		what,
		...figures.map((one) => value(one).toFixed(digits)),
	];
	const callers = figures[0]?.load.callers ?? 0;
	return table(
		['without a limit', ...figures.map(({ who }) => who)],
		[
			row('one message alone p50, ms', 1, ({ aloneP50 }) => aloneP50),
			row('one message alone p99, ms', 1, ({ aloneP99 }) => aloneP99),
			row(`accepted/s, ${callers} callers`, 0, ({ load }) => load.acceptRate),
			row(`delivered/s, ${callers} callers`, 0, ({ load }) => load.deliveredRate),
		],
	);
}
