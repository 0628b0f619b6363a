import { orConsole } from './console-commands.js';
import { reportFailure } from './failure.js';
import { withoutHelpOfNothing } from './help-of-nothing.js';
import { createIo } from './io.js';
import { readManner } from './manner.js';
import { createProgram } from './program.js';
import { watchOutput } from './written.js';

/** Runs the command line of `process` and sets its exit code; the only place that does. Never rejects. */
export async function main(process: NodeJS.Process): Promise<void> {
	const io = createIo(process);
	const requireWritten = watchOutput(io);
	// Before commander looks: its help and its complaints have a language and a form, too.
	const manner = readManner(process.argv.slice(2));
	if (manner.language !== undefined) io.speak(manner.language);
	// A program reads standard error for one object; people at a terminal may see advice beside it.
	if (manner.isJson && !process.stderr.isTTY) io.hush();
	// What a terminal can't obey it would print: everything that paints looks for this.
	if (process.env['TERM'] === 'dumb') process.env['NO_COLOR'] = '1';
	const program = createProgram(io, manner);
	try {
		if (io.language() === 'ru') {
			const { translateProgram } = await import('./russian/translate-program.js');
			translateProgram(program);
		}
		const typed = withoutHelpOfNothing(program, process.argv.slice(2));
		const args = orConsole(io, program, typed);
		await program.parseAsync(args, { from: 'user' });
		await requireWritten();
	} catch (error) {
		process.exitCode = await reportFailure(io, error, manner);
	}
}
