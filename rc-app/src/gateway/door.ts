import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createLately } from '../lately';
import { fieldsOf, textOf } from '../fields';
import type { Key } from '../key';
import { FRESH_MS, isSigned, unseal } from '../signing';
import type { Call } from './call';
import { Refused } from './refused';

/** Why a call is not let in; answered 401. */
export type Denied = {
	readonly code: 'wrong-signature' | 'stale-signature' | 'replayed';
	/** Our time, milliseconds, so that the daemon can put its clock right. */
	readonly now?: number;
};

/** Lets in what the daemon signed within the last five minutes, once. */
export type Door = {
	/** Throws Refused `bad-call` for what the daemon signed but nobody can read. */
	open(request: unknown, read: IRead): Promise<{ call: Call } | { denied: Denied }>;
};

/** Twice the time in which a signature is fresh: after it a replay is stale anyway. */
const NONCES_KEPT_MS = 2 * FRESH_MS;
const NONCES_KEPT = 200_000;

/**
 * Nonces are kept in memory: each process of Rocket.Chat knows its own, and ops that post are idempotent by their ids. What
 * was signed before this process began is stale, as an earlier one may have seen it; the daemon then signs anew.
 */
export function createDoor(key: Key, now: () => number = Date.now): Door {
	const startedAt = now();
	const nonces = createLately<true>(NONCES_KEPT_MS, NONCES_KEPT, now);

	return {
		async open(request, read) {
			const sealed = sealedOf(fieldsOf(request)['content']);
			const header = headersOf(request);
			const timestamp = header('x-greenapi-timestamp');
			const nonce = header('x-greenapi-nonce');
			const signature = header('x-greenapi-signature');
			const own = await key.find(read, (one) =>
				isSigned(one, { timestamp, nonce, signature, sealed }),
			);
			if (own === undefined || !/^[0-9a-f]{32}$/.test(nonce))
				return { denied: { code: 'wrong-signature' } };
			const signedAt = Number(timestamp);
			// A time that is no number is not fresh either.
			if (!(signedAt >= startedAt && Math.abs(now() - signedAt) <= FRESH_MS))
				return { denied: { code: 'stale-signature', now: now() } };
			if (nonces.get(nonce)) return { denied: { code: 'replayed' } };
			nonces.set(nonce, true);
			return { call: parsed(own, sealed) };
		},
	};
}

/** The body as Rocket.Chat hands it on: an object, or its text where the content type was lost. */
function sealedOf(content: unknown): string {
	if (typeof content !== 'string') return textOf(fieldsOf(content)['sealed']);
	try {
		return textOf(fieldsOf(JSON.parse(content))['sealed']);
	} catch {
		return '';
	}
}

function headersOf(request: unknown): (name: string) => string {
	const headers = Object.entries(fieldsOf(fieldsOf(request)['headers']));
	return (name) => textOf(headers.find(([one]) => one.toLowerCase() === name)?.[1]);
}

function parsed(key: string, sealed: string): Call {
	try {
		return fieldsOf(JSON.parse(unseal(key, sealed)));
	} catch (cause) {
		throw new Refused('bad-call', 'The call can’t be unsealed.', { cause });
	}
}
