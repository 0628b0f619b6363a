import { objectAt, textAt } from '../../domain/json.js';
import type { BridgeFile, BridgeMessage, FileKind } from '../../domain/message.js';
import type { WhatsAppMessage } from '../../green-api/events.js';
import type { Say } from '../../texts/phrasebook.js';
import { fileNameOf } from './file-name.js';
import type { Kind } from './kind.js';
import { toRocketChatMarkup } from './markup.js';
import { withMarks } from './marks.js';
import { errorMarker, lines, subjectOf } from './wording.js';

const FILE = 'file with its name and caption';

export const image = fileKind('imageMessage', 'image', 'photo', FILE);
export const video = fileKind('videoMessage', 'video', 'video', FILE);
export const audio = fileKind(
	'audioMessage',
	'audio',
	'audio, voice note',
	'file that can be played',
);
export const document = fileKind('documentMessage', 'document', 'document', FILE);
export const sticker = fileKind('stickerMessage', 'sticker', 'sticker, also animated', 'picture');

/** Photo, video, audio, document, sticker: all in `fileMessageData` (docs: ImageMessage). */
function fileKind(wire: string, kind: FileKind, title: string, rest: string): Kind {
	return { wire: [wire], title, rest, show: (message, say) => show(message, kind, say) };
}

const KINDS: ReadonlyMap<string, FileKind> = new Map([
	['imageMessage', 'image'],
	['videoMessage', 'video'],
	['audioMessage', 'audio'],
	['documentMessage', 'document'],
	['stickerMessage', 'sticker'],
]);

/** Where GREEN-API gives no link (empty, or `{{SWE002}}` for more than 100 MB) a sentence says so, with name and caption. */
function show(message: WhatsAppMessage, kind: FileKind, say: Say): BridgeMessage {
	const wire = objectAt(message.data, 'fileMessageData');
	const caption = toRocketChatMarkup(textAt(wire, 'caption'));
	const url = textAt(wire, 'downloadUrl').trim();
	const file = fileOf(message, kind, url);
	if (isWebAddress(url)) return { text: caption, file };
	const reason = errorMarker(url) === 'SWE002' ? 'too-large' : 'no-link';
	const who = subjectOf(message.origin, say);
	const ownName = toRocketChatMarkup(textAt(wire, 'fileName'));
	const name = ownName === '' ? '' : ` (${ownName})`;
	const missing = say(`file.${reason}`, { who, what: say(`kind.a.${kind}`), name });
	return { text: lines(missing, caption), missingFile: { reason } };
}

/** The message as it is with a link that was found for it later. */
export function fileMessageWithUrl(message: WhatsAppMessage, url: string, say: Say): BridgeMessage {
	const kind = KINDS.get(message.typeMessage) ?? 'document';
	const caption = toRocketChatMarkup(textAt(objectAt(message.data, 'fileMessageData'), 'caption'));
	const shown = withMarks(message, { text: caption, file: fileOf(message, kind, url) }, say);
	return message.quote === undefined ? shown : { quote: message.quote, ...shown };
}

function fileOf(message: WhatsAppMessage, kind: FileKind, url: string): BridgeFile {
	const wire = objectAt(message.data, 'fileMessageData');
	const mimeType = readMimeType(textAt(wire, 'mimeType'));
	const ownName = textAt(wire, 'fileName');
	const name = fileNameOf({ kind, ownName, mimeType, sentAt: message.sentAt });
	return { kind, url, name, ...(mimeType === undefined ? {} : { mimeType }) };
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
