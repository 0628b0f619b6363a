import type { LedgerMessage } from '../domain/ledger.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { followUpOf } from '../green-api/follow-up.js';
import { withRoom } from './conversation.js';
import { isOwnChange } from './echoes.js';
import type { Scene } from './inbound-scene.js';
import { readHistory } from './message-history.js';
import type { MessageHistory } from './message-history.js';
import { isTakenBack, showChange } from './show-change.js';
import { postText } from './show-message.js';
import { lineOf, showLine, showReaction, showVotes } from './show-reaction.js';
import type { Outcome } from './types.js';

/**
 * An edit, a deletion, a reaction or a vote: shown at its message. One whose message is not here yet waits for it for a
 * while; where it can't be shown at its message, a line that quotes the message says it.
 */
export async function showFollowUp(scene: Scene, event: WhatsAppMessage): Promise<Outcome> {
	const { message } = scene.delivery;
	const history = await readHistory(scene.stores, message, scene.chat);
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
	const { message } = scene.delivery;
	const hasText = message.kind === 'deletion' || followUpOf(event)?.text !== '';
	const inPlace =
		history.shown === undefined || !hasText
			? undefined
			: await showChange(scene, history.shown, history);
	if (inPlace !== undefined) return inPlace;
	if (message.kind === 'deletion' || isTakenBack(history)) return showLine(scene, event);
	if (isOutdated(message, history))
		return { result: 'skipped', reason: 'a newer edit is shown already' };
	// What the customer meant to say is worth a conversation, also when the old one is closed.
	const text = await lineOf(scene, event);
	const target = await withRoom(scene, scene.chat, (room) => postText(scene, room, text));
	return { result: 'done', ...target };
}

function isOutdated({ id }: LedgerMessage, { changes }: MessageHistory): boolean {
	const own = changes.findIndex(({ row }) => row.id === id);
	return changes
		.slice(own + 1)
		.some(({ row, followUp }) => followUp.kind === 'edit' && row.state === 'done');
}
