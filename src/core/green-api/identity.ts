import { asChatId } from '../domain/ids.js';
import type { ChatId } from '../domain/ids.js';
import type { WhatsAppMessage } from './events.js';

const PHONE = '@c.us';
const HIDDEN = '@lid';

/** WhatsApp's ids are short. A longer one than the ledger's column is none: it would be refused whenever it is written. */
export const LONGEST_CHAT_ID = 191;

/** What a personal WhatsApp id ends with; undefined for groups and everything else (docs: api/chat-id). */
function personalEnding(chatId: string): string | undefined {
	if (chatId.length > LONGEST_CHAT_ID) return undefined;
	const ending = chatId.slice(chatId.lastIndexOf('@'));
	return ending === PHONE || ending === HIDDEN ? ending : undefined;
}

export function isHiddenNumber(chatId: ChatId): boolean {
	return personalEnding(chatId) === HIDDEN;
}

export function isPhoneNumber(chatId: ChatId): boolean {
	return personalEnding(chatId) === PHONE;
}

/** A status (story) or a channel: it goes to many, and nobody answers there (docs: api/chat-id, release 5.43.16.63). */
export function isBroadcast(chatId: ChatId): boolean {
	return chatId.endsWith('@broadcast') || chatId.endsWith('@newsletter');
}

/**
 * Two ids of one customer that a message itself shows: in a personal chat the customer is the chat, so that a sender with
 * an id of the other form is the same person (docs: faq/lid-important-differences).
 */
export function sameCustomer(message: WhatsAppMessage): readonly [ChatId, ChatId] | undefined {
	const { origin, chatId, senderId } = message;
	if (origin !== 'customer' || senderId === chatId) return undefined;
	const forms = [personalEnding(chatId), personalEnding(senderId)];
	if (forms.includes(undefined) || forms[0] === forms[1]) return undefined;
	return [chatId, asChatId(senderId)];
}
