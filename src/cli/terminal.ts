import type { ReadStream, WriteStream } from 'node:tty';
import type { Io } from './io.js';
import type { Terminal } from './prompter.js';

/** Where a person can be asked: standard output is for what was asked for, so questions go to standard error. */
export function terminalOf({ process }: Io): Terminal | undefined {
	const { stdin, stderr } = process as { stdin: ReadStream; stderr: WriteStream };
	return stdin.isTTY && stderr.isTTY ? { input: stdin, output: stderr } : undefined;
}
