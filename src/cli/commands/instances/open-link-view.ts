import type { WriteStream } from 'node:tty';
import type { Io } from '../../io.js';
import { openJsonView } from './link-json.js';
import { openPlainView, openScreenView } from './link-screen.js';
import type { LinkView } from './link-view.js';
import { openQrFile } from './qr-file.js';

export type LinkViewOptions = {
	/** File that the picture is written to, in place of the terminal. */
	readonly png?: string | undefined;
	/** One JSON object a line for each step. */
	readonly json?: boolean | undefined;
	/** Without colours: for a terminal with a light background. */
	readonly invert?: boolean | undefined;
};

/** As lines of JSON, in a file, on the terminal, or, where there is none, as text on standard output. */
export function openLinkView(io: Io, idInstance: string, options: LinkViewOptions): LinkView {
	if (options.json === true) return openJsonView(io, idInstance, options.png);
	if (options.png !== undefined) return openQrFile(io, idInstance, options.png);
	const screen = screenOf(io);
	const ink = options.invert === true ? 'dark' : 'light';
	return screen === undefined
		? openPlainView(io, idInstance, ink)
		: openScreenView(io, idInstance, { screen, ink });
}

/** Standard output, or what the questions are asked on where that goes into a file. */
function screenOf(io: Io): WriteStream | undefined {
	if (io.env['TERM'] === 'dumb') return undefined;
	const { stdout, stderr } = io.process as { stdout: WriteStream; stderr: WriteStream };
	return [stdout, stderr].find(({ isTTY }) => isTTY);
}
