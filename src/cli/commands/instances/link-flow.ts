import type { Actor } from '../../../core/operations/actors.js';
import type { RefusedError } from '../../../core/domain/errors.js';
import type { LinkStep } from '../../../core/operations/follow-link.js';
import { refusal } from '../../../core/operations/refusals.js';
import { interrupted } from '../../prompter.js';
import { duration } from '../../shown.js';
import type { Io } from '../../io.js';
import type { Setup } from '../../with-setup.js';
import { openLinkView } from './open-link-view.js';
import type { LinkViewOptions } from './open-link-view.js';
import { ENDING_SIGNALS } from '../../signals.js';

export type LinkOptions = LinkViewOptions & {
	/** Country code and number: by a pairing code, in place of a QR code. */
	readonly phone?: string | undefined;
	/** Milliseconds; see DEFAULT_LINK_MS. */
	readonly timeoutMs?: number | undefined;
};

/** The end of linking. */
export type Linked = Omit<Extract<LinkStep, { type: 'linked' }>, 'type'>;

/** GREEN-API lets an instance restart that gives QR codes for five minutes (green-api.com/en/forum/topic/142). */
const DEFAULT_LINK_MS = 4 * 60_000;

/**
 * Shows a QR code, or a pairing code, until a phone is linked to the instance, and takes it away again. Says nothing of the
 * end but with `json`: that is the caller's. Rejects with the refusals of createFollowLink, and with RefusedError
 * `link-timeout`, `interrupted` (Ctrl+C), `qr-unreadable`, `out-file-exists`,
 * `out-file-failed`. Whatever it rejects with, the instance is as
 * it was.
 */
export async function linkInstance(
	io: Io,
	{ operations }: { readonly operations: Pick<Setup['operations'], 'followLink'> },
	target: { readonly actor: Actor; readonly idInstance: string },
	options: LinkOptions = {},
): Promise<Linked> {
	const { idInstance, actor } = target;
	const timeoutMs = options.timeoutMs ?? DEFAULT_LINK_MS;
	const view = openLinkView(io, idInstance, options);
	const end = openEnd(io, idInstance, timeoutMs);
	try {
		const input = { idInstance, phone: options.phone };
		const steps = operations.followLink(actor, input, end.signal);
		for (;;) {
			const { value: step } = await Promise.race([taken(steps), end.reached]);
			if (step === undefined) return await end.reached;
			await view.show(step);
			if (step.type === 'linked') {
				const { state, phone, wasLinked } = step;
				return { state, phone, wasLinked };
			}
		}
	} finally {
		end.close();
		await view.close();
		// What links a phone was taken away first; now the signal may do what it does.
		if (end.signalled !== undefined) io.process.kill(io.process.pid, end.signalled);
	}
}

/** What is under way when the end comes may fail: nobody waits for it any more. */
function taken(steps: AsyncGenerator<LinkStep>): Promise<IteratorResult<LinkStep, undefined>> {
	const next = steps.next() as Promise<IteratorResult<LinkStep, undefined>>;
	next.catch(() => undefined);
	return next;
}

type End = {
	readonly signal: AbortSignal;
	/** A signal that was to end the process. */
	readonly signalled: NodeJS.Signals | undefined;
	/** Rejects when it is enough. */
	readonly reached: Promise<never>;
	close(): void;
};

function openEnd({ process, language }: Io, idInstance: string, timeoutMs: number): End {
	const abort = new AbortController();
	const { promise: reached, reject } = withReject();
	const finish = (error: RefusedError): void => {
		reject(error);
		abort.abort();
	};
	let signalled: NodeJS.Signals | undefined;
	const leave = (signal: NodeJS.Signals): void => {
		if (signal !== 'SIGINT') signalled = signal;
		finish(interrupted());
	};
	const timer = setTimeout(() => {
		finish(timedOut(idInstance, duration(timeoutMs, language())));
	}, timeoutMs);
	for (const signal of ENDING_SIGNALS) process.on(signal, leave);
	return {
		signal: abort.signal,
		get signalled() {
			return signalled;
		},
		reached,
		close() {
			abort.abort();
			clearTimeout(timer);
			for (const signal of ENDING_SIGNALS) process.off(signal, leave);
		},
	};
}

function withReject(): { promise: Promise<never>; reject: (error: Error) => void } {
	let reject: (error: Error) => void = () => undefined;
	const promise = new Promise<never>((_, refuse) => {
		reject = refuse;
	});
	promise.catch(() => undefined);
	return { promise, reject };
}

function timedOut(instance: string, time: string): RefusedError {
	return refusal({
		code: 'link-timeout',
		status: 504,
		message: 'refusal.link-timeout',
		help: 'help.link-timeout',
		values: { instance, time },
	});
}
