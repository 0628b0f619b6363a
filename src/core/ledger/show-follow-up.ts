import type { WhatsAppMessage } from '../green-api/events.js';
import { withRoom } from './conversation.js';
import { isOwnChange } from './echoes.js';
import type { Scene } from './inbound-scene.js';
import { postedId } from './inbound-scene.js';
import { readHistory } from './message-history.js';
import type { MessageHistory } from './message-history.js';
import { showChange } from './show-change.js';
import { lineOf, showLine, showReaction, showVotes } from './show-reaction.js';
import type { Outcome } from './types.js';

/**
 * An edit, a deletion, a reaction or a vote: shown at its message. One whose message is not here yet waits for it for a
 * while; where it can't be shown at its message, a line that quotes the message says it.
 */
export async function showFollowUp(scene: Scene, event: WhatsAppMessage): Promise<Outcome> {
	const { message } = scene.delivery;
	const history = await readHistory(scene.deps.stores, message);
	if (history.isHidden) return { result: 'skipped', reason: 'its message is not shown' };
	if (await isOwnChange(scene, event, history))
		return { result: 'skipped', reason: 'the echo of a change that the bridge made' };
	const isKnown = history.shown !== undefined || history.sent !== undefined;
	const until = message.acceptedAt + scene.deps.parkMs;
	if (!isKnown && scene.deps.clock.now() < until)
		return { result: 'parked', reason: 'its message is not here yet', until };
	switch (message.kind) {
		case 'reaction':
			return showReaction(scene, history);
		case 'votes':
			return showVotes(scene, history);
		default:
			return change(scene, event, history);
	}
}

async function change(
	scene: Scene,
	event: WhatsAppMessage,
	history: MessageHistory,
): Promise<Outcome> {
	const inPlace =
		history.shown === undefined ? undefined : await showChange(scene, history.shown, history);
	if (inPlace !== undefined) return inPlace;
	if (scene.delivery.message.kind === 'deletion') return showLine(scene, event);
	// What the customer meant to say is worth a conversation, also when the old one is closed.
	const messageId = postedId(scene.delivery.message);
	const text = await lineOf(scene, event);
	await withRoom(scene, scene.chat, (room) =>
		scene.gateway.postAsVisitor(room, { messageId, text }),
	);
	return { result: 'done', targetId: messageId };
}
