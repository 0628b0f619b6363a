import { SIGNALS } from './signals.js';
import { KINDS } from '../translate/to-rocket-chat/index.js';
import { unsupported } from '../translate/to-rocket-chat/unsupported.js';
import type { Kind } from '../translate/to-rocket-chat/kind.js';
import { ABILITIES } from '../translate/to-whatsapp/abilities.js';
import type { Ability } from '../translate/to-whatsapp/abilities.js';

const HEAD = `# Capabilities

What crosses, in which direction, and by which way into Rocket.Chat. This page is made from the tables that the bridge itself
works with (\`src/core/translate/\`); write it anew with \`greenapi-rc config --capabilities > docs/capabilities.md\`.

## WhatsApp → Rocket.Chat

| what the customer sends | by REST | by the app |
|---|---|---|
`;

const MIDDLE = `
| what else GREEN-API tells | by REST | by the app |
|---|---|---|
`;

const OUTBOUND = `
What was forwarded says so. Quotes show author, first words or kind, and a link to the message where it is known. Reactions and
deletions begin no conversation: where none is open, nothing is shown of them, and \`greenapi-rc trace\` says why.

## Rocket.Chat → WhatsApp

| what the agent does | by the Omnichannel webhook | by the app, or another one that tells of it ([protocol.md](protocol.md)) |
|---|---|---|
`;

/** The page docs/capabilities.md, Markdown. */
export function capabilitiesPage(): string {
	const kinds = [...KINDS, unsupported].map(kindRow).join('\n');
	const signals = SIGNALS.map(
		({ title, rest, app }) => `| ${title} | ${rest} | ${app ?? 'the same'} |`,
	).join('\n');
	const abilities = ABILITIES.map(abilityRow).join('\n');
	return `${HEAD}${kinds}\n${MIDDLE}${signals}\n${OUTBOUND}${abilities}\n`;
}

function kindRow({ title, rest, app }: Kind): string {
	return `| ${title} | ${rest} | ${app ?? 'the same'} |`;
}

function abilityRow({ title, webhook, app }: Ability): string {
	const byWebhook = webhook === '' ? 'not told by Rocket.Chat' : webhook;
	return `| ${title} | ${byWebhook} | ${app === webhook ? 'the same' : app} |`;
}
