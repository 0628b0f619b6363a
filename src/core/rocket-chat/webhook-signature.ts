import { createHmac, timingSafeEqual } from 'node:crypto';

/** Calls that are further off than this are refused, milliseconds. */
const FRESH_MS = 5 * 60_000;
const VERSION = 'v1';

/** The two headers of a signed call (docs/protocol.md, "Signed calls"), undefined where they are missing. */
export type SignatureHeaders = {
	readonly timestamp: string | undefined;
	readonly signature: string | undefined;
};

/**
 * What a call's signature says. A call that has none is as good as its token: the published app and Rocket.Chat's own
 * webhook do not sign.
 * - `wrong`: made with another key, or of another body or time;
 * - `stale`: right, and too old or from the future.
 */
export type SignatureVerdict = 'none' | 'right' | 'wrong' | 'stale';

/**
 * Compares in constant time.
 * @param token The workspace's webhook token, which is the key.
 * @param body Byte for byte as it came.
 * @param now Epoch milliseconds.
 */
export function checkSignature(
	{ timestamp, signature }: SignatureHeaders,
	{ token, body, now }: { readonly token: string; readonly body: Uint8Array; readonly now: number },
): SignatureVerdict {
	if (timestamp === undefined && signature === undefined) return 'none';
	if (timestamp === undefined || signature === undefined) return 'wrong';
	const hmac = createHmac('sha256', token).update(`${VERSION}:${timestamp}:`).update(body);
	const right = Buffer.from(`${VERSION}=${hmac.digest('hex')}`);
	const given = Buffer.from(signature);
	if (given.length !== right.length || !timingSafeEqual(given, right)) return 'wrong';
	const isFresh = /^\d{1,15}$/.test(timestamp) && Math.abs(Number(timestamp) - now) <= FRESH_MS;
	return isFresh ? 'right' : 'stale';
}
