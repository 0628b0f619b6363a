/** What a command's help begins with. */
export function examples(...lines: readonly string[]): string {
	return ['Examples:', ...lines.map(exampleLine), ''].join('\n');
}

/** A line that goes on from the one before is indented. */
function exampleLine(line: string): string {
	return line.startsWith(' ') ? `  ${line}` : `  greenapi-rc ${line}`;
}
