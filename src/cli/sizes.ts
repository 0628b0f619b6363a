const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes for people: `740 B`, `1.2 MB`. */
export function sizeText(bytes: number): string {
	const power = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
	const size = bytes / 1000 ** power;
	return `${power > 0 && size < 10 ? size.toFixed(1) : Math.round(size)} ${UNITS[power] ?? ''}`;
}
