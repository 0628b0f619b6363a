/** What a shell takes as it is. */
const PLAIN = /^[\w@%+=:,./-]+$/u;

/** The line that a person would type for these arguments, quoted for a POSIX shell. */
export function commandLine(args: readonly string[]): string {
	return ['greenapi-rc', ...args].map(quoted).join(' ');
}

/** One word for a shell: in single quotes unless it needs none. A line break becomes a space: it is only shown. */
function quoted(word: string): string {
	if (PLAIN.test(word)) return word;
	return `'${word.replaceAll(`'`, `'\\''`).replaceAll(/[\r\n]+/gu, ' ')}'`;
}

/** A command with what it is about and its options; values that begin with a dash stand behind `--`, at the end. */
export function lineOf(
	command: string,
	values: readonly string[],
	options: readonly string[] = [],
): readonly string[] {
	const isDashed = values.some((value) => value.startsWith('-'));
	return isDashed ? [command, ...options, '--', ...values] : [command, ...values, ...options];
}
