import { firstTextAt, objectAt } from '../../domain/json.js';
import type { BridgeMessage } from '../../domain/message.js';
import type { MessageOrigin, WhatsAppMessage } from '../../green-api/events.js';
import { toRocketChatMarkup } from './markup.js';
import { errorMarker, subjectOf } from './wording.js';

/**
 * textMessage, extendedTextMessage (also ordinary text, and links) and quotedMessage (a reply). The preview of a link
 * (title, description) is not repeated: Rocket.Chat makes its own; it only stands in where the text itself is missing.
 */
export function translateText(message: WhatsAppMessage): BridgeMessage {
	const text = readText(message);
	const marker = errorMarker(text);
	if (marker !== undefined) return { text: explainMarker(marker, message.origin) };
	const shown = toRocketChatMarkup(text);
	return { text: shown === '' ? `${subjectOf(message.origin)} sent an empty message.` : shown };
}

function readText({ data }: WhatsAppMessage): string {
	const plain = firstTextAt(objectAt(data, 'textMessageData'), 'textMessage');
	const extended = firstTextAt(
		objectAt(data, 'extendedTextMessageData'),
		'text',
		'title',
		'description',
	);
	return plain === '' ? extended : plain;
}

/** Meaning of the markers: docs `api/common-errors` (2023). After SWE001 the real text may follow by itself. */
function explainMarker(marker: string, origin: MessageOrigin): string {
	const sent = `${subjectOf(origin)} sent a message that WhatsApp could not decrypt.`;
	if (marker === 'SWE001') {
		return `${sent} It may still follow within minutes; if not, ask for it to be sent again.`;
	}
	if (marker === 'SWE003') {
		return `${sent} The phone lost its keys: link it again in the GREEN-API console, then ask for the message to be sent again.`;
	}
	return `${subjectOf(origin)} sent a message that GREEN-API could not hand over (${marker}): open WhatsApp on the phone to see it.`;
}
