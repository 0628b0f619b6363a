import type { EventEmitter } from 'node:events';
import type { Argument, Command, Help, Option } from 'commander';

/** An option or an argument as help shows it. */
export type Place = {
	/** E.g. `-q, --quiet`, `--limit <count>`, `[id]`. */
	readonly term: string;
	/** With choices and default behind it. */
	readonly description: string;
	/** Of an option: `-q`, `--quiet`. */
	readonly flags: readonly string[];
	/** What its value may be; undefined when anything, or nothing, may. */
	readonly choices: readonly string[] | undefined;
	/** Name of its value, e.g. `path`; undefined for an option that takes none. */
	readonly value: string | undefined;
	readonly isRepeated: boolean;
};

/** A command as help shows it. */
export type Page = {
	/** With those of its parents, without the program's: `app package`; '' for the program itself. */
	readonly name: string;
	/** Heading of its group, without the colon. */
	readonly group: string;
	/** E.g. `greenapi-rc trace [options] <what>`. */
	readonly usage: string;
	readonly description: string;
	readonly examples: readonly string[];
	readonly arguments: readonly Place[];
	readonly options: readonly Place[];
	readonly commands: readonly Page[];
};

/** Everything that help tells, as data: for the reference, the manual page and the completions. Hidden ones are left out. */
export function pageOf(command: Command): Page {
	const help = command.createHelp();
	const names = namesOf(command);
	return {
		name: names.slice(1).join(' '),
		group: command.helpGroup().replace(/:$/u, ''),
		usage: help.commandUsage(command),
		description: command.description(),
		examples: examplesOf(command),
		arguments: help.visibleArguments(command).map((one) => argumentPlace(one, help)),
		options: help.visibleOptions(command).map((one) => optionPlace(one, help)),
		commands: help
			.visibleCommands(command)
			.filter((one) => one.name() !== 'help')
			.map(pageOf),
	};
}

/** Commands without commands of their own, and groups of commands behind them: every page below this one. */
export function pagesBelow(page: Page): Page[] {
	return page.commands.flatMap((one) => [one, ...pagesBelow(one)]);
}

/** What `addHelpText` adds, as commander would write it. */
export function addedText(command: Command, place: 'beforeHelp' | 'afterHelp'): string {
	let added = '';
	const write = (text: string): void => {
		added += text;
	};
	eventsOf(command).emit(place, { error: false, command, write });
	return added;
}

/** Commander's types keep back that it is one. */
export function eventsOf(command: Command): EventEmitter {
	return command as unknown as EventEmitter;
}

function namesOf(command: Command): string[] {
	const { parent } = command;
	return [...(parent === null ? [] : namesOf(parent)), command.name()];
}

/** The lines under the heading, without their indentation; what goes on keeps two spaces of it. */
function examplesOf(command: Command): string[] {
	return addedText(command, 'beforeHelp')
		.split('\n')
		.filter((line) => line.startsWith('  '))
		.map((line) => line.slice(2));
}

function argumentPlace(argument: Argument, help: Help): Place {
	const name = argument.name();
	return {
		term: argument.required ? `<${name}>` : `[${name}]`,
		description: help.argumentDescription(argument),
		flags: [],
		choices: argument.argChoices,
		value: name,
		isRepeated: argument.variadic,
	};
}

function optionPlace(option: Option, help: Help): Place {
	return {
		term: help.optionTerm(option),
		description: help.optionDescription(option),
		flags: [option.short, option.long].filter((flag) => flag !== undefined),
		choices: option.argChoices,
		value: /[<[]([^>\]]+)[>\]]/u.exec(option.flags)?.[1],
		isRepeated: option.variadic,
	};
}
