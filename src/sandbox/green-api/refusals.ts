import type { IncomingMessage } from 'node:http';
import { Refusal } from '../answers.js';
import type { CloudAnswers } from '../faults.js';

/**
 * How GREEN-API words its refusals (reference 1.2). Its 400 repeats the path, so the token is in the body: a client
 * must not log it.
 */
function badRequest(request: IncomingMessage, message: string): Refusal {
	return new Refusal(400, {
		statusCode: 400,
		timestamp: new Date().toISOString(),
		path: request.url ?? '',
		message,
	});
}

/** A field is missing or of the wrong kind. */
export function validationFailed(request: IncomingMessage, details: string): Refusal {
	return badRequest(request, `Validation failed. Details: ${details}`);
}

/** The body is no JSON; the reason is the parser's. */
export const notJson = (reason: string): Refusal =>
	new Refusal(400, { statusCode: 400, message: reason });

/** 401 has no body (captured). */
export const wrongToken = (): Refusal => new Refusal(401, '');

export const wrongInstance = (): Refusal =>
	new Refusal(403, { statusCode: 403, message: 'Forbidden' });

export const unknownMethod = (request: IncomingMessage): Refusal =>
	new Refusal(404, {
		statusCode: 404,
		message: `Cannot ${request.method ?? 'GET'} ${request.url ?? ''}`,
		error: 'Not Found',
	});

/** The limit of JSON bodies is 100 kB. */
export const bodyTooLarge = (): Refusal =>
	new Refusal(500, { statusCode: 500, message: 'request entity too large' });

export const greenApiAnswers: CloudAnswers = {
	tooManyRequests: () => ({ body: 'Too Many Requests' }),
	internalError: () => ({ body: { statusCode: 500, message: 'Internal server error' } }),
};

export const tooManyRequests = (): Refusal => new Refusal(429, 'Too Many Requests');

/** Says why an instance in this state can't do anything now; undefined when it can. */
export function stateRefusal(request: IncomingMessage, state: string): Refusal | undefined {
	if (['authorized', 'yellowCard', 'suspended'].includes(state)) return undefined;
	if (state === 'starting') return badRequest(request, 'instance in starting process try later');
	return badRequest(request, 'instance is starting or not authorized');
}
