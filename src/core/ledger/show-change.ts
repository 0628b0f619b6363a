import { asRcMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { withText } from '../green-api/follow-up.js';
import { asDeleted, withEarlier, writtenText } from '../translate/to-rocket-chat/in-place.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { inOpenRoom } from './conversation.js';
import type { Scene } from './inbound-scene.js';
import { isInRoomOf, isTaken, kindOfTarget } from './inbound-scene.js';
import type { MessageHistory } from './message-history.js';
import { readInbound } from './payloads.js';
import { quoteInto } from './quotes.js';
import type { Outcome } from './types.js';

/**
 * Brings a message that was edited or deleted into the state that everything known of it ends in: what is shown depends on
 * what was done, not on the order in which the bridge heard of it. Undefined where that can't be done in place (the
 * workspace forbids it, the message is in an older room): then the change must be said in a line of its own.
 */
export async function showChange(
	scene: Scene,
	shown: LedgerMessage,
	history: MessageHistory,
): Promise<Outcome | undefined> {
	const messageId = asRcMessageId(shown.targetId ?? '');
	const isDeleted = isTakenBack(history);
	const isHere = isInRoomOf(scene.chat, shown) && !standsForFile(scene, shown);
	const text = isHere ? await finalText(scene, shown, history, isDeleted) : '';
	const isDone = await inOpenRoom(scene, scene.chat, async (room) => {
		if (isDeleted && scene.preferences.deletions === 'delete') {
			// Rocket.Chat takes a deletion for any room of the visitor.
			if (await isTaken(scene.gateway.deleteAsVisitor(room, messageId))) return true;
		}
		return isHere && isTaken(scene.gateway.editAsVisitor(room, { messageId, text }));
	});
	const targetKind = kindOfTarget(shown);
	return isDone === true ? { result: 'done', targetId: messageId, targetKind } : undefined;
}

export function isTakenBack({ changes }: MessageHistory): boolean {
	return changes.some(({ followUp }) => followUp.kind === 'deletion');
}

/** A line that says why a file is not shown: it would be lost with another text in its place. */
function standsForFile({ say }: Scene, shown: LedgerMessage): boolean {
	if (kindOfTarget(shown) === 'file') return false;
	const translation = translateFromWhatsApp(readInbound(shown), say);
	return translation.action === 'deliver' && translation.message.file !== undefined;
}

async function finalText(
	scene: Scene,
	shown: LedgerMessage,
	history: MessageHistory,
	isDeleted: boolean,
): Promise<string> {
	const original = readInbound(shown);
	const edits = history.changes
		.filter(({ followUp }) => followUp.kind === 'edit' && followUp.text !== '')
		.map(({ followUp }) => withText(original, followUp.text));
	const latest = edits.at(-1);
	const text = await displayed(scene, latest ?? original);
	const isUpload = kindOfTarget(shown) === 'file';
	const isFile = isUpload && original.data['fileMessageData'] !== undefined;
	// The file shows its caption itself; Rocket.Chat can't change that, but shows a text beside it.
	if (isDeleted) return asDeleted(isUpload && latest === undefined ? '' : text, scene.say);
	const heading = isFile ? `${scene.say('change.caption')}\n` : '';
	const earlier =
		scene.preferences.edits === 'note' && !isUpload ? before([original, ...edits]) : [];
	return withEarlier(`${heading}${text}`, earlier, scene.say);
}

async function displayed(scene: Scene, event: WhatsAppMessage): Promise<string> {
	const translation = translateFromWhatsApp(event, scene.say);
	if (translation.action === 'skip') return '';
	return (await quoteInto(scene, translation.message)).text;
}

/** What the versions before the last one said, each once. */
function before(versions: readonly WhatsAppMessage[]): readonly string[] {
	const texts = versions.map(writtenText);
	return [...new Set(texts)].filter((text) => text !== texts.at(-1));
}
