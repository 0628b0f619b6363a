import { EXIT_CODES } from '../exit-codes.js';
import type { Page, Place } from './tree.js';

const HEAD = `# Commands

This page is made from the commands themselves; write it anew with \`greenapi-rc config --cli > docs/cli.md\`. \`greenapi-rc <command> --help\`
prints the same, \`greenapi-rc completion\` teaches it to a shell, and the package has it as a manual page, \`man greenapi-rc\`.

Data goes to standard output, everything else to standard error. What \`--json\` prints is in [cli-json.md](cli-json.md), what the codes of
failures mean in [error-codes.md](error-codes.md). Where there is no terminal nothing is asked: what is missing is named, and the exit code is 2.
Help and answers are in English or Russian, as \`--lang\`, \`LC_ALL\`, \`LC_MESSAGES\` or \`LANG\` say, the first of them that is set.
`;

/** The page docs/cli.md, Markdown. The same on every machine. */
export function cliPage(program: Page): string {
	const groups = [...new Set(program.commands.map(({ group }) => group))];
	return [
		HEAD,
		'## Options of every command\n',
		`${table('option', program.options)}\n`,
		'## Exit codes\n',
		`${exitCodes()}\n`,
		...groups.flatMap((group) => [`## ${group}\n`, ...commandsOf(program, group)]),
	]
		.join('\n')
		.replace(/\n+$/u, '\n');
}

function exitCodes(): string {
	const rows = Object.values(EXIT_CODES).map(
		({ code, meaning }) => `| ${code} | ${cell(meaning)} |`,
	);
	return ['| code | meaning |', '|---|---|', ...rows].join('\n');
}

function commandsOf(program: Page, group: string): string[] {
	return program.commands
		.filter((one) => one.group === group)
		.flatMap((one) => (one.commands.length === 0 ? [one] : one.commands))
		.map(section);
}

function section({ name, description, usage, examples, options, ...page }: Page): string {
	return [
		`### ${name}\n`,
		`${sentence(description)}\n`,
		`\`\`\`\n${usage}\n\`\`\`\n`,
		...(page.arguments.length === 0 ? [] : [`${table('argument', page.arguments)}\n`]),
		`${table('option', options.filter(isOwn))}\n`,
		...(examples.length === 0 ? [] : [`\`\`\`\n${examples.join('\n')}\n\`\`\`\n`]),
	].join('\n');
}

/** `--help` needs no line at each command. */
function isOwn({ flags }: Place): boolean {
	return !flags.includes('--help');
}

function table(head: string, places: readonly Place[]): string {
	if (places.length === 0) return 'It has no options of its own.';
	const rows = places.map(
		({ term, description }) => `| ${cell(`\`${term}\``)} | ${cell(description)} |`,
	);
	return [`| ${head} | meaning |`, '|---|---|', ...rows].join('\n');
}

function sentence(text: string): string {
	const begun = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
	return cell(begun.endsWith('.') ? begun : `${begun}.`);
}

/** Angles would be taken for HTML, but not between backticks. */
function cell(text: string): string {
	return text
		.split('`')
		.map((part, index) => (index % 2 === 1 ? part : part.replace(/[<>]/gu, '\\$&')))
		.join('`')
		.replaceAll('|', '\\|');
}
