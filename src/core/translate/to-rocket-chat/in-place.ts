import type { Say } from '../../texts/phrasebook.js';
import { firstTextAt, objectAt } from '../../domain/json.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import { toRocketChatMarkup } from './markup.js';

/** What the customer wrote, as typed: the text, or the caption of a file. */
export function writtenText({ data }: WhatsAppMessage): string {
	const text = firstTextAt(objectAt(data, 'textMessageData'), 'textMessage');
	const extended = firstTextAt(objectAt(data, 'extendedTextMessageData'), 'text');
	const caption = firstTextAt(objectAt(data, 'fileMessageData'), 'caption');
	return toRocketChatMarkup(text || extended || caption);
}

/** Below the new text, what stood there before: oldest first. */
export function withEarlier(text: string, earlier: readonly string[], say: Say): string {
	const kept = earlier.filter((one) => one.trim() !== '');
	if (kept.length === 0) return text;
	const quoted = kept.flatMap((one) => one.split('\n').map((line) => `> ${line}`));
	return [text, say('change.before'), ...quoted].join('\n');
}

/** A message that was taken back, with what it said. */
export function asDeleted(text: string, say: Say): string {
	return text === '' ? say('change.deleted') : `${say('change.deleted')}\n${text}`;
}
