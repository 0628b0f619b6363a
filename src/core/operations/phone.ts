import { asChatId } from '../domain/ids.js';
import type { ChatId } from '../domain/ids.js';
import { isHiddenNumber, isPhoneNumber } from '../green-api/identity.js';
import { refusal } from './refusals.js';

/** Country code and number together (ITU-T E.164: at most 15). */
const DIGITS = /^\d{7,15}$/;

/** The digits of a number as people write it: `+49 (151) 123-456`, `0049…`. Undefined when it is none. */
function digitsOf(text: string): string | undefined {
	if (!/^\+?[\d\s().-]+$/.test(text)) return undefined;
	const digits = text.replaceAll(/\D/g, '').replace(/^00/, '');
	return DIGITS.test(digits) && !digits.startsWith('0') ? digits : undefined;
}

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
