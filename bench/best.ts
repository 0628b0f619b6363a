import type { Measured } from './measure.js';
import type { LoadFigures } from './types.js';

/** The better of each figure over all rounds: what else runs makes a machine slower, never faster. */
export function bestLoad(rounds: readonly Measured[]): LoadFigures {
	const all = rounds.map(({ figures }) => figures);
	const low = (figure: (one: LoadFigures) => number) => Math.min(...all.map(figure));
	const high = (figure: (one: LoadFigures) => number) => Math.max(...all.map(figure));
	return {
		callers: all[0]?.callers ?? 0,
		acceptRate: high(({ acceptRate }) => acceptRate),
		acceptP50: low(({ acceptP50 }) => acceptP50),
		acceptP99: low(({ acceptP99 }) => acceptP99),
		deliveredRate: high(({ deliveredRate }) => deliveredRate),
		deliveredP50: low(({ deliveredP50 }) => deliveredP50),
		deliveredP99: low(({ deliveredP99 }) => deliveredP99),
	};
}
