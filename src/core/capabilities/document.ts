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

/** Measured: `npm run bench -- --only ways --full` does it anew (docs/benchmarks.md). */
const DURATION = `
## How long it takes

Text messages of 64 customers who write for the first time, until they stand in their rooms.
Rocket.Chat 7.13, its rate limiter on:

| messages | by the app | by REST, 10 calls a minute (default) | by REST, 600 calls a minute |
|---|---|---|---|
| one alone, in an open conversation (median, limiter off) | 8 ms | 4 ms | 4 ms |
| 100 | 1 second (1.4 s) | 9 minutes (541.6 s) | 1 minute (61.4 s) |
| 1000 | 5 seconds (4.5 s) | 99 minutes (5965.5 s) | 12 minutes (726.7 s) |

2026-11-29, 2 cores (AMD EPYC), Node 20, SQLite; the packed app in the real Apps-Engine 1.62 (Deno), both
clouds as stand-ins on the same machine; see [benchmarks.md](benchmarks.md). Calls of the app are not counted. By REST 10 messages
pass in a minute; with the limit raised, new customers still wait: 5 visitors and 5 rooms a minute have a limit of their own.
`;

/** The page docs/capabilities.md, Markdown. */
export function capabilitiesPage(): string {
	const kinds = [...KINDS, unsupported].map(kindRow).join('\n');
	const signals = SIGNALS.map(
		({ title, rest, app }) => `| ${title} | ${rest} | ${app ?? 'the same'} |`,
	).join('\n');
	const abilities = ABILITIES.map(abilityRow).join('\n');
	return `${HEAD}${kinds}\n${MIDDLE}${signals}\n${OUTBOUND}${abilities}\n${DURATION}`;
}

function kindRow({ title, rest, app }: Kind): string {
	return `| ${title} | ${rest} | ${app ?? 'the same'} |`;
}

function abilityRow({ title, webhook, app }: Ability): string {
	const byWebhook = webhook === '' ? 'not told by Rocket.Chat' : webhook;
	return `| ${title} | ${byWebhook} | ${app === webhook ? 'the same' : app} |`;
}
