import { preferenceFields } from './fields.js';
import type { PreferenceField } from './fields.js';

const HEAD = `# Preferences

This page is made from the table of preferences in \`src/core/preferences/fields.ts\`; write it anew with
\`greenapi-rc list-preferences --markdown > docs/preferences.md\`.

Preferences say how the instances of a workspace behave. Each can be set for the whole workspace and, over that, for one instance;
a running daemon obeys within two seconds.

\`\`\`
greenapi-rc list-preferences
greenapi-rc set-preference language ru
greenapi-rc set-preference groups all --instance 1101000001
greenapi-rc set-preference groups --instance 1101000001           # no value: what the workspace has, else the default
greenapi-rc set-preference signature none --instance 1101000001   # none, whatever the workspace has
greenapi-rc set-preference welcome-message -- '- Hello! -'        # a value that begins with a dash stands behind --
\`\`\`

From Rocket.Chat the commands \`set-preference\` (\`name\`, \`value\`, optional \`idInstance\`) and \`list-preferences\` (optional \`idInstance\`) do the
same ([protocol.md](protocol.md)): administrators for everything, agents for their own instances.

| preference | default | meaning | example |
|---|---|---|---|
`;

/** The page docs/preferences.md, Markdown. */
export function preferencesPage(): string {
	return `${HEAD}${Object.values(preferenceFields).map(row).join('\n')}\n`;
}

function row({ name, fallback, meaning, example }: PreferenceField<unknown>): string {
	const cells = [code(name), fallback === '' ? 'none' : code(fallback), meaning, code(example)];
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function code(text: string): string {
	return `\`${text}\``;
}
