import { asWaMessageId } from '../domain/ids.js';
import { DELETABLE_MS, findKnown, isOlderThan } from './outbound-originals.js';
import { skipAndTell, tell } from './outbound-scene.js';
import type { Scene } from './outbound-scene.js';
import type { Outcome } from './types.js';

/** Takes everything of an agent's message back that reached WhatsApp; may be repeated. */
export async function deliverDeletion(scene: Scene): Promise<Outcome> {
	const { deps, delivery, client, chat } = scene;
	const { workspaceId, sourceId } = delivery.message;
	const { parts } = await findKnown(deps.stores, workspaceId, sourceId);
	const sent = parts.filter(({ state }) => state === 'done');
	if (sent.length === 0)
		return { result: 'skipped', reason: 'nothing of the message had been sent' };
	const now = deps.clock.now();
	const young = sent.filter((row) => !isOlderThan(row, DELETABLE_MS, now));
	if (young.length === 0) return skipAndTell(scene, 'outgoing.deletion-too-late');
	const ids = young.flatMap(({ targetId }) => targetId ?? []);
	for (const id of ids) {
		await client.deleteMessage({ chatId: chat.chatId, messageId: asWaMessageId(id) });
	}
	const hasUnknown = ids.length < young.length;
	if (!hasUnknown && young.length === sent.length) return { result: 'done', targetId: null };
	const reason = hasUnknown ? 'outgoing.deletion-unknown-there' : 'outgoing.deletion-too-late';
	return { result: 'done', targetId: null, add: [await tell(scene, reason)] };
}
