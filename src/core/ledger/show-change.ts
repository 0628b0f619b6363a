import { asRcMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { withText } from '../green-api/follow-up.js';
import { asDeleted, withEarlier, writtenText } from '../translate/to-rocket-chat/in-place.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { inOpenRoom } from './conversation.js';
import type { Scene } from './inbound-scene.js';
import { isTaken } from './inbound-scene.js';
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
	const isDeleted = history.changes.some(({ followUp }) => followUp.kind === 'deletion');
	const text = await finalText(scene, shown, history, isDeleted);
	const isDone = await inOpenRoom(scene, scene.chat, async (room) => {
		if (isDeleted && scene.preferences.deletions === 'delete') {
			if (await isTaken(scene.gateway.deleteAsVisitor(room, messageId))) return true;
		}
		return isTaken(scene.gateway.editAsVisitor(room, { messageId, text }));
	});
	return isDone === true ? { result: 'done', targetId: messageId } : undefined;
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
		.map(({ followUp }) => followUp.text);
	const latest = edits.at(-1);
	const current = latest === undefined ? original : withText(original, latest);
	const text = await displayed(scene, current);
	const isFile = original.data['fileMessageData'] !== undefined;
	// The file shows its caption itself; Rocket.Chat can't change that, but shows a text beside it.
	if (isDeleted) return asDeleted(isFile && latest === undefined ? '' : text, scene.say);
	const heading = isFile ? `${scene.say('change.caption')}\n` : '';
	const earlier = scene.preferences.edits === 'note' && !isFile ? before(original, edits) : [];
	return withEarlier(`${heading}${text}`, earlier, scene.say);
}

async function displayed(scene: Scene, event: WhatsAppMessage): Promise<string> {
	const translation = translateFromWhatsApp(event, scene.say);
	if (translation.action === 'skip') return '';
	return (await quoteInto(scene, translation.message)).text;
}

/** All versions but the last, each once, as they were shown. */
function before(original: WhatsAppMessage, edits: readonly string[]): readonly string[] {
	const shown = edits.map((text) => writtenText(withText(original, text)));
	const versions = [writtenText(original), ...shown.slice(0, -1)];
	return [...new Set(versions)].filter((text) => text !== shown.at(-1));
}
