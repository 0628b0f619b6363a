import type { WriteStream } from 'node:tty';
import type { Io } from './io.js';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const EVERY_MS = 100;
/** Shorter work needs no comfort. */
const AFTER_FRAMES = 4;
const CLEAR_LINE = '\r\u001b[K';

/** Settles as `work` does. At a terminal a line says meanwhile what is waited for; nothing of it stays. */
export async function whileWaiting<T>(
	io: Io,
	label: string | (() => string),
	work: Promise<T>,
): Promise<T> {
	const { stderr } = io.process as { stderr: WriteStream };
	if (!stderr.isTTY || io.isQuiet() || io.env['TERM'] === 'dumb') return work;
	let count = 0;
	const timer = setInterval(() => {
		count += 1;
		const frame = FRAMES[count % FRAMES.length] ?? '';
		const text = typeof label === 'string' ? label : label();
		if (count > AFTER_FRAMES) stderr.write(cut(`${CLEAR_LINE}${frame} ${text}`, stderr));
	}, EVERY_MS);
	try {
		return await work;
	} finally {
		clearInterval(timer);
		if (count > AFTER_FRAMES) stderr.write(CLEAR_LINE);
	}
}

/** A line that the terminal breaks is not cleared whole. */
function cut(line: string, { columns }: WriteStream): string {
	const room = CLEAR_LINE.length + columns - 1;
	// A terminal that does not know its size says 0.
	return columns > 1 && line.length > room ? `${line.slice(0, room - 1)}…` : line;
}
