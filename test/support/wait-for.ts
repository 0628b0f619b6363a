import { setTimeout as sleep } from 'node:timers/promises';

export type WaitOptions = {
	/** When to give up, milliseconds; 15,000 unless told: machines that run tests are busy. */
	timeoutMs?: number;
	/** Pause between two looks, milliseconds; 10 unless told. */
	everyMs?: number;
	/** What is waited for, for the message of the failure. */
	label?: string;
};

/**
 * Looks until `condition` gives something truthy, and resolves with it. What `condition` throws ends the waiting at
 * once. Rejects with the label after `timeoutMs`; a condition that never settles counts as a timeout too.
 */
export async function waitFor<T>(
	condition: () => T | Promise<T>,
	{ timeoutMs = 15_000, everyMs = 10, label = 'a condition' }: WaitOptions = {},
): Promise<NonNullable<T>> {
	const deadline = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const timedOut = new Promise<never>((_resolve, reject) => {
		// A timer that keeps the process alive: a condition may wait for nothing that does.
		timer = setTimeout(() => {
			deadline.abort();
			reject(new Error(`Waited ${timeoutMs} ms in vain for ${label}`));
		}, timeoutMs);
	});
	const look = async (): Promise<NonNullable<T>> => {
		for (;;) {
			const found = await condition();
			if (found) return found;
			await sleep(everyMs);
			deadline.signal.throwIfAborted();
		}
	};
	return Promise.race([look(), timedOut]).finally(() => {
		clearTimeout(timer);
	});
}
