/**
 * The token of a webhook's `Authorization` header, undefined when there is none. GREEN-API sends `webhookUrlToken`
 * with `Bearer `, with `Basic ` (not base64), bare, or, where the setting itself held the scheme, with two of them;
 * the documentation does not tell which (green-api/whatsapp-api-webhook-server-cpp strips either).
 */
export function readWebhookToken(authorizationHeader: string | undefined): string | undefined {
	const token = authorizationHeader?.trim().replace(/^(?:(?:bearer|basic)(?:\s+|$))+/i, '');
	return token === undefined || token === '' ? undefined : token;
}
