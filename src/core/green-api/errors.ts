import { GreenApiError, type BridgeErrorOptions } from '../domain/errors.js';
import { retryAfter } from '../http/retry-after.js';
import type { HttpAnswer } from '../http/types.js';
import { isRepeating, readReason } from './reason.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What is needed to say what went wrong with a call, without saying what it carried. */
export type FailedCall = {
	/** The method's name, e.g. `sendMessage`. */
	readonly method: string;
	readonly instanceId: string;
	/** True when a repetition could have a second effect: a failure is then not certain. */
	readonly isWrite: boolean;
	/** What must not be shown even when the answer repeats it: the token, the customer's text and file name. */
	readonly secrets: readonly string[];
	/** Epoch milliseconds. */
	readonly now: number;
};

type Verdict = Omit<BridgeErrorOptions, 'help' | 'cause'> & { readonly help: string };

/**
 * The error for an answer that is not 200. Statuses and texts: docs `api/common-errors`, `api/466-error-example-body`,
 * `api/ratelimiter`. The message holds the status and, cleaned, the reason that GREEN-API gave.
 */
export function greenApiError(answer: HttpAnswer, call: FailedCall): GreenApiError {
	const reason = readReason(answer.text);
	const verdict = judge(answer, reason, call);
	const said = reason === '' || isRepeating(reason, call.secrets) ? '' : `: ${reason}`;
	const what = `GREEN-API ${call.method} for instance ${call.instanceId}`;
	return new GreenApiError(`${what} was answered ${String(answer.status)}${said}`, verdict);
}

/** A 200 without what the method promises; whether a send was queued is not known then. */
export function unreadableAnswer(call: FailedCall): GreenApiError {
	return new GreenApiError(
		`GREEN-API ${call.method} for instance ${call.instanceId}: the answer can't be read`,
		{
			code: 'GREEN_API_UNREADABLE',
			help: "Check that the instance's apiUrl is GREEN-API's and that no proxy answers in its place.",
			disposition: 'retry',
			certain: !call.isWrite,
		},
	);
}

function judge(answer: HttpAnswer, reason: string, call: FailedCall): Verdict {
	const { status } = answer;
	if (/exceeded max upload size|entity too large/i.test(reason) || status === 413) {
		return {
			code: 'GREEN_API_TOO_LARGE',
			help: 'Send less than 100 MB in one file, or send a link to it.',
		};
	}
	if (status === 429 || status === 466) return limitVerdict(answer, call);
	if (status === 400) return badRequestVerdict(reason, call);
	if (status >= 500 || status === 499 || status === 408) {
		return {
			code: 'GREEN_API_FAILED',
			help: 'GREEN-API has a problem; the call is repeated by itself. See https://green-api.com for its state.',
			disposition: 'retry',
			outage: true,
			certain: !call.isWrite,
			retryAt: retryAfter(answer.headers, call.now),
		};
	}
	return refusalVerdict(status, call);
}

/** 466 is a matter of billing: waiting helps only after a payment or at the end of the month. */
function limitVerdict(answer: HttpAnswer, call: FailedCall): Verdict {
	if (answer.status === 466) {
		return {
			code: 'GREEN_API_QUOTA',
			help: `The tariff of instance ${call.instanceId} allows no more chats or calls this month: change the tariff in the GREEN-API console.`,
			disposition: 'wait',
			retryAt: call.now + 15 * MINUTE,
		};
	}
	const soon = call.now + SECOND + Math.floor(Math.random() * SECOND);
	return {
		code: 'GREEN_API_RATE_LIMITED',
		help: 'Nothing to do: the call is repeated when GREEN-API allows it.',
		disposition: 'wait',
		retryAt: retryAfter(answer.headers, call.now) ?? soon,
	};
}

function badRequestVerdict(reason: string, call: FailedCall): Verdict {
	if (/\binstance\b.*\b(?:deleted|expired)/i.test(reason)) {
		return {
			code: 'GREEN_API_INSTANCE_GONE',
			help: `Renew instance ${call.instanceId} in the GREEN-API console, or remove it with remove-instance and create another.`,
		};
	}
	if (/\bstarting\b/i.test(reason)) {
		return {
			code: 'GREEN_API_STARTING',
			help: `Instance ${call.instanceId} restarts, which takes up to five minutes: nothing to do.`,
			disposition: 'wait',
			retryAt: call.now + 30 * SECOND,
		};
	}
	if (/\bnot authorized\b/i.test(reason)) {
		return {
			code: 'GREEN_API_NOT_AUTHORIZED',
			help: `Link the phone again: greenapi-rc link-instance ${call.instanceId}, or the QR code in the GREEN-API console.`,
			disposition: 'wait',
			retryAt: call.now + MINUTE,
		};
	}
	return {
		code: 'GREEN_API_REFUSED',
		help: 'Check the recipient and the content: GREEN-API does not take this call as it is.',
	};
}

function refusalVerdict(status: number, call: FailedCall): Verdict {
	const { instanceId } = call;
	if (status === 401) {
		return {
			code: 'GREEN_API_TOKEN_REFUSED',
			help: `The apiTokenInstance of instance ${instanceId} is wrong: copy it from the GREEN-API console, then remove the instance and create it again.`,
		};
	}
	if (status === 403) {
		return {
			code: 'GREEN_API_INSTANCE_REFUSED',
			help: `Compare idInstance ${instanceId} and its apiUrl with the GREEN-API console.`,
		};
	}
	if (status === 404 || (status >= 300 && status < 400)) {
		return {
			code: 'GREEN_API_NOT_FOUND',
			help: `Copy apiUrl and mediaUrl of instance ${instanceId} from the GREEN-API console.`,
		};
	}
	return {
		code: 'GREEN_API_REFUSED',
		help: 'Look the status up in the GREEN-API documentation, page "common errors".',
	};
}
