const SIGNS = ['*', '~'] as const;

const TAKEN = SIGNS.map((sign) => ({ sign, found: patternOf(sign === '*' ? '\\*' : '~') }));

/**
 * Rocket.Chat takes any two stars or tildes of a line for bold or strike, also in `2 * 3 * 4` and `~5 or ~6`; WhatsApp only
 * those that stand around words. The others get a backslash, which Rocket.Chat does not show; one that is alone in its
 * line needs none. Two and more in a row stay: people who write `**so**` mean it.
 */
export function escapeLooseSigns(text: string): string {
	if (!SIGNS.some((sign) => text.includes(sign))) return text;
	return text
		.split('\n')
		.map((line) => TAKEN.reduce((result, one) => escapeLoose(result, one), line))
		.join('\n');
}

/** A point of a list, a run of signs, a pair around words; else a loose sign. */
function patternOf(sign: string): RegExp {
	const point = sign === '~' ? '' : '^(?:> ?)*[ \\t]*\\*(?=[ \\t])|';
	const inner = `[^\\s${sign}](?:[^${sign}\\n]*[^\\s${sign}])?`;
	const pair = `(?<![\\p{L}\\p{N}${sign}])${sign}${inner}${sign}(?![\\p{L}\\p{N}${sign}])`;
	return new RegExp(`${point}${sign}{2,}|${pair}|(?<loose>${sign})`, 'gu');
}

function escapeLoose(line: string, { sign, found }: (typeof TAKEN)[number]): string {
	if (line.split(sign).length < 3) return line;
	return line.replace(found, (match: string, loose: string | undefined) =>
		loose === undefined ? match : `\\${match}`,
	);
}
