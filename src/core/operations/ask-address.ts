import { createProbe } from '../config/probe-answer.js';
import { asObject, parseJson, textAt } from '../domain/json.js';
import { probe } from '../http/probe.js';

/** Longer than a daemon takes, shorter than a person who waits. */
const TIMEOUT_MS = 5000;

/** Who answers at a public address; `seen` is for people: an HTTP status, the system's code, or the name of what it is. */
export type AddressAnswer = { readonly isOurs: boolean; readonly seen: string };

/**
 * Asks an address (without a path) for the proof that a daemon with `key` answers there, as seen from this machine. Never
 * rejects; takes no longer than `timeoutMs`.
 */
export async function askAddress(
	address: string,
	key: Buffer,
	timeoutMs = TIMEOUT_MS,
): Promise<AddressAnswer> {
	const { url, isProven } = createProbe(address);
	const answer = await probe(url, timeoutMs);
	if (answer.kind !== 'answer') return { isOurs: false, seen: answer.code };
	if (isProven(key, answer.text)) return { isOurs: true, seen: 'greenapi-rc' };
	const isAnother = textAt(asObject(parseJson(answer.text)), 'proof') !== '';
	return { isOurs: false, seen: isAnother ? 'another greenapi-rc' : `HTTP ${answer.status}` };
}
