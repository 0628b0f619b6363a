import { setTimeout as sleep } from 'node:timers/promises';
import { requireSecretKey } from '../../../core/config/secret-key.js';
import { ConfigError } from '../../../core/domain/errors.js';
import type { RefusedError } from '../../../core/domain/errors.js';
import { refusal } from '../../../core/operations/refusals.js';
import { WHO_ANSWERS, whoAnswers } from '../../../core/operations/who-answers.js';
import type { Answerer } from '../../../core/operations/who-answers.js';
import { credentialsFolder, readConfig } from '../../io.js';
import type { Io } from '../../io.js';

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

/** The refusal when the public address does not lead to a daemon. */
export function notReached(address: string, answerer: Answerer): RefusedError {
	return refusal({
		code: 'app-url-unreachable',
		status: 502,
		message: WHO_ANSWERS[answerer],
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
