import { firstTextAt, objectAt, textAt, type JsonObject } from '../domain/json.js';
import type { BridgeQuote } from '../domain/message.js';

const EXCERPT_LENGTH = 120;

/** What a quoted message is called where it has no text of its own. */
const KIND_WORDS: ReadonlyMap<string, string> = new Map([
	['imageMessage', 'photo'],
	['videoMessage', 'video'],
	['audioMessage', 'voice message'],
	['documentMessage', 'document'],
	['stickerMessage', 'sticker'],
	['locationMessage', 'location'],
	['contactMessage', 'contact'],
	['contactsArrayMessage', 'contacts'],
	['pollMessage', 'poll'],
	['buttonsMessage', 'message with buttons'],
	['templateMessage', 'message with buttons'],
	['interactiveButtons', 'message with buttons'],
	['listMessage', 'list'],
	['groupInviteMessage', 'group invitation'],
]);

/** Where a quoted message of any kind keeps something readable, best first. */
const TEXT_FIELDS = [
	'textMessage',
	'text',
	'caption',
	'contentText',
	'selectedDisplayText',
	'selectedButtonText',
	'title',
] as const;

/**
 * What a message answers to. The quoted message is in `messageData.quotedMessage`, in one documented sample beside
 * `messageData`, and in another only its id is there, in `extendedTextMessageData.stanzaId`. `authorName` turns the
 * quoted author's WhatsApp id into a name, undefined when it is not known.
 */
export function readQuote(
	body: JsonObject,
	messageData: JsonObject,
	authorName: (participant: string) => string | undefined,
): BridgeQuote | undefined {
	const quoted = objectAt(messageData, 'quotedMessage') ?? objectAt(body, 'quotedMessage');
	const reply = objectAt(messageData, 'extendedTextMessageData');
	const messageId = firstTextAt(quoted, 'stanzaId') || textAt(reply, 'stanzaId');
	if (messageId === '') return undefined;
	const author = authorName(textAt(quoted, 'participant') || textAt(reply, 'participant'));
	const excerpt = quoted === undefined ? undefined : excerptOf(quoted);
	return {
		messageId,
		...(author === undefined ? {} : { author }),
		...(excerpt === undefined ? {} : { excerpt }),
	};
}

function excerptOf(quoted: JsonObject): string | undefined {
	const text = firstTextAt(quoted, ...TEXT_FIELDS);
	const line = text.trim().split('\n', 1)[0]?.trim() ?? '';
	if (line === '') return KIND_WORDS.get(kindOf(textAt(quoted, 'typeMessage')));
	const letters = Array.from(line);
	if (letters.length <= EXCERPT_LENGTH) return line;
	return `${letters.slice(0, EXCERPT_LENGTH - 1).join('')}…`;
}

/** The wire name of a kind, as the documentation mostly spells it: one page has `ContactsArrayMessage`. */
export function kindOf(typeMessage: string): string {
	return typeMessage.charAt(0).toLowerCase() + typeMessage.slice(1);
}
