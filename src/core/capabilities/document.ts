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

const MIDDLE = `| call | one line that says who called and what became of it | the same |

Messages that were written on the phone are marked, those of a group begin with their author's name. What was forwarded says so.
Quotes show author, first words or kind, and a link. Groups are off until the preference \`groups\` says otherwise.

## Rocket.Chat → WhatsApp

| what the agent does | by the Omnichannel webhook | by the app |
|---|---|---|
`;

/** The page docs/capabilities.md, Markdown. */
export function capabilitiesPage(): string {
	const kinds = [...KINDS, unsupported].map(kindRow).join('\n');
	return `${HEAD}${kinds}\n${MIDDLE}${ABILITIES.map(abilityRow).join('\n')}\n`;
}

function kindRow({ title, rest, app }: Kind): string {
	return `| ${title} | ${rest} | ${app ?? 'the same'} |`;
}

function abilityRow({ title, webhook, app }: Ability): string {
	const byWebhook = webhook === '' ? 'not told by Rocket.Chat' : webhook;
	return `| ${title} | ${byWebhook} | ${app === webhook ? 'the same' : app} |`;
}
