import { Refusal } from '../answers.js';
import type { CloudAnswers } from '../faults.js';
import type { Quirks } from './quirks.js';

/** A plain error of the livechat routes: the code alone, no errorType. */
export function plainCode(code: string): Refusal {
	return new Refusal(400, { success: false, error: code });
}

/** A Meteor error: reason and code, and the code once more. */
export function meteorError(code: string, reason: string): Refusal {
	return new Refusal(400, { success: false, error: `${reason} [${code}]`, errorType: code });
}

/** `failure()` without an argument: no word of what was wrong. */
export function noReason(): Refusal {
	return new Refusal(400, { success: false });
}

/** Meteor's `check` was not content. */
export function matchError(details: string): Refusal {
	return new Refusal(400, { success: false, error: `Match error: ${details}` });
}

export function invalidParams(details: string): Refusal {
	return meteorError('invalid-params', details);
}

/** Something the settings or the permissions don't allow: 400 before 9.0, 403 since. */
export function notAllowed(quirks: Quirks, code: string, reason: string): Refusal {
	if (!quirks.forbidsWith403) return meteorError(code, reason);
	return new Refusal(403, {
		success: false,
		error: `${reason} [${code}]`,
		errorType: 'error-forbidden',
	});
}

export function missingPermission(quirks: Quirks): Refusal {
	return new Refusal(403, { success: false, error: quirks.missingPermission });
}

export function notLoggedIn(quirks: Quirks): Refusal {
	const message = 'You must be logged in to do this.';
	return new Refusal(
		401,
		quirks.isLoggedOutBodyShort ? { success: false, error: message } : { status: 'error', message },
	);
}

/** An upload is refused for its type or size, or because uploads are off. */
export function uploadRefused(
	quirks: Quirks,
	code: string,
	extra: Readonly<Record<string, unknown>> = {},
): Refusal {
	// That uploads are switched off is said in `reason` by every release.
	const key = quirks.hasUploadReason || code === 'error-file-upload-disabled' ? 'reason' : 'error';
	return new Refusal(400, { [key]: code, ...extra, success: false });
}

export const notFound = (): Refusal =>
	new Refusal(404, { success: false, error: 'Resource not found' });

export const notJson = (reason: string): Refusal =>
	new Refusal(400, { success: false, error: reason });

export const bodyTooLarge = (): Refusal =>
	new Refusal(413, { success: false, error: 'Payload too large' });

/** The text says how long to wait; the headers say it in epoch milliseconds. */
export function tooManyRequests(resetAt: number): { success: false; error: string } {
	const seconds = Math.max(1, Math.ceil((resetAt - Date.now()) / 1000));
	const wait = `You must wait ${seconds} seconds before trying this endpoint again.`;
	return {
		success: false,
		error: `Error, too many requests. Please slow down. ${wait} [error-too-many-requests]`,
	};
}

export function rateLimitHeaders(
	limit: number,
	remaining: number,
	resetAt: number,
): Record<string, string> {
	return {
		'X-RateLimit-Limit': String(limit),
		'X-RateLimit-Remaining': String(remaining),
		'X-RateLimit-Reset': String(resetAt),
	};
}

/** What a planted 429 or 500 looks like; the wait of the former is `waitMs`. */
export function rocketChatAnswers(limit: number, waitMs: number): CloudAnswers {
	return {
		tooManyRequests() {
			const resetAt = Date.now() + waitMs;
			return { body: tooManyRequests(resetAt), headers: rateLimitHeaders(limit, 0, resetAt) };
		},
		// The spelling is the server's own.
		internalError: () => ({ body: { success: false, error: 'Internal error occured' } }),
	};
}
