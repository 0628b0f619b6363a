/** Shorter names are near to too many others. */
const SHORT = 6;
const SHORTEST = 5;

/** The known name that somebody may have meant; undefined when none is near. Compares without regard to case. */
export function nearest(name: string, known: readonly string[]): string | undefined {
	const upper = name.toUpperCase();
	if (upper.length < SHORTEST) return undefined;
	const most = upper.length < SHORT ? 1 : 2;
	const distances = known.map((one) => ({ one, distance: distanceOf(upper, one) }));
	const [best] = distances.sort((a, b) => a.distance - b.distance);
	return best !== undefined && best.distance <= most ? best.one : undefined;
}

/** How many signs must be changed, added, taken away, or swapped with their neighbour. */
function distanceOf(one: string, other: string): number {
	let before: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, column) => column);
	for (let row = 1; row <= one.length; row += 1) {
		const next = [row];
		for (let column = 1; column <= other.length; column += 1) {
			const isSame = one[row - 1] === other[column - 1];
			const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
			const costs = [
				(last[column] ?? 0) + 1,
				(next[column - 1] ?? 0) + 1,
				(last[column - 1] ?? 0) + (isSame ? 0 : 1),
			];
			if (isSwapped && row > 1 && column > 1) costs.push((before[column - 2] ?? 0) + 1);
			next.push(Math.min(...costs));
		}
		[before, last] = [last, next];
	}
	return last.at(-1) ?? 0;
}
