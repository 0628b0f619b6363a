import type { Page, Place } from '../reference/tree.js';
import { HELP, isPath, optionsAt, placesOf, stepsOf, summary } from './paths.js';

const HEAD = `# fish completion for greenapi-rc, made by: greenapi-rc completion fish
# True when the words so far lead to the command that is named; '' is the program itself.
function __greenapi_rc_at
	set -l at ''
	for word in (commandline -opc)[2..-1]
		switch "$at $word"`;

const TAIL = `		end
	end
	test "$at" = "$argv[1]"
end
complete -c greenapi-rc -e
complete -c greenapi-rc -f
`;

/** The script for fish 3 and newer. */
export function fishCompletion(program: Page): string {
	const cases = stepsOf(program).map(
		({ from, word, to }) => `			case ${quoted(`${from} ${word}`)}\n				set at ${quoted(to)}`,
	);
	const lines = placesOf(program).flatMap((page) => linesAt(page, program));
	const helps = [
		`${begin(program.name)} -a ${HELP}`,
		...program.commands.map(({ name, description }) => wordLine(HELP, name, description)),
	];
	return `${[HEAD, ...cases, TAIL].join('\n')}${[...lines, ...helps].join('\n')}\n`;
}

function linesAt(page: Page, program: Page): string[] {
	const commands = page.commands.map(({ name, description }) =>
		wordLine(page.name, name.split(' ').at(-1) ?? '', description),
	);
	const choices = page.arguments.flatMap(({ choices: words = [], description }) =>
		words.map((word) => wordLine(page.name, word, description)),
	);
	const files = page.arguments.some(isPath) ? [`${begin(page.name)} -F`] : [];
	const options = optionsAt(page, program).map((option) => optionLine(page.name, option));
	return [...commands, ...choices, ...files, ...options];
}

function wordLine(at: string, word: string, description: string): string {
	return `${begin(at)} -a ${quoted(word)} -d ${quoted(summary(description))}`;
}

function optionLine(at: string, option: Place): string {
	const flags = option.flags.map((flag) =>
		flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
	);
	return [begin(at), ...flags, valueOf(option), `-d ${quoted(summary(option.description))}`]
		.filter((part) => part !== '')
		.join(' ');
}

function valueOf(option: Place): string {
	if (option.value === undefined) return '';
	if (isPath(option)) return '-r -F';
	return option.choices === undefined ? '-x' : `-x -a ${quoted(option.choices.join(' '))}`;
}

function begin(at: string): string {
	return `complete -c greenapi-rc -n ${quoted(`__greenapi_rc_at ${quoted(at)}`)}`;
}

/** Between fish's single quotes only these two have a meaning. */
function quoted(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll(`'`, `\\'`)}'`;
}
