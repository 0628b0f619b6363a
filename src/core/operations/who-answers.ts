import { createProbe } from '../config/probe-answer.js';
import { ROCKET_PATH } from '../config/webhook-paths.js';
import { BridgeError } from '../domain/errors.js';
import { asObject, parseJson, textAt } from '../domain/json.js';
import { createHttpClient } from '../http/client.js';
import type { HttpClient } from '../http/types.js';
import type { TextKey } from '../texts/en.js';

const TIMEOUT_MS = 5000;

/** Who answers at an address: a daemon with our key, one with another key (or too old to prove it), somebody else, nobody. */
export type Answerer = 'ours' | 'another' | 'other' | 'nobody';

/** How that is said; each text has an `address`. */
export const WHO_ANSWERS = {
	ours: 'refusal.address-ours',
	another: 'refusal.address-another',
	other: 'refusal.address-other',
	nobody: 'refusal.address-nobody',
} as const satisfies Readonly<Record<Answerer, TextKey>>;

/**
 * Asks who answers at a base address, as seen from this machine; private ones, too, for it is the operator's own. Without a
 * `key` no daemon is ours. Never rejects.
 */
export async function whoAnswers(address: string, key: Buffer | undefined): Promise<Answerer> {
	const http = createHttpClient({ isTrusted: () => true });
	try {
		const url = `${address}${ROCKET_PATH}`;
		const answer = await http.send({ method: 'GET', url, timeoutMs: TIMEOUT_MS, label: 'hello' });
		const name = textAt(asObject(parseJson(answer.text)), 'name');
		if (answer.status !== 200 || name !== 'greenapi-rc') return 'other';
		return key !== undefined && (await hasKey(http, address, key)) ? 'ours' : 'another';
	} catch (error) {
		if (!(error instanceof BridgeError)) throw error;
		// Something listens and speaks no HTTP, or hangs.
		return error.code === 'HTTP_UNREACHABLE' ? 'nobody' : 'other';
	} finally {
		await http.close();
	}
}

async function hasKey(http: HttpClient, address: string, key: Buffer): Promise<boolean> {
	const { url, isProven } = createProbe(address);
	const answer = await http.send({ method: 'GET', url, timeoutMs: TIMEOUT_MS, label: 'probe' });
	return isProven(key, answer.text);
}
