import express from 'express';
import type { Request, RequestHandler, Response } from 'express';
import type { RefusedError } from '../../core/domain/errors.js';
import { bodyTooLarge, emptyBody, noJson, unreadableEncoding } from '../refusals.js';

/** Reads a request's body as JSON of any form, whatever its Content-Type says. Rejects with a RefusedError. */
export type JsonReader = (request: Request, response: Response) => Promise<unknown>;

/** Like JsonReader, with the bytes that were read, decompressed: what a signature is about. */
export type SignedJsonReader = (
	request: Request,
	response: Response,
) => Promise<{ readonly json: unknown; readonly bytes: Uint8Array }>;

/** `limit` is in bytes, after decompression. */
export function createJsonReader(limit: number): JsonReader {
	const read = createSignedJsonReader(limit);
	return async (request, response) => (await read(request, response)).json;
}

/** `limit` is in bytes, after decompression. */
export function createSignedJsonReader(limit: number): SignedJsonReader {
	const bytesOf = new WeakMap<object, Uint8Array>();
	const parse: RequestHandler = express.json({
		limit,
		strict: false,
		type: () => true,
		// Else the parser takes no bytes for an empty object.
		verify(request, _response, bytes) {
			bytesOf.set(request, bytes);
			if (bytes.length === 0) throw emptyBody();
		},
	});
	return (request, response) =>
		new Promise((resolve, reject) => {
			parse(request, response, (failure: unknown) => {
				if (failure !== undefined) reject(toRefusal(failure, limit));
				else if (request.body === undefined) reject(emptyBody());
				else
					resolve({
						json: request.body as unknown,
						bytes: bytesOf.get(request) ?? new Uint8Array(),
					});
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
