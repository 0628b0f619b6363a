import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'crypto';

/** Calls that are further off than this are refused, milliseconds. */
export const FRESH_MS = 5 * 60_000;
const VERSION = 'v1';
const IV_BYTES = 16;

/** The signature of a call to the daemon: HMAC-SHA256 over time and body (docs/protocol.md). */
export function signCall(token: string, timestamp: number, body: string): string {
	return `${VERSION}=${hmac(token, `${VERSION}:${timestamp}:${body}`).toString('hex')}`;
}

/** A call of the daemon as it arrives at the app's endpoint. */
export type SealedCall = {
	readonly timestamp: string;
	readonly nonce: string;
	readonly signature: string;
	readonly sealed: string;
};

/** Whether the daemon, and nobody else, made that call. Compares in constant time. */
export function isSigned(
	key: string,
	{ timestamp, nonce, signature, sealed }: SealedCall,
): boolean {
	const right = `${VERSION}=${hmac(signKey(key), `${VERSION}:${timestamp}:${nonce}:${sealed}`).toString('hex')}`;
	const [one, other] = [Buffer.from(right), Buffer.from(signature)];
	return one.length === other.length && timingSafeEqual(one, other);
}

/** The JSON text inside a sealed call. Throws when it was sealed with another key. */
export function unseal(key: string, sealed: string): string {
	const bytes = Buffer.from(sealed, 'base64');
	const decipher = createDecipheriv('aes-256-cbc', sealKey(key), bytes.subarray(0, IV_BYTES));
	return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES)), decipher.final()]).toString(
		'utf8',
	);
}

/** What the daemon does; here for tests. */
export function seal(key: string, text: string): string {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv('aes-256-cbc', sealKey(key), iv);
	return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** A new secret of 64 hex digits. */
export function newKey(): string {
	return randomBytes(32).toString('hex');
}

function signKey(key: string): Buffer {
	return hmac(key, 'greenapi-rc sign v1');
}

function sealKey(key: string): Buffer {
	return hmac(key, 'greenapi-rc seal v1');
}

function hmac(key: string | Buffer, text: string): Buffer {
	return createHmac('sha256', key).update(text).digest();
}
