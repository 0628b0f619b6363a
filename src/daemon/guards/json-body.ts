import express from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { RefusedError } from '../../core/domain/errors.js';
import { bodyTooLarge, emptyBody, noJson, unreadableEncoding } from '../refusals.js';

/** Reads a request's body as JSON of any form, whatever its Content-Type says. Rejects with a RefusedError. */
export type JsonReader = (request: Request, response: Response) => Promise<unknown>;

/** `limit` is in bytes, after decompression. */
export function createJsonReader(limit: number): JsonReader {
	const parse: RequestHandler = express.json({
		limit,
		strict: false,
		type: () => true,
		// Else the parser takes no bytes for an empty object.
		verify(_request, _response, bytes) {
			if (bytes.length === 0) throw emptyBody();
		},
	});
	return (request, response) =>
		new Promise((resolve, reject) => {
			parse(request, response, (failure: unknown) => {
				if (failure !== undefined) reject(toRefusal(failure, limit));
				else if (request.body === undefined) reject(emptyBody());
				else resolve(request.body as unknown);
			});
		});
}

/** The parser's own error quotes the body, so it becomes no `cause`. */
function toRefusal(failure: unknown, limit: number): RefusedError {
	const { status, type } = failure as { status?: unknown; type?: unknown };
	if (type === 'entity.verify.failed') return emptyBody();
	if (status === 413) return bodyTooLarge(limit);
	return status === 415 ? unreadableEncoding() : noJson();
}
