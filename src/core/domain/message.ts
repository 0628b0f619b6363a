export type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** A file on its way. `url` is where its bytes are now; `name` is what the receiver shall see, with extension. */
export type BridgeFile = {
	readonly kind: FileKind;
	readonly url: string;
	readonly name: string;
	readonly mimeType?: string;
};

/** What a message answers to: the quoted message's id on the side it came from, and what is known of it. */
export type BridgeQuote = {
	readonly messageId: string;
	readonly author?: string;
	/** First line of the quoted text. */
	readonly excerpt?: string;
	/** Its kind by WhatsApp's name, e.g. `imageMessage`, where that is more than a text. */
	readonly kind?: string;
};

/**
 * The neutral message between the two sides: `text` is in the markup of the receiving side (it is the
 * caption when there is a file).
 */
export type BridgeMessage = {
	readonly text: string;
	readonly file?: BridgeFile;
	readonly quote?: BridgeQuote;
	/** The message has a file that GREEN-API did not hand over; the text says so. */
	readonly missingFile?: { readonly reason: 'no-link' | 'too-large' };
};

/** What translation decided: a message to deliver, or nothing to do and why. */
export type Translation =
	| { readonly action: 'deliver'; readonly message: BridgeMessage }
	| { readonly action: 'skip'; readonly reason: string };
