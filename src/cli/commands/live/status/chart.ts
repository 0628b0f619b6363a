const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const NOT_COUNTED = '·';

/**
 * Counts as bars, each cell the sum of `perCell` of them; the highest is as high as `highest` of such sums. Nothing at all
 * is a space, so that little can be told from nothing; what was not counted is a dot.
 */
export function barsOf(
	counts: readonly (number | null)[],
	perCell: number,
	highest: number,
): string {
	return sumsOf(counts, perCell)
		.map((sum) => {
			if (sum === null) return NOT_COUNTED;
			if (sum === 0) return ' ';
			const level = Math.ceil((sum / Math.max(highest, sum)) * BARS.length) - 1;
			return BARS[Math.max(0, level)] ?? '';
		})
		.join('');
}

/** Sums of `perCell` counts each, the last of them last; null where one of them was not counted. */
export function sumsOf(
	counts: readonly (number | null)[],
	perCell: number,
): readonly (number | null)[] {
	const cells = Array.from({ length: Math.floor(counts.length / perCell) }, (_, cell) =>
		counts.slice(cell * perCell, (cell + 1) * perCell),
	);
	return cells.map((cell) =>
		cell.some((count) => count === null)
			? null
			: cell.reduce<number>((sum, count) => sum + (count ?? 0), 0),
	);
}

/** The largest and the sum of what was counted. */
export function figuresOf(counts: readonly (number | null)[]): { most: number; sum: number } {
	const known = counts.filter((count) => count !== null);
	return { most: Math.max(0, ...known), sum: known.reduce((sum, count) => sum + count, 0) };
}
