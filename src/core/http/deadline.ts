import { EventEmitter } from 'node:events';

/**
 * What undici takes in place of an AbortSignal: emits `abort` with the error, once, when the time is up. An AbortController would do
 * the same and take as long as a fifth of a whole call on the same machine.
 */
export type DeadlineSignal = EventEmitter & {
	readonly aborted: boolean;
	readonly reason: Error | undefined;
};

/** A time limit that can be moved once a part of the work is done. */
export type Deadline = {
	/** Aborted, with the error as reason, when the time is up. */
	readonly signal: DeadlineSignal;
	/** Starts the time anew, in milliseconds from now. */
	restart(ms: number): void;
	clear(): void;
};

/** The time runs from now on. `makeError` is only called when it is up. */
export function createDeadline(ms: number, makeError: () => Error): Deadline {
	const signal = Object.assign(new EventEmitter(), {
		aborted: false,
		reason: undefined as Error | undefined,
	});
	const expire = (): void => {
		signal.aborted = true;
		signal.reason = makeError();
		signal.emit('abort', signal.reason);
	};
	let timer = setTimeout(expire, ms);
	return {
		signal,
		restart(time) {
			clearTimeout(timer);
			timer = setTimeout(expire, time);
		},
		clear: () => clearTimeout(timer),
	};
}
