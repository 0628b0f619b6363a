import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { BridgeError } from '../domain/errors.js';
import type { FileChunks } from '../storage/file-chunks.js';
import type { KeptFile } from './payloads.js';

/**
 * The bytes of a file that waits in the database; one piece of it is in memory at a time. Rejects, or ends with, BridgeError
 * `LEDGER_FILE_GONE` when it is not the file that was written: its last piece is given out only when the whole is right.
 */
export async function openStoredFile(
	chunks: FileChunks,
	fileKey: string,
	file: KeptFile,
): Promise<Readable> {
	if ((await chunks.count(fileKey)) !== file.chunks) throw gone(file);
	return Readable.from(bytesOf(chunks, fileKey, file), { objectMode: false });
}

async function* bytesOf(
	chunks: FileChunks,
	fileKey: string,
	file: KeptFile,
): AsyncGenerator<Buffer> {
	const hash = createHash('sha256');
	for (let position = 0; position < file.chunks; position += 1) {
		const bytes = await chunks.read(fileKey, position);
		if (bytes === undefined) throw gone(file);
		hash.update(bytes);
		const isLast = position === file.chunks - 1;
		if (isLast && hash.digest('hex') !== file.sha256) throw gone(file);
		yield bytes;
	}
}

function gone({ name }: KeptFile): BridgeError {
	return new BridgeError(`The file ${name} is not in the database any more, or not all of it.`, {
		code: 'LEDGER_FILE_GONE',
		help: 'Send it again: greenapi-rc send <phone> --file <path>',
	});
}
