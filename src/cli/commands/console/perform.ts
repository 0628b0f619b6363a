import { CommanderError } from 'commander';
import type { Command } from 'commander';
import { failureLines } from '../../exit-codes.js';
import { failureWords } from '../../failure.js';
import type { Io } from '../../io.js';
import { fold } from '../../table.js';
import { sayIn } from './desk.js';
import type { Text } from './text.js';
import { ENDING_SIGNALS } from '../../signals.js';

/** Makes the program that a shell would start. A fresh one for each line: nothing of one run is left for the next. */
export type MakeProgram = (io: Io) => Command;

/** Runs lines of the program inside the console. */
export type Runner = {
	/** Runs it as a shell would, to its end; true when it went well, else its failure was said. */
	run(args: readonly string[]): Promise<boolean>;
	/** What it prints on standard output; undefined when it failed, which was said. */
	capture(args: readonly string[]): Promise<string | undefined>;
	/** From then on Ctrl+C ends the process again. */
	close(): void;
};

const WORDS = {
	finishing: [
		'It is finished first, so that nothing is left half done.',
		'Сначала это будет закончено, чтобы ничего не осталось сделанным наполовину.',
	],
} as const satisfies Record<string, Text>;

/**
 * Makes the runner. While it is open Ctrl+C ends no running change: a command that listens for it ends by itself, and any
 * other is finished. (At a question the terminal hands Ctrl+C on as a key.)
 */
export function createRunner(io: Io, makeProgram: MakeProgram, isDebugging: boolean): Runner {
	const { process } = io;
	let isRunning = false;
	const onInterrupt = (): void => {
		const isAlone = process.listenerCount('SIGINT') === 1;
		if (isRunning && isAlone) io.err(`\n${sayIn(io, WORDS.finishing)}`);
	};
	process.on('SIGINT', onInterrupt);

	async function guarded(work: () => Promise<unknown>): Promise<boolean> {
		const listeners = ENDING_SIGNALS.map((signal) => process.listeners(signal));
		const { exitCode } = process;
		isRunning = true;
		try {
			await work();
			return true;
		} catch (error) {
			// Commander has said what is its own.
			if (!(error instanceof CommanderError)) await sayFailure(io, error, isDebugging);
			return error instanceof CommanderError && error.exitCode === 0;
		} finally {
			isRunning = false;
			process.exitCode = exitCode;
			ENDING_SIGNALS.forEach((signal, index) => {
				const left = process.listeners(signal).filter((one) => !listeners[index]?.includes(one));
				for (const listener of left) process.off(signal, listener);
			});
		}
	}

	return {
		// The terminal may have another width by now.
		run: (args) => guarded(() => runIn({ ...io, columns: process.stdout.columns }, args)),
		async capture(args) {
			const lines: string[] = [];
			const silent = { err: () => undefined, fail: io.fail, columns: undefined };
			const scratch: Io = { ...io, ...silent, out: (line) => void lines.push(line) };
			return (await guarded(() => runIn(scratch, args))) ? lines.join('\n') : undefined;
		},
		close: () => void process.off('SIGINT', onInterrupt),
	};

	async function runIn(surroundings: Io, args: readonly string[]): Promise<void> {
		await makeProgram(surroundings).parseAsync([...args], { from: 'user' });
	}
}

/** As the program would say it, in whole words. */
export async function sayFailure(io: Io, error: unknown, isDebugging = false): Promise<void> {
	const { columns } = io.process.stdout;
	const words = await failureWords(io, error);
	for (const line of failureLines(error, isDebugging, words))
		io.fail(columns > 1 ? fold(line, columns - 1) : line);
}
