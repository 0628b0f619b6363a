import { fields } from './fields.js';
import type { Field } from './fields.js';

const PLACES = { cwd: '<working folder>', stateFolder: undefined };

const HEAD = `# Configuration

This page is made from the table of settings in \`src/core/config/fields.ts\`; write it anew with
\`greenapi-rc config --markdown > docs/configuration.md\`.

Settings are environment variables. A file \`.env\` in the working folder is read too; a real variable wins over it, and an
empty one counts as not set. \`greenapi-rc config\` prints what is in force and where it came from. Wrong values are all named
at once, and the program ends with code 3.

| variable | default | meaning | example |
|---|---|---|---|
`;

const TAIL = `
Under systemd, \`DATA_DIR\` is \`$STATE_DIRECTORY\` unless it is set. Whoever loses the secret key can't read the stored tokens any
more, and registers every workspace and every instance again: back up \`DATA_DIR\`, or keep the key elsewhere.
`;

/** The page docs/configuration.md, Markdown. The same on every machine. */
export function configurationPage(): string {
	return `${HEAD}${Object.values(fields).map(row).join('\n')}\n${TAIL}`;
}

function row(field: Field<unknown>): string {
	const fallback = field.fallback(PLACES, '<DATA_DIR>').replaceAll('\\', '/');
	const cells = [code(field.env), fallback === '' ? 'none' : code(fallback), cell(field.meaning)];
	return `| ${[...cells, exampleOf(field)].join(' | ')} |`;
}

function exampleOf(field: Field<unknown>): string {
	return field.example.includes(': ') ? cell(field.example) : code(field.example);
}

function code(text: string): string {
	return `\`${cell(text)}\``;
}

function cell(text: string): string {
	return text.replaceAll('|', '\\|');
}
