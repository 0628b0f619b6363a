import type { RequestHandler } from 'express';
import type { Logger } from '../../core/logging.js';

const MAX_PATH = 200;

/** What follows is a ticket: whoever has it may use it. */
const TICKET = /^(\/api\/webhook\/rocket\/[^/]+\/).+/i;

/** Logs each answer at debug level: method, path, status, milliseconds. No query, no header, no body, no ticket. */
export function logRequests(log: Logger): RequestHandler {
	return (request, response, next) => {
		const startedAt = performance.now();
		const { method } = request;
		const path = request.path.replace(TICKET, '$1…').slice(0, MAX_PATH);
		response.once('close', () => {
			const ms = Math.round(performance.now() - startedAt);
			log.debug({ method, path, status: response.statusCode, ms }, 'request');
		});
		next();
	};
}
