import { asRcMessageId } from '../domain/ids.js';
import type { RcMessageId } from '../domain/ids.js';

/** How Rocket.Chat writes a quote: a link without text to the quoted message, in front of the answer. */
const QUOTE_LINK = /^\s*\[ ?\]\([^\s()]*[?&]msg=([\w-]{1,64})\)\s*/;

/**
 * Takes the quotes off the beginning of a text: `quotedId` is the first one. Links anywhere else, and links that name
 * more than a message (`?msg=` in somebody's own link), are part of the text.
 */
export function splitQuoteLinks(text: string): {
	readonly text: string;
	readonly quotedId: RcMessageId | undefined;
} {
	let rest = text;
	let quotedId: RcMessageId | undefined;
	for (let link = QUOTE_LINK.exec(rest); link !== null; link = QUOTE_LINK.exec(rest)) {
		quotedId ??= asRcMessageId(link[1] ?? '');
		rest = rest.slice(link[0].length);
	}
	return { text: rest, quotedId };
}
