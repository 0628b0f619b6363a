import type { RoomId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { BridgeMessage, BridgeQuote } from '../domain/message.js';
import type { Chat } from '../domain/registry.js';
import { describeContent, firstLine } from '../green-api/quote.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';
import { withQuote } from '../translate/to-rocket-chat/render-quote.js';
import { isInRoomOf } from './inbound-scene.js';
import type { Scene } from './inbound-scene.js';
import { readAutomatic, readInbound, readOutbound } from './payloads.js';

/**
 * The message with the block in front that shows what it answers to: author, first words, and a link to it in Rocket.Chat
 * where the ledger knows it. What the payload itself tells comes first.
 */
export async function quoteInto(scene: Scene, message: BridgeMessage): Promise<BridgeMessage> {
	const { quote, ...rest } = message;
	if (quote === undefined) return message;
	const row = await findQuoted(scene, quote.messageId);
	const known = row === undefined ? {} : describe(scene, row);
	return { ...rest, text: withQuote(message.text, { ...known, ...quote }, scene.say) };
}

/** The row that carried the message with this WhatsApp id. Receipts and changes carry the id of their message too. */
async function findQuoted(
	{ stores, chat }: Scene,
	messageId: string,
): Promise<LedgerMessage | undefined> {
	const rows = await stores.messages.listInChat(messageId, chat.id);
	const carriers = rows.filter(({ kind }) => kind === 'message' || kind === 'auto');
	// A message that came whole only the second time is shown by its second row; an echo is not shown at all.
	return (
		carriers.findLast(({ state, targetId }) => state === 'done' && targetId !== null) ?? carriers[0]
	);
}

type Known = Omit<BridgeQuote, 'messageId'> & { readonly link?: string };

function describe(scene: Scene, row: LedgerMessage): Known {
	const link = linkTo(scene, row);
	try {
		return { ...link, ...describeRow(scene, row) };
	} catch {
		// A payload of another version: the quote says what it can.
		return link;
	}
}

function describeRow(scene: Scene, row: LedgerMessage): Known {
	if (row.kind === 'auto') {
		const { text, file } = readAutomatic(row);
		return { author: scene.say('who.us'), excerpt: firstLine(text) || (file?.name ?? '') };
	}
	return row.direction === 'inbound' ? describeInbound(scene, row) : describeOutbound(row);
}

function describeInbound({ chat, say }: Scene, row: LedgerMessage): Known {
	const { origin, senderName, typeMessage, data } = readInbound(row);
	const author = origin === 'customer' ? senderName || chat.name : say('who.us');
	return { author, ...describeContent(typeMessage, data) };
}

function describeOutbound(row: LedgerMessage): Known {
	const { message, signature } = readOutbound(row);
	const author = message.agentName || message.agentUsername;
	const part = translateToWhatsApp(message, { signature })[row.part];
	if (part?.file === undefined) return { author, excerpt: firstLine(message.text) };
	return { author, kind: `${part.file.kind}Message`, excerpt: part.file.name };
}

/** An agent's message keeps its room; the customer's is known to be in the chat's present one, or in an older one. */
function linkTo({ workspace, chat }: Scene, row: LedgerMessage): Known {
	const isInbound = row.direction === 'inbound';
	const id = isInbound ? row.targetId : row.sourceId;
	const roomId = isInbound ? roomOfInbound(chat, row) : roomOf(row);
	if (id === null || id === '' || roomId === null) return {};
	return { link: `${workspace.url}/live/${roomId}?msg=${id}` };
}

function roomOfInbound(chat: Chat, row: LedgerMessage): RoomId | null {
	return isInRoomOf(chat, row) ? chat.roomId : null;
}

function roomOf(row: LedgerMessage): RoomId | null {
	try {
		return readOutbound(row).roomId;
	} catch {
		return null;
	}
}
