import test from 'ava';
import type { LimitedFigures } from '../../bench/types.js';
import { wayTables } from '../../bench/ways-report.js';

test('a way that fewer messages went has no time for the rest', (t) => {
	const [limited = ''] = wayTables({
		limited: [
			way('by the app', [
				[10, 0.24],
				[1000, 9.96],
			]),
			way('by REST', [
				[10, 1],
				[30, 120.04],
			]),
		],
		unlimited: [],
	});
	const rows = limited.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
	t.deepEqual(
		rows.slice(2, 5).map((cells) => cells.slice(1, 4)),
		[
			['10', '0.2', '1.0'],
			['30', '–', '120.0'],
			['1000', '10.0', '–'],
		],
	);
});

function way(who: string, steps: readonly (readonly [number, number])[]): LimitedFigures {
	return {
		...{ who, customers: 2, beforeMb: 100, peakMb: 150 },
		steps: steps.map(([messages, seconds]) => ({ messages, seconds })),
	};
}
