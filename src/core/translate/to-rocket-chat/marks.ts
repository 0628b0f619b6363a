import { isGroup } from '../../domain/ids.js';
import { asObject, numberAt } from '../../domain/json.js';
import type { BridgeMessage } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { TextKey } from '../../texts/en.js';
import type { Say } from '../../texts/phrasebook.js';
import { bold } from './markup.js';

/** WhatsApp itself says "forwarded many times" from here on. */
const MANY_TIMES = 5;

/**
 * In front of what a message says: who wrote it, where that is not the customer of the room, and that it was forwarded.
 * Each on a line of its own, so that markup at the beginning of the text keeps its meaning.
 */
export function withMarks(message: WhatsAppMessage, shown: BridgeMessage, say: Say): BridgeMessage {
	const marks = [authorMark(message, say), forwardMark(message, say)];
	const text = [...marks, shown.text].filter((line) => line !== undefined && line !== '');
	return { ...shown, text: text.join('\n') };
}

function authorMark(message: WhatsAppMessage, say: Say): string | undefined {
	if (message.origin === 'phone') return say('mark.phone');
	if (message.origin === 'api') return say('mark.api');
	if (!isGroup(message.chatId)) return undefined;
	return bold(message.senderName) || bold(numberOf(message.senderId));
}

/** A member whom the account's phone book does not know. */
function numberOf(senderId: string): string {
	return senderId.endsWith('@c.us') ? `+${senderId.slice(0, -'@c.us'.length)}` : senderId;
}

/** The flags are in the data object of the kind, wherever that is; `contacts` has them beside its list. */
function forwardMark({ data }: WhatsAppMessage, say: Say): string | undefined {
	const parts = [data, ...Object.values(data).map(asObject)];
	const forwarded = parts.filter((part) => part?.['isForwarded'] === true);
	if (forwarded.length === 0) return undefined;
	const score = Math.max(...forwarded.map((part) => numberAt(part, 'forwardingScore') ?? 0));
	const key: TextKey = score >= MANY_TIMES ? 'mark.forwarded.often' : 'mark.forwarded';
	return say(key);
}
