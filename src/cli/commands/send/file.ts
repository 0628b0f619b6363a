import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { BridgeError } from '../../../core/domain/errors.js';
import { refusal } from '../../../core/operations/refusals.js';
import { CHUNK_BYTES } from '../../../core/storage/file-chunks.js';
import type { OwnFile } from '../../../core/operations/keep-file.js';

/** A file to be sent, as far as it is known before the settings are read. `close()` may be called at any time, also twice. */
export type OpenedFile = Omit<OwnFile, 'largest'> & { close(): Promise<void> };

/**
 * Opens what `--file` names, standard input for `-`; nothing of it is read yet. Rejects, also while it is read, with
 * RefusedError `file-unreadable`.
 */
export async function openFile(
	path: string,
	name: string | undefined,
	input: Readable,
): Promise<OpenedFile> {
	if (path === '-') {
		const content = guarded(path, input as AsyncIterable<Buffer>);
		return { name: name ?? '', size: undefined, content, close: () => Promise.resolve() };
	}
	const handle = await open(path).catch((error: unknown) => {
		throw unreadable(path, error);
	});
	try {
		const stat = await handle.stat();
		if (stat.isDirectory()) throw directory(path);
		return {
			name: name ?? basename(path),
			// A pipe has no size.
			size: stat.isFile() ? stat.size : undefined,
			content: guarded(path, piecesOf(handle)),
			close: () => handle.close(),
		};
	} catch (error) {
		await handle.close();
		throw error instanceof BridgeError ? error : unreadable(path, error);
	}
}

function piecesOf(handle: FileHandle): AsyncIterable<Buffer> {
	return handle.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false });
}

async function* guarded(path: string, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	const pieces = content[Symbol.asyncIterator]();
	try {
		for (;;) {
			const piece = await pieces.next().catch((error: unknown) => {
				throw unreadable(path, error);
			});
			if (piece.done === true) return;
			yield piece.value;
		}
	} finally {
		await pieces.return?.();
	}
}

function unreadable(path: string, cause: unknown) {
	const { code = 'unknown' } = cause as NodeJS.ErrnoException;
	return refusal({
		code: 'file-unreadable',
		status: 400,
		message: 'refusal.file-unreadable',
		help: 'help.file-unreadable',
		values: { path, code },
		cause,
	});
}

function directory(path: string) {
	return refusal({
		code: 'file-unreadable',
		status: 400,
		message: 'refusal.file-directory',
		help: 'help.file-directory',
		values: { path },
	});
}
