import type { ReadStream, WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import type { Io } from '../../io.js';
import { ENDING_SIGNALS } from '../../signals.js';

export type ScreenSize = { readonly columns: number; readonly rows: number };

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';
const HOME = '\u001b[H';
const REST_OF_LINE = '\u001b[K';
const REST_OF_SCREEN = '\u001b[J';
const RESET = '\u001b[0m';

const LEAVING_KEYS = ['q', 'Q', '\u0003', '\u0004', '\u001b'];

/**
 * Shows lines on a screen of its own, over and over, until q, Ctrl+C or a signal; then the terminal is as it was before.
 * Each line is written over the old one, so that nothing flickers; what does not fit is cut off. `read` is called
 * every `everyMs` milliseconds, `draw` at every change of the size, too. Rejects with what `read` rejects with.
 */
export async function showFullScreen<Seen>(
	io: Io,
	everyMs: number,
	read: () => Promise<Seen>,
	draw: (seen: Seen, size: ScreenSize) => readonly string[],
): Promise<void> {
	const { stdin, stdout } = io.process as { stdin: ReadStream; stdout: WriteStream };
	const leaving = createLeaving(io.process);
	let seen: Seen | undefined;
	const paint = (): void => {
		// A terminal that does not tell its size says 0.
		const [columns, rows] = [stdout.columns || 80, stdout.rows || 24];
		if (seen !== undefined && !leaving.isWanted())
			stdout.write(screenOf(draw(seen, { columns, rows }), { columns, rows }));
	};
	stdout.write(ENTER);
	stdin.setRawMode(true);
	stdin.on('data', leaving.onKey).on('end', leaving.leave).resume();
	stdout.on('resize', paint).on('error', leaving.leave);
	try {
		while (!leaving.isWanted()) {
			seen = await Promise.race([read(), leaving.wanted.then(() => seen)]);
			paint();
			await leaving.within(everyMs);
		}
	} finally {
		stdout.off('resize', paint).off('error', leaving.leave);
		stdin.off('data', leaving.onKey).off('end', leaving.leave).pause();
		stdin.setRawMode(false);
		stdout.write(LEAVE);
		leaving.end();
	}
}

/** The bytes that bring these lines on the screen. */
export function screenOf(lines: readonly string[], { columns, rows }: ScreenSize): string {
	const shown = lines.slice(0, rows).map((line) => `${cut(line, columns)}${REST_OF_LINE}`);
	return `${HOME}${shown.join('\r\n')}${REST_OF_SCREEN}`;
}

/** As many signs of a line as the screen has columns; colours count nothing. */
export function cut(line: string, columns: number): string {
	if (stripVTControlCharacters(line).length <= columns) return line;
	let left = columns;
	// eslint-disable-next-line no-control-regex -- that is what colours begin with
	const parts = line.split(/(\u001b\[[\d;]*m)/u).map((part, index) => {
		if (index % 2 === 1) return part;
		const shown = part.slice(0, left);
		left -= shown.length;
		return shown;
	});
	return `${parts.join('')}${RESET}`;
}

/** Whoever is at the terminal wants to leave: by a key, a signal, or by closing it. */
export function createLeaving(process: NodeJS.Process) {
	let leave: () => void = () => undefined;
	let isWanted = false;
	const wanted = new Promise<void>((resolve) => {
		leave = () => {
			isWanted = true;
			resolve();
		};
	});
	for (const signal of ENDING_SIGNALS) process.on(signal, leave);
	return {
		leave,
		wanted,
		isWanted: () => isWanted,
		onKey: (typed: Buffer | string): void => {
			if (LEAVING_KEYS.includes(String(typed))) leave();
		},
		/** Resolves after that time, or as soon as it is wanted. */
		async within(ms: number): Promise<void> {
			let timer: NodeJS.Timeout | undefined;
			const rest = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
			await Promise.race([rest, wanted]);
			clearTimeout(timer);
		},
		end: (): void => {
			for (const signal of ENDING_SIGNALS) process.off(signal, leave);
		},
	};
}
