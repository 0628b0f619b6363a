import { createHash } from 'node:crypto';

/**
 * Fingerprint of a source event, 32 hex digits of SHA-256: equal for equal parts in the same order, and different for
 * all others (`['a', 'b']` is not `['ab']`). A number counts as its decimal text.
 */
export function eventKey(parts: readonly (string | number)[]): string {
	const joined = JSON.stringify(parts.map(String));
	return createHash('sha256').update(joined).digest('hex').slice(0, 32);
}
