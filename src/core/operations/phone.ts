import { asChatId } from '../domain/ids.js';
import type { ChatId } from '../domain/ids.js';
import { digitsOf } from '../domain/phone-number.js';
import { isHiddenNumber, isPhoneNumber } from '../green-api/identity.js';
import { refusal } from './refusals.js';

/** Reads a phone number with its country code. Throws RefusedError `bad-phone` (400); the text itself is not repeated. */
export function readPhone(text: string): number {
	const digits = digitsOf(text.trim());
	if (digits !== undefined) return Number(digits);
	throw badPhone('refusal.bad-phone');
}

/** Reads a phone number or the WhatsApp id of a person. Throws RefusedError `bad-phone` (400). */
export function readCustomer(text: string): ChatId {
	const typed = text.trim();
	if (/^\d{5,20}@(c\.us|lid)$/.test(typed)) return asChatId(typed);
	const digits = digitsOf(typed);
	if (digits !== undefined) return asChatId(`${digits}@c.us`);
	throw badPhone('refusal.bad-chat-phone');
}

/** A customer as people call them: by number where there is one. */
export function customerName(chatId: ChatId): string {
	return isPhoneNumber(chatId) && !isHiddenNumber(chatId)
		? `+${chatId.replace('@c.us', '')}`
		: chatId;
}

function badPhone(message: 'refusal.bad-phone' | 'refusal.bad-chat-phone') {
	return refusal({ code: 'bad-phone', status: 400, message, help: 'help.bad-phone' });
}
