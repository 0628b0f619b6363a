import type { BridgeQuote } from '../../domain/message.js';
import type { MessageOrigin, WhatsAppMessage } from '../../green-api/events.js';
import type { Say } from '../../texts/phrasebook.js';

/** Who did it, at the beginning of a sentence. */
export function subjectOf(origin: MessageOrigin, say: Say): string {
	return say(origin === 'customer' ? 'who.customer' : 'who.us');
}

/** GREEN-API's marker for something it could not hand over, e.g. `{{SWE001}}`; undefined when there is none. */
export function errorMarker(text: string): string | undefined {
	return /^\s*\{\{(SWE\d{3})\}\}\s*$/.exec(text)?.[1];
}

/** The message that something is said of, as a quote; its kind where the event tells it. */
export function aboutQuote(
	{ quote }: WhatsAppMessage,
	messageId: string,
	known: Pick<BridgeQuote, 'kind'> = {},
): { readonly quote?: BridgeQuote } {
	if (quote !== undefined) return { quote };
	return messageId === '' ? {} : { quote: { messageId, ...known } };
}

/** The lines that are not empty. */
export function lines(...all: readonly (string | undefined)[]): string {
	return all.filter((line) => line !== undefined && line !== '').join('\n');
}
