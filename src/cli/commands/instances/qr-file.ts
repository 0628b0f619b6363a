import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { RefusedError } from '../../../core/domain/errors.js';
import { refusal } from '../../../core/operations/refusals.js';
import type { Io } from '../../io.js';
import { wordsOf } from '../../words.js';
import type { LinkView } from './link-view.js';
import { LINK_WORDS, linkLines } from './link-words.js';

/** A picture in a file, replaced as a whole so that no viewer sees half of one. */
export type Picture = {
	/** Throws RefusedError `out-file-failed`. */
	write(png: Buffer): void;
	/** Takes away what was written. */
	remove(): void;
};

/** Writes nothing yet. Throws RefusedError `out-file-exists`: the picture is removed at the end, somebody's file must not be. */
export function openPicture(path: string): Picture {
	if (existsSync(path)) throw taken(path);
	let isWritten = false;
	return {
		write(png) {
			const next = `${path}.new`;
			try {
				// Whoever scans it gets the messages: nobody else's business.
				writeFileSync(next, png, { mode: 0o600 });
				renameSync(next, path);
				isWritten = true;
			} catch (error) {
				throw failed(path, error);
			}
		},
		remove() {
			if (isWritten) rmSync(path, { force: true });
		},
	};
}

/** The codes in a file, and the rest as lines on standard error. */
export function openQrFile(io: Io, idInstance: string, path: string): LinkView {
	const say = wordsOf(io, LINK_WORDS);
	const picture = openPicture(path);
	let isSaid = false;
	return {
		show(step) {
			if (step.type !== 'qr') {
				linkLines(say, step, idInstance).forEach(io.err);
				return Promise.resolve();
			}
			picture.write(step.png);
			if (!isSaid) [say('file', { path }), say('renews')].forEach(io.err);
			isSaid = true;
			return Promise.resolve();
		},
		close() {
			picture.remove();
			return Promise.resolve();
		},
	};
}

function taken(path: string): RefusedError {
	return refusal({
		code: 'out-file-exists',
		status: 409,
		message: 'refusal.out-file-exists',
		help: 'help.png-exists',
		values: { path },
	});
}

function failed(path: string, error: unknown): RefusedError {
	const { code = 'unknown' } = error as NodeJS.ErrnoException;
	return refusal({
		code: 'out-file-failed',
		status: 500,
		message: 'refusal.out-file-failed',
		help: 'help.png-failed',
		values: { path, code },
		cause: error,
	});
}
