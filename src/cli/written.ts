import { RefusedError } from '../core/domain/errors.js';
import type { Io } from './io.js';
import { wordsOf } from './words.js';
import type { Words } from './words.js';

const WORDS = {
	message: [
		'Not everything could be written to standard output ({code}).',
		'Не всё удалось записать в стандартный вывод ({code}).',
	],
	help: [
		'Look whether there is room on the disk, then run it again.',
		'Проверьте, есть ли место на диске, и запустите ещё раз.',
	],
} as const satisfies Words;

/** The reader went away: it has what it wanted. */
const UNREAD = ['EPIPE', 'ECONNRESET', 'EOF'];

/**
 * Watches standard output from now on. What it answers rejects with RefusedError `output-failed` when what was printed is
 * not all there, e.g. in a file on a full disk: a script would take the beginning of it for the whole.
 */
export function watchOutput(io: Io): () => Promise<void> {
	let code: string | undefined;
	io.process.stdout.on('error', (error: NodeJS.ErrnoException) => {
		code = error.code ?? 'unknown';
	});
	return async () => {
		// Streams tell it a moment later.
		await new Promise((resolve) => setImmediate(resolve));
		if (code === undefined || UNREAD.includes(code)) return;
		const say = wordsOf(io, WORDS);
		throw new RefusedError(say('message', { code }), { code: 'output-failed', help: say('help') });
	};
}
