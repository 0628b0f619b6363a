import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { Argument, Option } from 'commander';

const NONE = '';

/** Lets every option and argument that has choices say which one may have been meant, as commander does for names. */
export function suggestChoices(program: Command): void {
	for (const command of commandsOf(program)) {
		command.options.forEach(suggest);
		command.registeredArguments.forEach(suggest);
	}
}

/** The command and all below it. */
export function commandsOf(command: Command): Command[] {
	return [command, ...command.commands.flatMap(commandsOf)];
}

function suggest(place: Option | Argument): void {
	const { argChoices, parseArg } = place;
	if (argChoices === undefined || parseArg === undefined) return;
	place.argParser((value: string, previous: unknown): unknown => {
		try {
			return parseArg.call(place, value, previous as never);
		} catch (error) {
			if (!(error instanceof InvalidArgumentError)) throw error;
			throw new InvalidArgumentError(`${error.message}${suggestionFor(value, argChoices)}`);
		}
	});
}

/** Commander's own words for the names that are like `word`: `\n(Did you mean ru?)`; '' when none is. */
function suggestionFor(word: string, choices: readonly string[]): string {
	const scratch = new Command()
		.exitOverride()
		.helpCommand(false)
		.configureOutput({ outputError: () => undefined });
	for (const choice of choices) scratch.command(choice);
	try {
		scratch.parse([word], { from: 'user' });
		return NONE;
	} catch (error) {
		const message = error instanceof CommanderError ? error.message : NONE;
		return /\n\(.*\)$/u.exec(message)?.[0] ?? NONE;
	}
}
