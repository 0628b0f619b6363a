import type { Writable } from 'node:stream';
import { createOutFile } from './out-file.js';
import type { Io } from './io.js';

/** Where something long goes. */
export type Sink = {
	/** Resolves when more may be written: a slow reader is waited for, so that nothing piles up in memory. */
	write(text: string): Promise<void>;
	/** True when nobody reads any more. */
	isClosed(): boolean;
	finish(): void;
	/** Removes a file that is not finished. */
	discard(): void;
};

/** Standard output, or a new file with mode 0600. Throws RefusedError `out-file-exists` or `out-file-failed`. */
export function openSink({ process }: Pick<Io, 'process'>, path: string | undefined): Sink {
	if (path !== undefined) return fileSink(path);
	const stdout: Writable = process.stdout;
	let isClosed = stdout.destroyed;
	let goOn: () => void = () => undefined;
	stdout.on('drain', () => {
		goOn();
	});
	// Node takes back that its standard output was destroyed, so that the event alone tells it.
	for (const name of ['close', 'error'])
		stdout.on(name, () => {
			isClosed = true;
			goOn();
		});
	return {
		async write(text) {
			if (isClosed || stdout.write(text)) return;
			await new Promise<void>((resolve) => {
				goOn = resolve;
			});
		},
		isClosed: () => isClosed,
		finish: () => undefined,
		discard: () => undefined,
	};
}

function fileSink(path: string): Sink {
	const file = createOutFile(path);
	return {
		write: (text) => {
			file.append(text);
			return Promise.resolve();
		},
		isClosed: () => false,
		finish: () => {
			file.write('');
		},
		discard: () => {
			file.discard();
		},
	};
}
