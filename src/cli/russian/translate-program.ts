import { Help } from 'commander';
import type { Argument, Command, Option } from 'commander';
import { USAGE_HELP } from '../exit-codes.js';
import { addedText, eventsOf } from '../reference/tree.js';
import { commandsOf } from '../suggestions.js';
import { HELP } from './help.js';
import { usageInRussian } from './usage.js';

/** What commander itself says in a help. */
const COMMANDERS: Readonly<Record<string, string>> = {
	'Usage:': 'Использование:',
	'Arguments:': 'Аргументы:',
	'Options:': 'Параметры:',
	'Commands:': 'Команды:',
	'[options]': '[параметры]',
	'[command]': '[команда]',
	'(choices: ': '(варианты: ',
	'(default: ': '(по умолчанию: ',
	', default: ': ', по умолчанию: ',
};

/** The two texts of a help that are written whole: before it the examples, behind it the exit codes. */
const PLACES = { beforeHelp: 'before', afterHelp: 'after' } as const;

/** Puts help and complaints of the program and all its commands into Russian. What has no Russian yet stays English. */
export function translateProgram(program: Command): void {
	const all = commandsOf(program);
	for (const command of new Set([...all, ...all.flatMap(visibleCommands)])) translate(command);
}

/** Every text of the program's helps that a translation is needed for, as `HELP` names it. */
export function helpTexts(program: Command): Set<string> {
	const all = commandsOf(program);
	return new Set(
		[...new Set([...all, ...all.flatMap(visibleCommands)])]
			.flatMap(textsOf)
			.filter((text) => text !== ''),
	);
}

/** `help` is none of its `commands`. */
function visibleCommands(command: Command): readonly Command[] {
	return command.createHelp().visibleCommands(command);
}

function textsOf(command: Command): string[] {
	const help = command.createHelp();
	const added = Object.keys(PLACES).flatMap((place) =>
		addedText(command, place as keyof typeof PLACES).split('\n'),
	);
	return [
		command.description(),
		command.helpGroup(),
		...help.visibleArguments(command).map(({ description }) => description),
		...help.visibleOptions(command).map(({ description }) => description),
		...added.flatMap((line) => tellable(line)?.text ?? []),
	].filter((text) => COMMANDERS[text] === undefined);
}

function translate(command: Command): void {
	const inRussian = (text: string): string => HELP[text] ?? text;
	// Before their descriptions change: which are shown is commander's to say.
	const help = command.createHelp();
	const places = [...help.visibleArguments(command), ...help.visibleOptions(command)];
	retellAdded(command, inRussian);
	command.description(inRussian(command.description()));
	command.helpGroup(inRussian(command.helpGroup()));
	for (const place of places) describe(place, inRussian);
	command
		.configureHelp({
			styleTitle: commanders,
			styleUsage: (usage) => usage.replace(/\[(?:options|command)\]/gu, commanders),
			subcommandTerm: (one) => Help.prototype.subcommandTerm(one).replace('[options]', commanders),
			optionDescription: (option) =>
				Help.prototype.optionDescription(option).replace(EXTRA, commanders),
			argumentDescription: (argument) =>
				Help.prototype.argumentDescription(argument).replace(EXTRA, commanders),
		})
		.configureOutput({
			outputError: (text, write) => {
				write(usageInRussian(text.trimEnd()));
			},
		});
	command.showHelpAfterError(usageInRussian(USAGE_HELP));
}

const EXTRA = /\((?:choices|default): |, default: /gu;

function commanders(text: string): string {
	return COMMANDERS[text] ?? text;
}

/** Options that several commands share are translated once: Russian has no Russian. */
function describe(place: Argument | Option, inRussian: (text: string) => string): void {
	place.description = inRussian(place.description);
}

function retellAdded(command: Command, inRussian: (text: string) => string): void {
	for (const [event, place] of Object.entries(PLACES)) {
		const text = addedText(command, event as keyof typeof PLACES);
		if (text === '') continue;
		eventsOf(command).removeAllListeners(event);
		const lines = text.replace(/\n$/u, '').split('\n');
		command.addHelpText(
			place,
			lines
				.map((line) => {
					const told = tellable(line);
					return told === undefined ? line : `${told.indent}${inRussian(told.text)}`;
				})
				.join('\n'),
		);
	}
}

/** A line of an added text that is in a language; undefined for an example, and for a line that an example goes on with. */
function tellable(line: string): { indent: string; text: string } | undefined {
	const [, indent = '', number = '', text = ''] = /^(\s*)(\d+\s+)?(.*)$/u.exec(line) ?? [];
	const isTyped = text === '' || text.startsWith('greenapi-rc ') || indent.length > 2;
	return isTyped ? undefined : { indent: `${indent}${number}`, text };
}
