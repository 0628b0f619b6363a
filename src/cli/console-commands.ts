import type { Command } from 'commander';
import { examples } from './examples.js';
import { terminalOf } from './terminal.js';
import type { Io } from './io.js';

/** Adds the console. @param makeProgram The whole program, which the console runs; handed over, because it holds this. */
export function addConsoleCommands(
	program: Command,
	io: Io,
	makeProgram: (io: Io) => Command,
): void {
	program
		.command('console')
		.description('menus over all this; without a command at a terminal it opens, too')
		.addHelpText('before', examples('console', 'console --lang ru'))
		.action(async (_options: object, command: Command) => {
			const { consoleCommand } = await import('./commands/console/console.js');
			const { debug = false } = command.optsWithGlobals<{ debug?: boolean }>();
			await consoleCommand(io, makeProgram, debug);
		});
}

/** `args`, or the console where somebody at a terminal names no command. */
export function orConsole(io: Io, program: Command, args: readonly string[]): readonly string[] {
	if (terminalOf(io) === undefined || !io.process.stdout.isTTY) return args;
	return namesNothing(program, args) ? [...args, 'console'] : args;
}

/** True when there is nothing but options that every command has: no command, no `--help`, no `--version`. */
function namesNothing(program: Command, args: readonly string[]): boolean {
	const values = new Map(
		program.options.map(({ long, short, required }) => [long ?? short, required]),
	);
	const shorts = new Map(program.options.map(({ long, short }) => [short, long]));
	for (let place = 0; place < args.length; place += 1) {
		const word = args[place] ?? '';
		const [flag = ''] = word.split('=');
		const long = shorts.get(flag) ?? flag;
		if (!values.has(long) || long === '--version') return false;
		if (values.get(long) === true && !word.includes('=')) place += 1;
	}
	return true;
}
