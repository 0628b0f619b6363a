import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * The token of a webhook's `Authorization` header, undefined when there is none. GREEN-API sends `webhookUrlToken`
 * with `Bearer `, with `Basic ` (not base64), bare, or, where the setting itself held the scheme, with two of them;
 * the documentation does not tell which (green-api/whatsapp-api-webhook-server-cpp strips either).
 */
export function readWebhookToken(authorizationHeader: string | undefined): string | undefined {
	const token = authorizationHeader?.trim().replace(/^(?:(?:bearer|basic)(?:\s+|$))+/i, '');
	return token === undefined || token === '' ? undefined : token;
}

/** Compares in a time that tells nothing of either; an empty or missing token is the same as none. */
export function isSameToken(a: string | undefined, b: string | undefined): boolean {
	if (a === undefined || b === undefined || a === '' || b === '') return false;
	return timingSafeEqual(digest(a), digest(b));
}

function digest(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}
