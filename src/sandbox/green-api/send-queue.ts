import { createFifo } from '../fifo.js';
import type { JournalMessage } from './types.js';

/** An instance's messages that wait to be sent, FIFO. */
export type SendQueue = {
	add(message: JournalMessage): void;
	list(): readonly JournalMessage[];
	readonly size: number;
	/** Throws away what waits. */
	clear(): void;
	/** To be called when the instance may send (again). */
	resume(): void;
	stop(): void;
};

/**
 * Each message leaves `delayMs` after the one before (at the earliest that long after it came); with 0 it leaves within
 * `add`. Nothing leaves while `maySend` says no.
 */
export function createSendQueue(options: {
	readonly delayMs: number;
	readonly maySend: () => boolean;
	readonly leave: (message: JournalMessage) => void;
}): SendQueue {
	const waiting = createFifo<JournalMessage>();
	let timer: NodeJS.Timeout | undefined;
	let isStopped = false;

	function resume(): void {
		if (isStopped || timer !== undefined) return;
		if (options.delayMs === 0) {
			while (waiting.size > 0 && options.maySend()) leaveOne();
		} else if (waiting.size > 0) {
			timer = setTimeout(leaveLater, options.delayMs);
		}
	}

	function leaveLater(): void {
		timer = undefined;
		if (!options.maySend()) return;
		leaveOne();
		resume();
	}

	function leaveOne(): void {
		const message = waiting.shift();
		if (message !== undefined) options.leave(message);
	}

	return {
		add(message) {
			waiting.push(message);
			resume();
		},
		list: () => waiting.list(),
		get size() {
			return waiting.size;
		},
		clear: () => {
			waiting.clear();
		},
		resume,
		stop() {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}
