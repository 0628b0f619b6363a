import { CommanderError } from 'commander';
import { orConsole } from './console-commands.js';
import { EXIT_CODES, exitCodeOf, failureLines } from './exit-codes.js';
import { createIo } from './io.js';
import { createProgram } from './program.js';

/** Runs the command line of `process` and sets its exit code; the only place that does. Never rejects. */
export async function main(process: NodeJS.Process): Promise<void> {
	const io = createIo(process);
	const program = createProgram(io);
	try {
		const args = orConsole(io, program, process.argv.slice(2));
		await program.parseAsync(args, { from: 'user' });
	} catch (error) {
		if (error instanceof CommanderError) {
			// Commander has said it already.
			process.exitCode = error.exitCode === 0 ? EXIT_CODES.ok.code : EXIT_CODES.usage.code;
			return;
		}
		const { debug = false } = program.opts<{ debug?: boolean }>();
		failureLines(error, debug).forEach(io.fail);
		process.exitCode = exitCodeOf(error);
	}
}
