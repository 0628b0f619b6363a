import type { RcMessageId } from '../domain/ids.js';
import { asRcMessageId, isGroup } from '../domain/ids.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import type { VisitorRoom } from '../rocket-chat/gateway.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { inOpenRoom, withRoom } from './conversation.js';
import type { Scene } from './inbound-scene.js';
import { isTaken } from './inbound-scene.js';
import type { Change, MessageHistory } from './message-history.js';
import { quoteInto } from './quotes.js';
import { reactAtMessage, standsAtMessage } from './react-at-message.js';
import { postText } from './show-message.js';
import type { Outcome, Shown } from './types.js';

/** Why nothing is shown where no conversation is open: a thumb up is no reason to begin one. */
const NO_ROOM: Outcome = { result: 'skipped', reason: 'the conversation is closed' };

/**
 * A reaction: at the message itself where the way into Rocket.Chat can do that, else a line that quotes the message, one
 * for each person. Either is kept as that person's last reaction says: changed in place, taken away when the reaction is.
 */
export async function showReaction(scene: Scene, history: MessageHistory): Promise<Outcome> {
	const { message } = scene.delivery;
	const own = history.changes.find(({ row }) => row.id === message.id);
	const theirs = history.changes.filter((change) => isOfSame(change, own));
	const latest = theirs.at(-1);
	if (latest === undefined) return { result: 'skipped', reason: 'it does not tell its message' };
	const deed = { theirs, latest, lineId: lineOfReaction(theirs) };
	const outcome = await inOpenRoom(scene, scene.chat, async (room) => {
		const messageId = await reactAtMessage(scene, room, history, deed);
		return messageId === undefined
			? showAsLine(scene, room, deed)
			: showAtMessage(scene, room, deed, messageId);
	});
	return outcome ?? NO_ROOM;
}

/** What one person did to a message, and the line that tells it, where there is one. */
type Deed = {
	readonly theirs: readonly Change[];
	readonly latest: Change;
	readonly lineId: RcMessageId | undefined;
};

function lineOfReaction(theirs: readonly Change[]): RcMessageId | undefined {
	const line = theirs.findLast(
		({ row }) => row.state === 'done' && row.targetId !== null && row.targetKind !== 'reaction',
	);
	return line?.row.targetId == null ? undefined : asRcMessageId(line.row.targetId);
}

/** The reaction stands at its message: a line from before, when that was not possible, would say it twice. */
async function showAtMessage(
	scene: Scene,
	room: VisitorRoom,
	{ latest, lineId }: Deed,
	messageId: RcMessageId,
): Promise<Outcome> {
	if (lineId !== undefined) await removeLine(scene, room, lineId);
	if (latest.followUp.text === '') return { result: 'done', targetId: null };
	return { result: 'done', targetId: messageId, targetKind: 'reaction' };
}

async function showAsLine(
	scene: Scene,
	room: VisitorRoom,
	{ theirs, latest, lineId }: Deed,
): Promise<Outcome> {
	const isRemoved = latest.followUp.text === '';
	if (isRemoved && lineId !== undefined) {
		await removeLine(scene, room, lineId);
		return { result: 'done', targetId: null };
	}
	// One that stands at the message can't be taken away from there by this way: then a line says it.
	if (isRemoved && !standsAtMessage(theirs))
		return { result: 'skipped', reason: 'there is no reaction to remove' };
	const text = await lineOf(scene, latest.event);
	const isChanged =
		lineId !== undefined &&
		(await isTaken(scene.gateway.editAsVisitor(room, { messageId: lineId, text })));
	const target: Shown = isChanged
		? { targetId: lineId, targetKind: 'text' }
		: await postText(scene, room, text);
	return { result: 'done', ...target };
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
	const target = await withRoom(scene, scene.chat, (room) => postText(scene, room, text));
	return { result: 'done', ...target };
}

/** The event as a line of its own in the open room. */
export async function showLine(scene: Scene, event: WhatsAppMessage): Promise<Outcome> {
	const text = await lineOf(scene, event);
	const target = await inOpenRoom(scene, scene.chat, (room) => postText(scene, room, text));
	return target === undefined ? NO_ROOM : { result: 'done', ...target };
}

/** The event's own words, with the message that it is about as its quote. */
export async function lineOf(scene: Scene, event: WhatsAppMessage): Promise<string> {
	const translation = translateFromWhatsApp(event, scene.say);
	return translation.action === 'skip' ? '' : (await quoteInto(scene, translation.message)).text;
}

/** In a personal chat each side is one person, also when WhatsApp shows them by several ids. */
function isOfSame({ event, followUp }: Change, own: Change | undefined): boolean {
	if (followUp.kind !== 'reaction' || own === undefined) return false;
	const isByCustomer = ({ origin }: WhatsAppMessage): boolean => origin === 'customer';
	if (isGroup(event.chatId) || !isByCustomer(event)) return event.senderId === own.event.senderId;
	return isByCustomer(own.event);
}

async function removeLine(scene: Scene, room: VisitorRoom, lineId: RcMessageId): Promise<void> {
	const text = scene.say('change.reaction.removed');
	if (!(await isTaken(scene.gateway.deleteAsVisitor(room, lineId))))
		await isTaken(scene.gateway.editAsVisitor(room, { messageId: lineId, text }));
}

function tally(event: WhatsAppMessage | undefined): string {
	return JSON.stringify(event?.data['pollMessageData']);
}
