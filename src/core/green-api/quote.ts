import { firstTextAt, objectAt, objectsOf, textAt, type JsonObject } from '../domain/json.js';
import type { BridgeQuote } from '../domain/message.js';

const EXCERPT_LENGTH = 120;

/** Kinds that are nothing but their text. */
export const TEXTS = ['textMessage', 'extendedTextMessage', 'quotedMessage'];

/** Where a quoted message of any kind keeps something readable, best first. */
const TEXT_FIELDS = [
	'textMessage',
	'text',
	'caption',
	'contentText',
	'selectedDisplayText',
	'selectedButtonText',
	'title',
	'name',
	'displayName',
	'nameLocation',
	'address',
	'groupName',
	'fileName',
] as const;

/** Objects inside a message, quoted or not, that hold what it says (docs: ContactMessage, LocationMessage, ExtendedTextMessage). */
const INNER = [
	'textMessageData',
	'extendedTextMessageData',
	'fileMessageData',
	'locationMessageData',
	'contactMessageData',
	'buttonsMessage',
	'interactiveButtons',
	'contact',
	'location',
	'groupInviteMessageData',
	'extendedTextMessage',
	'pollMessageData',
	'templateMessage',
	'listMessage',
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
	return {
		messageId,
		...(author === undefined ? {} : { author }),
		...describeContent(textAt(quoted, 'typeMessage'), quoted),
	};
}

/** What a message is, for whoever quotes it: its first line, and its kind where that is more than a text. */
export function describeContent(
	typeMessage: string,
	content: JsonObject | undefined,
): Pick<BridgeQuote, 'excerpt' | 'kind'> {
	const kind = kindOf(typeMessage);
	const excerpt = firstLine(content === undefined ? '' : readableText(content));
	return {
		...(excerpt === '' ? {} : { excerpt }),
		...(kind === '' || TEXTS.includes(kind) ? {} : { kind }),
	};
}

function readableText(content: JsonObject): string {
	const inner = INNER.map((name) => objectAt(content, name));
	const nested = [content, objectAt(content, 'messageData')].flatMap((one) =>
		objectsOf(one?.['contacts']),
	);
	const texts = [content, ...inner, ...nested].map((one) => firstTextAt(one, ...TEXT_FIELDS));
	return texts.find((text) => text !== '') ?? '';
}

/** Of the text, at most 120 characters. */
export function firstLine(text: string): string {
	const [line = ''] = text.trim().split('\n', 1);
	const letters = Array.from(line.trim());
	if (letters.length <= EXCERPT_LENGTH) return letters.join('');
	return `${letters.slice(0, EXCERPT_LENGTH - 1).join('')}…`;
}

/** The wire name of a kind, as the documentation mostly spells it: one page has `ContactsArrayMessage`. */
export function kindOf(typeMessage: string): string {
	return typeMessage.charAt(0).toLowerCase() + typeMessage.slice(1);
}
