import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { BridgeError, RefusedError } from '../core/domain/errors.js';
import type { Logger } from '../core/logging.js';
import { unknownPath, wrongMethod } from './refusals.js';

/** A refused body up to this size is read to its end and thrown away, so that the connection can be kept. */
const CHEAP_BYTES = 64_000;

/** Answers with `{error, message}`, and what else the caller needs; the message ends with what to do. */
export function answerRefusal(response: Response, refusal: RefusedError, more: object = {}): void {
	const message = refusal.message.includes(refusal.help)
		? refusal.message
		: `${refusal.message} ${refusal.help}`;
	response.status(refusal.status).json({ error: refusal.code, message, ...more });
}

/** Answers without reading the body: when a large one may be coming, the connection ends with the answer. */
export function answerUnread(request: Request, response: Response, refusal: RefusedError): void {
	const isEndless = request.headers['transfer-encoding'] !== undefined;
	const isLarge = Number(request.headers['content-length'] ?? 0) > CHEAP_BYTES;
	if (isEndless || isLarge) response.set('Connection', 'close');
	answerRefusal(response, refusal);
}

/** 404 for every request that comes here. */
export function answerUnknownPath(): RequestHandler {
	return (request, response) => {
		answerUnread(request, response, unknownPath());
	};
}

/** 405 for every request that comes here. */
export function answerWrongMethod(allowed: string): RequestHandler {
	return (request, response) => {
		response.set('Allow', allowed);
		answerUnread(request, response, wrongMethod(allowed));
	};
}

/**
 * The last middleware. A refusal says why; a database that fails is 503, so that the sender repeats; everything else is
 * a bug, 500, and only the log knows more. Neither a stack nor anything of the request gets into an answer.
 */
export function answerErrors(log: Logger): ErrorRequestHandler {
	return (error: unknown, request, response, _next) => {
		if (response.headersSent) response.destroy();
		else if (error instanceof RefusedError) answerRefusal(response, error);
		else if (error instanceof URIError) answerUnread(request, response, unknownPath());
		else answerFailure(response, error, log);
	};
}

function answerFailure(response: Response, error: unknown, log: Logger): void {
	if (error instanceof BridgeError && error.status === 503) {
		log.warn({ error }, 'A request failed because the database did');
		response.set('Retry-After', '5').status(503).json({
			error: 'storage-unavailable',
			message: 'The database of the bridge does not work at the moment. Send this again later.',
		});
		return;
	}
	log.error({ error }, 'A request failed');
	response.status(500).json({
		error: 'unexpected',
		message: 'The bridge failed to do this. Its log says why; sending it again later may help.',
	});
}
