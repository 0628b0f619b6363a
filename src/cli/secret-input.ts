import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Phrase } from '../core/domain/phrase.js';
import { refusal } from '../core/operations/refusals.js';
import type { TextKey } from '../core/texts/en.js';

/** More than any token has, bytes. */
const LARGEST = 4096;

/**
 * Reads a secret, one line, trimmed, from the file at `path`, or from `input` when that is `-`. Rejects with RefusedError
 * `bad-token-file` when it can't be read, is empty, longer than 4 KB, or has several lines. What was read is not repeated.
 */
export async function readSecret(path: string, input: Readable): Promise<string> {
	const place: Phrase =
		path === '-' ? { key: 'token.of-input' } : { key: 'token.of-file', values: { path } };
	const bytes = await read(path === '-' ? input : createReadStream(path), place);
	const text = bytes.toString('utf8').trim();
	if (text === '') throw refuse('refusal.token-empty', { place });
	if (/[\r\n]/u.test(text)) throw refuse('refusal.token-lines', { place });
	return text;
}

async function read(stream: Readable, place: Phrase): Promise<Buffer> {
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
		throw refuse('refusal.token-unreadable', { place, code }, error);
	}
	if (size > LARGEST) throw refuse('refusal.token-long', { place });
	return Buffer.concat(chunks);
}

function refuse(message: TextKey, values: Phrase['values'], cause?: unknown) {
	return refusal({
		code: 'bad-token-file',
		status: 400,
		help: 'help.bad-token-file',
		...{ message, values, cause },
	});
}
