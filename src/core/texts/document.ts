import { en } from './en.js';
import { ru } from './ru.js';

const HEAD = `# Texts

Everything that people in Rocket.Chat, or customers, read from the bridge. This page is made from the tables in
\`src/core/texts/\`; write it anew with \`greenapi-rc config --texts > docs/texts.md\`.

Which language an instance speaks is the preference \`language\` ([preferences.md](preferences.md)). To change single texts, put them into a JSON
file and name it in \`TEXTS_FILE\`; a word in braces is filled in. The daemon reads it when it starts;
with a wrong one it does not start, and names everything that is wrong: languages, keys and places that there are not, empty texts.

\`\`\`json
{ "en": { "mark.phone": "_(from our shop phone)_" }, "ru": { "who.customer": "Покупатель" } }
\`\`\`

| key | English | Russian |
|---|---|---|
`;

/** The page docs/texts.md, Markdown. */
export function textsPage(): string {
	const rows = Object.keys(en) as (keyof typeof en)[];
	return `${HEAD}${rows.map((key) => `| \`${key}\` | ${cell(en[key])} | ${cell(ru[key])} |`).join('\n')}\n`;
}

function cell(text: string): string {
	return text.replaceAll('|', '\\|').replaceAll('\n', '<br>');
}
