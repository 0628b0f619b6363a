/** What is known of a quoted message, for the reader. `link` leads to it in Rocket.Chat. */
export type ShownQuote = {
	readonly excerpt?: string;
	readonly author?: string;
	readonly link?: string;
};

/**
 * The text below a block that shows what it answers to: `> [↩](link) *author*: excerpt`. Always one line, whatever is
 * in the excerpt; where nothing is known the block says that there is an earlier message.
 */
export function withQuote(text: string, quote: ShownQuote): string {
	const excerpt = oneLine(quote.excerpt);
	const author = oneLine(quote.author).replace(/\*/g, '');
	const link = quote.link === undefined ? '' : `[↩](${quote.link}) `;
	const said = excerpt === '' ? 'an earlier message' : excerpt;
	const block = `> ${link}${author === '' ? '' : `*${author}*: `}${said}`;
	return text === '' ? block : `${block}\n${text}`;
}

function oneLine(text: string | undefined): string {
	return (text ?? '').replace(/\s+/gu, ' ').trim();
}
