import { InvalidArgumentError } from 'commander';
import { EVENT_KINDS, MESSAGE_STATES } from '../core/domain/ledger.js';
import type { Direction, EventKind, MessageState } from '../core/domain/ledger.js';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
	in: 'inbound',
	inbound: 'inbound',
	out: 'outbound',
	outbound: 'outbound',
};

const UNITS: Readonly<Record<string, number>> = {
	s: 1000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
	w: 7 * 86_400_000,
};

/** Reads `--state`, once or several times. Throws InvalidArgumentError, which ends with exit code 2. */
export function messageStates(text: string, earlier: readonly MessageState[] = []): MessageState[] {
	return [...earlier, ...wordsOf(text, MESSAGE_STATES)];
}

/** Reads `--kind`, once or several times. Throws InvalidArgumentError. */
export function eventKinds(text: string, earlier: readonly EventKind[] = []): EventKind[] {
	return [...earlier, ...wordsOf(text, EVENT_KINDS)];
}

/** Reads `--direction`. Throws InvalidArgumentError. */
export function direction(text: string): Direction {
	const found = Object.hasOwn(DIRECTIONS, text) ? DIRECTIONS[text] : undefined;
	if (found !== undefined) return found;
	throw new InvalidArgumentError('It must be inbound or outbound.');
}

/** Reads a time, as ISO 8601 or as how long ago it was; epoch milliseconds. Throws InvalidArgumentError. */
export function pastTime(text: string): number {
	const [, count = '', unit = ''] = /^(\d{1,6})([smhdw])$/u.exec(text) ?? [];
	if (unit !== '') return Date.now() - Number(count) * (UNITS[unit] ?? 0);
	const time = /^\d{4}-\d\d-\d\d/u.test(text) ? Date.parse(text) : Number.NaN;
	if (!Number.isNaN(time)) return time;
	throw new InvalidArgumentError(
		'It must be a time such as 2026-11-29T08:00:00Z, or 30m, 2h, 3d ago.',
	);
}

function wordsOf<Word extends string>(text: string, known: readonly Word[]): Word[] {
	return text.split(',').map((part) => {
		const found = known.find((word) => word === part.trim());
		if (found !== undefined) return found;
		throw new InvalidArgumentError(`It must be one or more of ${known.join(', ')}.`);
	});
}
