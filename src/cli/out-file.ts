import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import type { RefusedError } from '../core/domain/errors.js';
import { outFileExists, outFileFailed } from '../core/operations/out-file-refusals.js';

/** A new file for secrets, readable for its owner alone. */
export type OutFile = {
	/** Writes a part of it. Throws RefusedError `out-file-failed`. */
	append(text: string): void;
	/** Writes the rest of it, once, and closes it. Throws RefusedError `out-file-failed`. */
	write(text: string): void;
	/** Removes it, unless it was written. */
	discard(): void;
};

/** Makes the file, still empty. Throws RefusedError `out-file-exists` or `out-file-failed`. */
export function createOutFile(path: string): OutFile {
	const file = open(path);
	let isWritten = false;
	function append(text: string): void {
		try {
			for (let rest = Buffer.from(text); rest.length > 0;)
				rest = rest.subarray(writeSync(file, rest));
		} catch (error) {
			throw failed(path, error);
		}
	}
	return {
		append,
		write(text) {
			append(text);
			try {
				fsyncSync(file);
				closeSync(file);
				isWritten = true;
			} catch (error) {
				throw failed(path, error);
			}
		},
		discard() {
			// Where nothing was written it is open still, and closed when the program ends.
			if (!isWritten) rmSync(path, { force: true });
		},
	};
}

function open(path: string): number {
	try {
		return openSync(path, 'wx', 0o600);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw failed(path, error);
		throw outFileExists(path, error);
	}
}

function failed(path: string, error: unknown): RefusedError {
	const { code = 'unknown' } = error as NodeJS.ErrnoException;
	return outFileFailed(path, code, error);
}
