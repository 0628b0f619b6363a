import { setTimeout as pause } from 'node:timers/promises';
import { BridgeError } from '../core/domain/errors.js';

/**
 * Resolves once the condition holds; rejects with code `SANDBOX_DEADLINE` when that takes longer than `deadlineMs`.
 * `state` says how things stand then.
 */
export async function until(
	condition: () => boolean,
	deadlineMs: number,
	what: string,
	state: () => string = () => '',
): Promise<void> {
	const deadline = Date.now() + deadlineMs;
	while (!condition()) {
		if (Date.now() > deadline) {
			const details = state();
			const message = `Not ${what} within ${deadlineMs} ms${details && `: ${details}`}`;
			throw new BridgeError(message, {
				code: 'SANDBOX_DEADLINE',
				help: 'Look at what the other side answered, or allow more time.',
			});
		}
		await pause(2);
	}
}
