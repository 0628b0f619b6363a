import type { BridgeMessage, Translation } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import { fileKindOf, translateFile } from './file.js';
import { translateFollowUp } from './follow-up.js';
import { translateText } from './text.js';
import { translateUnsupported } from './unsupported.js';
import { PHONE_MARK } from './wording.js';

const TEXT_KINDS: readonly string[] = ['textMessage', 'extendedTextMessage', 'quotedMessage'];

/**
 * What a WhatsApp message becomes in Rocket.Chat. Pure, never throws, whatever `message.data` holds: what can't be shown
 * becomes a sentence that says so. Skipped are the echo of what the bridge sent itself, and groups.
 */
export function translateFromWhatsApp(message: WhatsAppMessage): Translation {
	if (message.origin === 'api') {
		return { action: 'skip', reason: 'the echo of a message that was sent through the API' };
	}
	if (message.chatId.endsWith('@g.us')) {
		return { action: 'skip', reason: 'a message in a group, and groups are off' };
	}
	const translated = translateKind(message);
	const quoted = message.quote === undefined ? translated : { quote: message.quote, ...translated };
	return { action: 'deliver', message: message.origin === 'phone' ? marked(quoted) : quoted };
}

function translateKind(message: WhatsAppMessage): BridgeMessage {
	if (TEXT_KINDS.includes(message.typeMessage)) return translateText(message);
	const fileKind = fileKindOf(message.typeMessage);
	if (fileKind !== undefined) return translateFile(message, fileKind);
	return translateFollowUp(message) ?? translateUnsupported(message);
}

/** On a line of its own, so that markup at the beginning of the text keeps its meaning. */
function marked(message: BridgeMessage): BridgeMessage {
	const { text } = message;
	return { ...message, text: text === '' ? PHONE_MARK : `${PHONE_MARK}\n${text}` };
}
