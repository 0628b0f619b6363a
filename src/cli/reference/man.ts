import { EXIT_CODES } from '../exit-codes.js';
import { environment } from './environment.js';
import type { Page, Place } from './tree.js';

/**
 * The manual page man/greenapi-rc.1, in the man macros that groff and mandoc both read (man(7)). It names neither version
 * nor date: it is the same until the commands change.
 */
export function manPage(program: Page): string {
	const groups = [...new Set(program.commands.map(({ group }) => group))];
	return [
		'.\\" Made from the commands themselves: greenapi-rc config --man > man/greenapi-rc.1',
		'.TH GREENAPI\\-RC 1 "" "greenapi\\-rc" "User Commands"',
		'.SH NAME',
		`greenapi\\-rc \\- ${roff(program.description.replace(/\.$/u, ''))}`,
		'.SH SYNOPSIS',
		'.B greenapi\\-rc',
		'.RI [ options ]',
		'.I command',
		'.RI [ arguments ]',
		'.SH DESCRIPTION',
		...paragraph(DESCRIPTION),
		'.SH OPTIONS',
		...program.options.flatMap(tagged),
		...groups.flatMap((group) => [
			`.SH ${roff(group.toUpperCase())}`,
			...leavesOf(program, group).flatMap(section),
		]),
		'.SH EXIT STATUS',
		...Object.values(EXIT_CODES).flatMap(({ code, meaning }) => [
			'.TP',
			`.B ${code}`,
			roff(meaning),
		]),
		'.SH ENVIRONMENT',
		...environment().flatMap(([name, meaning]) => [
			...['.TP', `.B ${roff(name)}`],
			...paragraph(meaning),
		]),
		'.SH SEE ALSO',
		...paragraph(
			'The folder docs/ of the package: operations.md, configuration.md, cli-json.md, error-codes.md.',
		),
		'',
	].join('\n');
}

const DESCRIPTION = [
	'Commands work on the database, beside a running daemon or without one; it learns of a change within a second.',
	'Data goes to standard output, everything else to standard error.',
	'Where there is no terminal nothing is asked: what is missing is named, and the exit status is 2.',
].join(' ');

function leavesOf(program: Page, group: string): readonly Page[] {
	return program.commands
		.filter((one) => one.group === group)
		.flatMap((one) => (one.commands.length === 0 ? [one] : one.commands));
}

function section({ usage, description, examples, options, ...page }: Page): string[] {
	const places = [...page.arguments, ...options.filter(({ flags }) => !flags.includes('--help'))];
	return [
		`.SS ${roff(usage)}`,
		...paragraph(description),
		...places.flatMap(tagged),
		...(examples.length === 0 ? [] : ['.PP', 'Examples:', '.PP', '.nf', '.RS 4']),
		...(examples.length === 0 ? [] : [...examples.map(roff), '.RE', '.fi']),
	];
}

function tagged({ term, description }: Place): string[] {
	return ['.TP', `.B ${roff(term)}`, ...paragraph(description)];
}

/** Text that is filled, in source lines that people can read. */
function paragraph(text: string): string[] {
	return (text.match(/\S(?:.{0,58}\S)?(?=\s|$)|\S+/gu) ?? []).map(roff);
}

/** A line of text: no sign of it is taken for a request, an escape, or a dash that is no minus. */
function roff(text: string): string {
	const escaped = text
		.replaceAll('\\', '\\e')
		.replaceAll('-', '\\-')
		.replace(/[\u0080-\u{10ffff}]/gu, (sign) => `\\[u${hexOf(sign)}]`);
	return /^[.']/u.test(escaped) ? `\\&${escaped}` : escaped;
}

function hexOf(sign: string): string {
	return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
