import { asChatId, asWaMessageId } from '../../../../src/core/domain/ids.js';
import type { BridgeMessage } from '../../../../src/core/domain/message.js';
import type { WhatsAppMessage } from '../../../../src/core/green-api/events.js';
import { createPhrasebook } from '../../../../src/core/texts/phrasebook.js';
import type { Language } from '../../../../src/core/texts/languages.js';
import { translateFromWhatsApp } from '../../../../src/core/translate/to-rocket-chat/index.js';

const book = createPhrasebook();

/** What the agent gets of the message. */
export function translate(message: WhatsAppMessage, language: Language = 'en'): BridgeMessage {
	const translation = translateFromWhatsApp(message, book.say(language));
	if (translation.action === 'skip') throw new TypeError(translation.reason);
	return translation.message;
}

/** A customer's message of that kind. */
export function messageOf(
	typeMessage: string,
	data: Readonly<Record<string, unknown>>,
	overrides: Partial<WhatsAppMessage> = {},
): WhatsAppMessage {
	return {
		kind: 'message',
		origin: 'customer',
		chatId: asChatId('79001112233@c.us'),
		messageId: asWaMessageId('A1'),
		sentAt: Date.UTC(2026, 2, 1, 10, 15),
		senderId: '79001112233@c.us',
		senderName: 'Mary',
		chatName: 'Mary',
		typeMessage,
		data,
		...overrides,
	};
}

/** The text of a message of that kind, in English. */
export function textOf(...rest: Parameters<typeof messageOf>): string {
	return translate(messageOf(...rest)).text;
}

/** The text of a message of that kind, in Russian. */
export function textInRussian(...rest: Parameters<typeof messageOf>): string {
	return translate(messageOf(...rest), 'ru').text;
}
