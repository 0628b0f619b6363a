import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { Command } from 'commander';
import { createIo } from '../../src/cli/io.js';
import { createProgram } from '../../src/cli/program.js';
import { repositoryRoot } from '../support/repository.js';

/** What people read: the sources with all their texts, the pages, and what stands beside them. */
const FOLDERS = ['src', 'docs', 'man', 'deploy'];
const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
/** A command, the words behind it, as far as one could type it. Names of files and paths are none. */
const NAMED =
	/(?<![\w./@-])(?:npx )?greenapi-rc(?: --?[a-z-]+(?:[ =](?:ru|en))?)* ([a-z]+(?:-[a-z]+)*)((?: (?!greenapi-rc)[\w.@:/+<>{}"'-]+)*)/gu;
const OPTION = /(?<=\s)--[a-z][a-z-]*/gu;

/** The name in the guide of how a command is added. */
const IMAGINED = 'count-messages';
/** What is sealed and signed, by which purpose: no command. */
const PURPOSE = /greenapi-rc (?:sign|seal|probe|pictures) v1/gu;

/** In sentences the name of the program goes before a verb. Of one word only, so that a mistyped command is found. */
const VERBS = new Set([
	...['is', 'does', 'has', 'can', 'may', 'must', 'needs', 'knows', 'comes', 'works', 'takes'],
	...['answers', 'found', 'lists', 'and', 'or', 'in', 'on', 'at', 'by', 'to', 'from', 'with'],
	...['as', 'for', 'of', 'it', 'the', 'a', 'alone', 'itself', 'was', 'are', 'has', 'would'],
	...[
		'again',
		'there',
		'set',
		'test',
		'keeps',
		'makes',
		'shows',
		'says',
		'brings',
		'reads',
		'opens',
		'speaks',
	],
]);

type Named = { readonly name: string; readonly options: readonly string[]; readonly line: string };

function commandsIn(text: string): Named[] {
	return text.split('\n').flatMap((line) =>
		[...line.replace(PURPOSE, '').matchAll(NAMED)].map(([whole, name = '', rest = '']) => ({
			...{ name, line: whole },
			options: [...` ${rest}`.matchAll(OPTION)].map(([option]) => option),
		})),
	);
}

function problemOf(program: Command, { name, options, line }: Named): string | undefined {
	const command = program.commands.find((one) => one.name() === name);
	if (command === undefined)
		return VERBS.has(name) || [IMAGINED, 'help'].includes(name) ? undefined : line;
	const known = [program, command, ...command.commands].flatMap((one) => one.options);
	const isKnown = (option: string): boolean =>
		option === '--help' || known.some(({ long }) => long === option);
	return options.every(isKnown) ? undefined : line;
}

test('finds commands and options that there are not', (t) => {
	const program = createProgram(createIo(process));
	const text =
		'greenapi-rc trace 5 --show-text\nnpx greenapi-rc trase 5\ngreenapi-rc doctor --repair';
	const problems = commandsIn(text).flatMap((named) => problemOf(program, named) ?? []);
	t.deepEqual(problems, ['npx greenapi-rc trase 5', 'greenapi-rc doctor --repair']);
});

test('every command that is named anywhere exists, with its options', (t) => {
	const program = createProgram(createIo(process));
	const files = FOLDERS.flatMap((folder) =>
		readdirSync(join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
			.filter((path) => /\.(?:ts|md|txt|1|service|yml|example)$/u.test(path))
			.map((path) => join(folder, path)),
	);
	const named = [...PAGES, ...files].flatMap((path) =>
		commandsIn(readFileSync(join(repositoryRoot, path), 'utf8')).map((one) => ({ path, ...one })),
	);
	t.true(named.length > 200);
	const problems = named.flatMap((one) => {
		const problem = problemOf(program, one);
		return problem === undefined ? [] : [`${one.path}: ${problem}`];
	});
	t.deepEqual(problems, []);
});
