import type { Say } from '../../texts/phrasebook.js';
import { bold, oneLine } from './markup.js';
import { quotedKindWord } from './quoted-kind.js';

/** What is known of a quoted message, for the reader. `link` leads to it in Rocket.Chat; `kind` is its wire kind. */
export type ShownQuote = {
	readonly excerpt?: string;
	readonly kind?: string;
	readonly author?: string;
	readonly link?: string;
};

/**
 * The text below a block that shows what it answers to: `> [↩](link) *author*: excerpt`. Always one line, whatever is
 * in the excerpt; where nothing is known the block says that there is an earlier message.
 */
export function withQuote(text: string, quote: ShownQuote, say: Say): string {
	const excerpt = oneLine(quote.excerpt ?? '');
	const author = bold(quote.author ?? '');
	const link = quote.link === undefined ? '' : `[↩](${quote.link}) `;
	const word = quotedKindWord(quote.kind, say);
	const said = [word, excerpt].filter((part) => part !== '').join(' ') || say('quote.unknown');
	const block = `> ${link}${author === '' ? '' : `${author}: `}${said}`;
	if (text === '') return block;
	// A quote that the author typed must not become part of the block.
	return text.startsWith('>') ? `${block}\n\n${text}` : `${block}\n${text}`;
}
