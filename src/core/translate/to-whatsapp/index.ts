import type { BridgeMessage } from '../../domain/message.js';
import type { AgentFile, AgentMessage } from '../../rocket-chat/events.js';
import { showsCaption, toBridgeFile } from './file.js';
import { toWhatsAppMarkup } from './markup.js';
import { splitText } from './split-text.js';

/** GREEN-API sendMessage: `message` up to 20,000 characters. */
const LONGEST_TEXT = 20_000;
/** GREEN-API sendFileByUpload: pages differ (1,024 or 20,000); WhatsApp itself cuts longer captions off. */
const LONGEST_CAPTION = 1_024;

/**
 * What of an agent's message goes to WhatsApp, in order; empty when it has neither text nor files. The text is the
 * caption of the first file where WhatsApp shows captions (pictures, videos), else a message of its own before the
 * files. A file's `url` is the path on the workspace; `quote.messageId` is Rocket.Chat's id, on the first part. A
 * `signature` stands before the text, where there is one. The same parts for the same message and signature.
 */
export function translateToWhatsApp(
	message: AgentMessage,
	{ signature = '' }: { readonly signature?: string } = {},
): readonly BridgeMessage[] {
	const words = message.text.trim();
	const text = toWhatsAppMarkup(words === '' ? '' : `${signature}${words}`).trim();
	const [first] = message.files;
	const isCaption = first !== undefined && canCarry(first, text);
	const parts = [
		...(isCaption ? [] : textParts(text)),
		...message.files.flatMap((file, index) =>
			fileParts(file, isCaption && index === 0 ? text : toWhatsAppMarkup(file.caption).trim()),
		),
	];
	return withQuote(parts, message.quotedId);
}

function canCarry(file: AgentFile, text: string): boolean {
	return showsCaption(file) && file.caption.trim() === '' && text.length <= LONGEST_CAPTION;
}

function textParts(text: string): readonly BridgeMessage[] {
	return splitText(text, LONGEST_TEXT).map((piece) => ({ text: piece }));
}

/** A description that is too long for a caption goes in front of its file. */
function fileParts(file: AgentFile, caption: string): readonly BridgeMessage[] {
	const bridgeFile = toBridgeFile(file);
	if (caption.length <= LONGEST_CAPTION) return [{ text: caption, file: bridgeFile }];
	return [...textParts(caption), { text: '', file: bridgeFile }];
}

function withQuote(
	parts: readonly BridgeMessage[],
	quotedId: string | undefined,
): readonly BridgeMessage[] {
	const [first, ...others] = parts;
	if (first === undefined || quotedId === undefined) return parts;
	return [{ ...first, quote: { messageId: quotedId } }, ...others];
}
