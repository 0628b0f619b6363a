import { asWaMessageId } from '../domain/ids.js';
import type { WaMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import { findKnown } from './outbound-originals.js';
import type { Known } from './outbound-originals.js';
import { skipAndTell } from './outbound-scene.js';
import type { Scene } from './outbound-scene.js';
import { readReaction } from './payloads.js';
import type { Outcome } from './types.js';

/**
 * Puts what the agents' reactions amount to under the message in WhatsApp. The number has one reaction there, however
 * many agents and emoji there are in Rocket.Chat: the newest that still stands. May be repeated.
 */
export async function deliverReaction(scene: Scene): Promise<Outcome> {
	const { deps, delivery, client, chat } = scene;
	const row = delivery.message;
	const known = await findKnown(deps.stores, row.workspaceId, row.sourceId);
	const messageId = idInWhatsApp(known);
	// A deletion that WhatsApp did not make leaves the message there.
	if (known.deletions.some(({ state }) => messageId === undefined || state === 'done'))
		return { result: 'skipped', reason: 'the message was taken back by the agent' };
	if (messageId === undefined) return skipAndTell(scene, 'outgoing.reaction-unknown');
	// Later ones that are delivered count too: this row may be a dead letter that was revived.
	const settled = known.reactions.filter(({ id, state }) => id <= row.id || state === 'done');
	const emoji = standing(settled);
	await client.sendReaction({ chatId: chat.chatId, messageId, emoji });
	return { result: 'done', targetId: null };
}

function idInWhatsApp({ shown, parts }: Known): WaMessageId | undefined {
	if (shown !== undefined) return asWaMessageId(shown.sourceId);
	const sent = parts.find(({ state, targetId }) => state === 'done' && targetId !== null);
	return sent?.targetId == null ? undefined : asWaMessageId(sent.targetId);
}

/** The newest reaction that nobody took back, '' when there is none. Calls may come in another order than the deeds. */
function standing(rows: readonly LedgerMessage[]): string {
	const left = new Map<string, string>();
	const deeds = rows
		.filter(({ state }) => state !== 'dead')
		.map((row) => ({ ...readReaction(row), at: Date.parse(readReaction(row).reactedAt) }))
		.toSorted((one, other) => one.at - other.at || 0);
	for (const { agentUserId, emoji, isRemoved } of deeds) {
		const whose = JSON.stringify([agentUserId, emoji]);
		left.delete(whose);
		if (!isRemoved) left.set(whose, emoji);
	}
	return [...left.values()].at(-1) ?? '';
}
