import type { RcMessageId } from '../domain/ids.js';
import { asRcMessageId } from '../domain/ids.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { inOpenRoom, withRoom } from './conversation.js';
import type { Scene } from './inbound-scene.js';
import { isTaken } from './inbound-scene.js';
import type { Change, MessageHistory } from './message-history.js';
import { quoteInto } from './quotes.js';
import { postText } from './show-message.js';
import type { Outcome } from './types.js';

/** Why nothing is shown where no conversation is open: a thumb up is no reason to begin one. */
const NO_ROOM: Outcome = { result: 'skipped', reason: 'the conversation is closed' };

/**
 * A reaction by the REST gateway: a line that quotes its message, one for each person, kept as that person's last reaction
 * says: changed in place, taken away when the reaction is.
 */
export async function showReaction(scene: Scene, history: MessageHistory): Promise<Outcome> {
	const { message } = scene.delivery;
	const own = history.changes.find(({ row }) => row.id === message.id);
	const theirs = history.changes.filter((change) => isOfSame(change, own));
	const latest = theirs.at(-1);
	if (latest === undefined) return { result: 'skipped', reason: 'it does not tell its message' };
	const line = theirs.findLast(({ row }) => row.state === 'done' && row.targetId !== null);
	const lineId = line?.row.targetId == null ? undefined : asRcMessageId(line.row.targetId);
	if (latest.followUp.text === '') return takeAway(scene, lineId);
	const text = await lineOf(scene, latest.event);
	const targetId = await inOpenRoom(scene, scene.chat, async (room) =>
		lineId !== undefined &&
		(await isTaken(scene.gateway.editAsVisitor(room, { messageId: lineId, text })))
			? lineId
			: postText(scene, room, text),
	);
	return targetId === undefined ? NO_ROOM : { result: 'done', targetId };
}

/** The result of a poll so far, a line each time it changes. */
export async function showVotes(scene: Scene, history: MessageHistory): Promise<Outcome> {
	const { message } = scene.delivery;
	const votes = history.changes.filter(({ followUp }) => followUp.kind === 'votes');
	const own = votes.find(({ row }) => row.id === message.id);
	if (own === undefined) return { result: 'skipped', reason: 'it does not tell its poll' };
	const shown = votes.filter(({ row }) => row.state === 'done');
	if (shown.some(({ event }) => event.sentAt > own.event.sentAt))
		return { result: 'skipped', reason: 'a newer result is shown already' };
	if (shown.at(-1)?.event !== undefined && tally(shown.at(-1)?.event) === tally(own.event))
		return { result: 'skipped', reason: 'the result is the same as the one that is shown' };
	if (own.event.origin !== 'customer') return showLine(scene, own.event);
	// A vote is an answer, and worth a conversation, also when the old one is closed.
	const text = await lineOf(scene, own.event);
	const targetId = await withRoom(scene, scene.chat, (room) => postText(scene, room, text));
	return { result: 'done', targetId };
}

/** The event as a line of its own in the open room. */
export async function showLine(scene: Scene, event: WhatsAppMessage): Promise<Outcome> {
	const text = await lineOf(scene, event);
	const targetId = await inOpenRoom(scene, scene.chat, (room) => postText(scene, room, text));
	return targetId === undefined ? NO_ROOM : { result: 'done', targetId };
}

/** The event's own words, with the message that it is about as its quote. */
export async function lineOf(scene: Scene, event: WhatsAppMessage): Promise<string> {
	const translation = translateFromWhatsApp(event, scene.say);
	return translation.action === 'skip' ? '' : (await quoteInto(scene, translation.message)).text;
}

/** In a personal chat each side is one person, also when WhatsApp shows them by several ids. */
function isOfSame({ event, followUp }: Change, own: Change | undefined): boolean {
	if (followUp.kind !== 'reaction' || own === undefined) return false;
	const isGroup = event.chatId.endsWith('@g.us');
	const isByCustomer = ({ origin }: WhatsAppMessage): boolean => origin === 'customer';
	if (isGroup || !isByCustomer(event)) return event.senderId === own.event.senderId;
	return isByCustomer(own.event);
}

async function takeAway(scene: Scene, lineId: RcMessageId | undefined): Promise<Outcome> {
	if (lineId === undefined) return { result: 'skipped', reason: 'there is no reaction to remove' };
	const isGone = await inOpenRoom(scene, scene.chat, async (room) => {
		const text = scene.say('change.reaction.removed');
		if (!(await isTaken(scene.gateway.deleteAsVisitor(room, lineId))))
			await isTaken(scene.gateway.editAsVisitor(room, { messageId: lineId, text }));
		return true;
	});
	return isGone === undefined ? NO_ROOM : { result: 'done', targetId: null };
}

function tally(event: WhatsAppMessage | undefined): string {
	return JSON.stringify(event?.data['pollMessageData']);
}
