import { BridgeError } from '../../domain/errors.js';

/** Settles as `work` does; rejects with BridgeError `CHECK_TIMED_OUT` when that takes longer. What is late is forgotten. */
export async function withinTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => {
			reject(timedOut(timeoutMs));
		}, timeoutMs);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
		work.catch(() => undefined);
	}
}

function timedOut(timeoutMs: number): BridgeError {
	return new BridgeError(`There was no answer in ${timeoutMs / 1000} s.`, {
		code: 'CHECK_TIMED_OUT',
		help: 'Look at the load and the network of what was asked, or run this again with a longer --timeout.',
		outage: true,
	});
}
