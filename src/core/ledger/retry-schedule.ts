const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses between attempts: about 24 hours in all, as long as GREEN-API remembers. docs/operations.md has this table too. */
const PAUSES = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];
const LAST_PAUSE = 2 * HOUR;
const MAX_ATTEMPTS = PAUSES.length + 11;
const SPREAD = 0.2;

/**
 * Milliseconds until the next attempt after `attempts` failed ones, ±20 % so that many chats don't come back at once;
 * undefined when the budget is used up. `random` is in [0, 1).
 */
export function pauseAfter(attempts: number, random: number): number | undefined {
	if (attempts > MAX_ATTEMPTS) return undefined;
	const pause = PAUSES[attempts - 1] ?? LAST_PAUSE;
	return Math.round(pause * (1 - SPREAD + 2 * SPREAD * random));
}
