import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = {
	h: 3_600_000,
	d: 24 * 3_600_000,
	w: 7 * 24 * 3_600_000,
	y: 365 * 24 * 3_600_000,
};

/** Reads an age such as `90d`; answers milliseconds. Throws InvalidArgumentError, which ends with exit code 2. */
export function age(text: string): number {
	const [, count = '', unit = ''] = /^(\d{1,6})([hdwy])$/u.exec(text.trim()) ?? [];
	const ms = Number(count) * (UNITS[unit] ?? Number.NaN);
	if (ms > 0) return ms;
	throw new InvalidArgumentError('It must be an age: 90d, 12w, 2y or 48h.');
}

/** Reads a moment, or an age before now; answers epoch milliseconds. Throws InvalidArgumentError. */
export function moment(text: string): number {
	const time = /^\d{4}-\d\d-\d\d/u.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN;
	if (!Number.isNaN(time)) return time;
	if (/^\d+[hdwy]$/u.test(text.trim())) return Date.now() - age(text);
	throw new InvalidArgumentError(
		'It must be a day (2026-11-22), a time (2026-11-22T14:00Z) or an age (7d).',
	);
}
