import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { asObject, parseJson, textAt } from '../domain/json.js';

/** Path of the probe below the daemon's address, without the nonce; proxies let through what begins with /api/webhook/. */
export const PROBE_PATH = '/api/webhook/probe';

const PURPOSE = 'greenapi-rc probe v1';
const NONCE = /^[0-9a-f]{32}$/u;

/** 128 random bits as hex, in lower case. */
export function isProbeNonce(text: string): boolean {
	return NONCE.test(text);
}

/**
 * What a daemon answers to a probe, hex: only who has the key can tell it, and it tells nothing of the key, nor does it open
 * anything else. `key` is the one that encrypts stored tokens.
 */
export function proofOf(key: Buffer, nonce: string): string {
	const own = createHmac('sha256', key).update(PURPOSE).digest();
	return createHmac('sha256', own).update(nonce).digest('hex');
}

/** Compares in constant time. */
export function isProof(key: Buffer, nonce: string, proof: string): boolean {
	const [wanted, told] = [Buffer.from(proofOf(key, nonce)), Buffer.from(proof)];
	return wanted.length === told.length && timingSafeEqual(wanted, told);
}

/** A question to whoever answers at an address of a daemon (without a path), to be asked once. */
export type Probe = {
	readonly url: string;
	/** Whether a text that came back is the answer of somebody who has that key. */
	isProven(key: Buffer, answer: string): boolean;
};

/** Makes one with a nonce of its own. */
export function createProbe(address: string): Probe {
	const nonce = randomBytes(16).toString('hex');
	return {
		url: `${address}${PROBE_PATH}/${nonce}`,
		isProven: (key, answer) => isProof(key, nonce, textAt(asObject(parseJson(answer)), 'proof')),
	};
}
