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

/** Statuses that speak of the call itself, which no repeat makes better; the daemon knows no others for good. */
const FINAL: ReadonlySet<number> = new Set([400, 413, 414, 415, 422, 431]);
/** Those of them that proxies give for reasons of their own, without words of the daemon's: a wrong port, no host of that name. */
const PROXIES_TOO: ReadonlySet<number> = new Set([400, 422]);
/** All others are of a token or a clock that can be put right, or of a proxy in front of the daemon. */
const WAITING: ReadonlyMap<number, Problem> = new Map([
	[401, 'wrong-token'],
	[429, 'busy'],
	[503, 'busy'],
]);

/** docs/protocol.md, "Answers". A 200 that is not the daemon's (a proxy's own page) counts as no answer. */
export function verdictOf({ status, body }: DaemonAnswer): Verdict {
	const message = typeof body['message'] === 'string' ? body['message'] : '';
	if (status === 200) {
		if (message !== '') return { kind: 'refused', reason: message };
		return body['status'] === 'ok' ? { kind: 'accepted' } : waits('unreachable');
	}
	const isDaemons = message !== '' || !PROXIES_TOO.has(status);
	if (FINAL.has(status) && isDaemons) return { kind: 'refused', reason: message };
	return waits(WAITING.get(status) ?? 'unreachable');
}

function waits(problem: Problem): Verdict {
	return { kind: 'waits', problem };
}
