import type { DaemonAnswer } from '../daemon';

/** What the daemon's answer means for an event. */
export type Verdict =
	/** Taken: nothing needs to be kept. */
	| { readonly kind: 'accepted' }
	/** Answered for good: nothing of it goes to the customer. `reason` is for people; '' when the daemon gave none. */
	| { readonly kind: 'refused'; readonly reason: string }
	/** Not taken yet; `problem` says what to repair, if anybody can. */
	| { readonly kind: 'waits'; readonly problem: Problem };

export type Problem = 'unreachable' | 'busy' | 'wrong-token' | 'not-connected';

/** Statuses below 500 that don't speak of the call itself: a proxy without a daemon, a token or a clock that can be put right. */
const WAITING: ReadonlyMap<number, Problem> = new Map([
	[0, 'unreachable'],
	[401, 'wrong-token'],
	[404, 'unreachable'],
	[408, 'unreachable'],
	[429, 'busy'],
]);

/** docs/protocol.md, "Answers". A 200 that is not the daemon's (a proxy's own page) counts as no answer. */
export function verdictOf({ status, body }: DaemonAnswer): Verdict {
	const message = typeof body['message'] === 'string' ? body['message'] : '';
	if (status === 200) {
		if (message !== '') return { kind: 'refused', reason: message };
		return body['status'] === 'ok' ? { kind: 'accepted' } : waits('unreachable');
	}
	const problem = WAITING.get(status);
	if (problem !== undefined) return waits(problem);
	return status >= 400 && status < 500
		? { kind: 'refused', reason: message }
		: waits(status === 503 ? 'busy' : 'unreachable');
}

function waits(problem: Problem): Verdict {
	return { kind: 'waits', problem };
}
