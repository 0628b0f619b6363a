import type { RefusedError } from '../domain/errors.js';
import { refusal } from './refusals.js';

/** A file that was to be new is there already: nothing is overwritten. */
export function outFileExists(path: string, cause?: unknown): RefusedError {
	return refusal({
		code: 'out-file-exists',
		status: 409,
		message: 'refusal.out-file-exists',
		help: 'help.out-file-exists',
		values: { path },
		cause,
	});
}

/** A file can't be written. @param code As Node.js calls the reason, e.g. `ENOSPC` */
export function outFileFailed(path: string, code: string, cause?: unknown): RefusedError {
	return refusal({
		code: 'out-file-failed',
		status: 409,
		message: 'refusal.out-file-failed',
		help: 'help.out-file-failed',
		values: { path, code },
		cause,
	});
}
