import { setTimeout as sleep } from 'node:timers/promises';
import { createProbe } from '../../../core/config/probe-answer.js';
import { requireSecretKey } from '../../../core/config/secret-key.js';
import { ROCKET_PATH } from '../../../core/config/webhook-paths.js';
import { BridgeError, ConfigError } from '../../../core/domain/errors.js';
import { asObject, parseJson, textAt } from '../../../core/domain/json.js';
import type { RefusedError } from '../../../core/domain/errors.js';
import { refusal } from '../../../core/operations/refusals.js';
import type { TextKey } from '../../../core/texts/en.js';
import { createHttpClient } from '../../../core/http/client.js';
import type { HttpClient } from '../../../core/http/types.js';
import { credentialsFolder, readConfig } from '../../io.js';
import type { Io } from '../../io.js';

const TIMEOUT_MS = 5000;

/** Who answers at an address: a daemon with our key, one with another key (or too old to prove it), somebody else, nobody. */
export type Answerer = 'ours' | 'another' | 'other' | 'nobody';

/**
 * Asks who answers at a base address; private ones, too, for it is the operator's own. Without a `key` no daemon is ours.
 * Never rejects.
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

/** The key of this configuration, where there is one. */
export function keyOf(io: Io): Buffer | undefined {
	try {
		return requireSecretKey(readConfig(io).config, credentialsFolder(io)).bytes;
	} catch (error) {
		if (error instanceof ConfigError) return undefined;
		throw error;
	}
}

/** Asks until our daemon answers; false when none did within `timeoutMs`, or `isOver` says so. */
export async function waitForDaemon(
	address: string,
	key: Buffer | undefined,
	timeoutMs: number,
	isOver: () => boolean,
): Promise<boolean> {
	const end = Date.now() + timeoutMs;
	while (Date.now() < end && !isOver()) {
		if ((await whoAnswers(address, key)) === 'ours') return true;
		await sleep(100);
	}
	return false;
}

const NOT_OURS = {
	ours: 'refusal.address-ours',
	another: 'refusal.address-another',
	other: 'refusal.address-other',
	nobody: 'refusal.address-nobody',
} as const satisfies Readonly<Record<Answerer, TextKey>>;

/** The refusal when the public address does not lead to a daemon. */
export function notReached(address: string, answerer: Answerer): RefusedError {
	return refusal({
		code: 'app-url-unreachable',
		status: 502,
		message: NOT_OURS[answerer],
		help: 'help.address',
		values: { address },
	});
}

/** The refusal when somebody else has our port. */
export function portTaken(address: string, answerer: Answerer): RefusedError {
	return refusal({
		code: 'port-taken',
		status: 409,
		message: answerer === 'another' ? 'refusal.port-another' : 'refusal.port-taken',
		help: 'help.port-taken',
		values: { address },
	});
}
