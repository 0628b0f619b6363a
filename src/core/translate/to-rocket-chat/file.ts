import { objectAt, textAt } from '../../domain/json.js';
import type { BridgeMessage, FileKind } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import { fileNameOf } from './file-name.js';
import { toRocketChatMarkup } from './markup.js';
import { errorMarker, subjectOf } from './wording.js';

const KINDS: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
	['imageMessage', 'image'],
	['videoMessage', 'video'],
	['audioMessage', 'audio'],
	['documentMessage', 'document'],
	['stickerMessage', 'sticker'],
]);

const WITH_ARTICLE: Readonly<Record<FileKind, string>> = {
	image: 'a photo',
	video: 'a video',
	audio: 'a voice message',
	document: 'a document',
	sticker: 'a sticker',
};

/** The kind of file that a message of that wire kind carries; undefined for all others. */
export function fileKindOf(typeMessage: string): FileKind | undefined {
	return KINDS.get(typeMessage);
}

/**
 * Photo, video, audio, document, sticker: all in `fileMessageData`. Where GREEN-API gives no link (empty, or
 * `{{SWE002}}` for more than 100 MB) the message says so, with name and caption.
 */
export function translateFile(message: WhatsAppMessage, kind: FileKind): BridgeMessage {
	const wire = objectAt(message.data, 'fileMessageData');
	const caption = toRocketChatMarkup(textAt(wire, 'caption'));
	const url = textAt(wire, 'downloadUrl').trim();
	const ownName = textAt(wire, 'fileName');
	if (!isWebAddress(url)) {
		const missing = explainMissing(message, { kind, url, ownName: ownName.trim() });
		return { text: caption === '' ? missing : `${missing}\n${caption}` };
	}
	const mimeType = readMimeType(textAt(wire, 'mimeType'));
	const name = fileNameOf({ kind, ownName, mimeType, sentAt: message.sentAt });
	return {
		text: caption,
		file: { kind, url, name, ...(mimeType === undefined ? {} : { mimeType }) },
	};
}

/** Without parameters: `audio/ogg; codecs=opus` is `audio/ogg` for everybody who compares types. */
function readMimeType(text: string): string | undefined {
	const [type = ''] = text.split(';', 1);
	const plain = type.trim().toLowerCase();
	return /^[\w.+-]+\/[\w.+-]+$/.test(plain) ? plain : undefined;
}

function isWebAddress(url: string): boolean {
	return /^https?:\/\//i.test(url) && URL.canParse(url);
}

function explainMissing(
	message: WhatsAppMessage,
	file: { readonly kind: FileKind; readonly url: string; readonly ownName: string },
): string {
	const name = file.ownName === '' ? '' : ` (${toRocketChatMarkup(file.ownName)})`;
	const sent = `${subjectOf(message.origin)} sent ${WITH_ARTICLE[file.kind]}${name}`;
	const why =
		errorMarker(file.url) === 'SWE002'
			? 'that is too large to be handed over (more than 100 MB)'
			: 'that GREEN-API could not hand over';
	return `${sent} ${why}: open WhatsApp on the phone to see it.`;
}
