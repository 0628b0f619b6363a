import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { RefusedError } from '../core/domain/errors.js';

/** More than any token has, bytes. */
const LARGEST = 4096;

/**
 * Reads a secret, one line, trimmed, from the file at `path`, or from `input` when that is `-`. Rejects with RefusedError
 * `bad-token-file` when it can't be read, is empty, longer than 4 KB, or has several lines. What was read is not repeated.
 */
export async function readSecret(path: string, input: Readable): Promise<string> {
	const place = path === '-' ? 'Standard input' : `The file ${path}`;
	const bytes = await read(path === '-' ? input : createReadStream(path), place);
	const text = bytes.toString('utf8').trim();
	if (text === '') throw refuse(`${place} holds no token: it is empty.`);
	if (/[\r\n]/u.test(text)) throw refuse(`${place} holds several lines.`);
	return text;
}

async function read(stream: Readable, place: string): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			chunks.push(chunk);
			size += chunk.length;
			// Leaving the loop closes the stream.
			if (size > LARGEST) break;
		}
	} catch (error) {
		const { code = 'unknown' } = error as NodeJS.ErrnoException;
		throw refuse(`${place} can't be read (${code}).`, error);
	}
	if (size > LARGEST) throw refuse(`${place} is longer than 4 KB: that is no token.`);
	return Buffer.concat(chunks);
}

function refuse(message: string, cause?: unknown): RefusedError {
	return new RefusedError(message, {
		code: 'bad-token-file',
		help: 'Put the token alone into it, on one line.',
		cause,
	});
}
