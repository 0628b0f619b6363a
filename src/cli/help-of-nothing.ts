import type { Command } from 'commander';

const HELP = ['--help', '-h'];

/**
 * `args`, or only the names where help is asked for a command that does not exist: commander would print the help of
 * what is above it, and call that a success; the names alone it refuses, and suggests what may have been meant.
 */
export function withoutHelpOfNothing(program: Command, args: readonly string[]): readonly string[] {
	const { operands, unknown } = program.parseOptions([...args]);
	const isCommand = operands[0] === 'help';
	if (!isCommand && !unknown.some((word) => HELP.includes(word))) return args;
	return missingPath(program, isCommand ? operands.slice(1) : operands) ?? args;
}

/** The names up to the first that names no command; `help` itself is one, of the whole. */
function missingPath(program: Command, names: readonly string[]): readonly string[] | undefined {
	let command = program;
	for (const [place, name] of names.entries()) {
		if (command.commands.length === 0) return undefined;
		const next = command.commands.find((one) => one.name() === name);
		if (next === undefined) return name === 'help' ? ['help'] : names.slice(0, place + 1);
		command = next;
	}
	return undefined;
}
