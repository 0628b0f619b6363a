import type { BridgeMessage } from '../../domain/message.js';
import type { AgentFile, AgentMessage } from '../../rocket-chat/events.js';
import { showsCaption, toBridgeFile } from './file.js';
import { toWhatsAppMarkup } from './markup.js';
import { splitText } from './split-text.js';

/** GREEN-API sendMessage: `message` up to 20,000 characters. */
export const LONGEST_TEXT = 20_000;
/** Headings, quotes, lists and blocks of code. */
const AT_LINE_START = /^(?:(?:#{1,6}|[-*+]|\d+[.)])[ \t]|>|```)/;
/** GREEN-API sendFileByUpload: pages differ (1,024 or 20,000); WhatsApp itself cuts longer captions off. */
const LONGEST_CAPTION = 1_024;

/**
 * What of an agent's message goes to WhatsApp, in order; empty when it has neither text nor files. The text is the
 * caption of the first file where WhatsApp shows captions (pictures, videos), else a message of its own before the
 * files; so is the description of any other file before that file. A file's `url` is the path on the workspace;
 * `quote.messageId` is Rocket.Chat's id, on the first part. A `signature` stands before the text, or before the
 * description of the first file where there is no text. The same parts for the same message and signature.
 */
export function translateToWhatsApp(
	message: AgentMessage,
	{ signature = '' }: { readonly signature?: string } = {},
): readonly BridgeMessage[] {
	const text = toText(message.text, signature);
	const [first, ...others] = message.files;
	if (first === undefined) return withQuote(textParts(text), message.quotedId);
	const isCaption = canCarry(first, text);
	const parts = [
		...(isCaption ? [] : textParts(text)),
		...fileParts(first, isCaption ? text : toText(first.caption, text === '' ? signature : '')),
		...others.flatMap((file) => fileParts(file, toText(file.caption))),
	];
	return withQuote(parts, message.quotedId);
}

/** Nobody signs an empty text. What is markup only at the beginning of a line stays there. */
function toText(written: string, signature = ''): string {
	const words = written.trim();
	if (words === '') return '';
	const isSigned = signature !== '' && AT_LINE_START.test(words);
	const before = isSigned ? `${signature.trimEnd()}\n` : signature;
	return toWhatsAppMarkup(`${before}${words}`).trim();
}

function canCarry(file: AgentFile, text: string): boolean {
	const isOnlyText = text !== '' && file.caption.trim() === '';
	return isOnlyText && showsCaption(file) && text.length <= LONGEST_CAPTION;
}

function textParts(text: string): readonly BridgeMessage[] {
	return splitText(text, LONGEST_TEXT).map((piece) => ({ text: piece }));
}

/**
 * A file with its description, which is in WhatsApp's markup. One that WhatsApp would not show, or not all of it, goes in front
 * of its file.
 */
export function fileParts(file: AgentFile, caption: string): readonly BridgeMessage[] {
	const bridgeFile = toBridgeFile(file);
	const isCaption = showsCaption(file) && caption.length <= LONGEST_CAPTION;
	if (isCaption || caption === '') return [{ text: caption, file: bridgeFile }];
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
