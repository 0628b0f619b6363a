import type { BridgeFile, FileKind } from '../../domain/message.js';
import type { AgentFile } from '../../rocket-chat/events.js';

/** The file as the customer gets it: named so that GREEN-API, which goes by the extension, sends it as what it is. */
export function toBridgeFile(file: AgentFile): BridgeFile {
	const name = asVoiceNote(withExtension(cleanName(file.name), file.mimeType));
	return {
		kind: kindOf(name, file.mimeType),
		url: file.path,
		name,
		...(file.mimeType === undefined ? {} : { mimeType: file.mimeType }),
	};
}

/**
 * True where WhatsApp is sure to show a caption below the file: formats that GREEN-API sends as a picture or a video,
 * not as a document (its page on sending files).
 */
export function showsCaption(file: AgentFile): boolean {
	return CAPTIONED.has(extensionOf(toBridgeFile(file).name) ?? '');
}

const CAPTIONED: ReadonlySet<string> = new Set(['jpg', 'jpeg', 'png', 'mp4', 'mov', '3gp']);

const KINDS_BY_EXTENSION: Readonly<Record<string, FileKind>> = {
	jpg: 'image',
	jpeg: 'image',
	png: 'image',
	gif: 'image',
	webp: 'image',
	heic: 'image',
	mp4: 'video',
	mov: 'video',
	'3gp': 'video',
	avi: 'video',
	mkv: 'video',
	webm: 'video',
	mp3: 'audio',
	ogg: 'audio',
	oga: 'audio',
	opus: 'audio',
	m4a: 'audio',
	aac: 'audio',
	amr: 'audio',
	wav: 'audio',
};

/** First extension of each type is the one a nameless file gets. */
const EXTENSIONS_BY_TYPE: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'image/heic': 'heic',
	'image/svg+xml': 'svg',
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/3gpp': '3gp',
	'video/webm': 'webm',
	'audio/mpeg': 'mp3',
	'audio/mp3': 'mp3',
	'audio/ogg': 'ogg',
	'audio/opus': 'opus',
	'audio/mp4': 'm4a',
	'audio/x-m4a': 'm4a',
	'audio/aac': 'aac',
	'audio/wav': 'wav',
	'audio/x-wav': 'wav',
	'audio/webm': 'webm',
	'application/pdf': 'pdf',
	'application/zip': 'zip',
	'application/json': 'json',
	'application/rtf': 'rtf',
	'application/msword': 'doc',
	'application/vnd.ms-excel': 'xls',
	'application/vnd.ms-powerpoint': 'ppt',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'text/plain': 'txt',
	'text/csv': 'csv',
	'text/html': 'html',
	'text/calendar': 'ics',
	'text/vcard': 'vcf',
};

/** Other names of the same. */
const SAME_AS: Readonly<Record<string, string>> = { jpeg: 'jpg', oga: 'ogg', htm: 'html' };

/** The type that a file has by the extension of its name; undefined where that says nothing. */
export function typeOfName(name: string): string | undefined {
	const written = extensionOf(name) ?? '';
	const extension = SAME_AS[written] ?? written;
	const types = Object.entries(EXTENSIONS_BY_TYPE);
	return types.find(([, known]) => known === extension)?.[0];
}

/**
 * Recordings have several extensions for the same bytes; GREEN-API sends `.oga` as a document
 * (github.com/green-api/issues/issues/161), `.ogg` as a voice note.
 */
function asVoiceNote(name: string): string {
	return name.replace(/\.(oga|opus)$/i, '.ogg');
}

/** The extension decides, as at GREEN-API; only a file without one goes by its type. */
function kindOf(name: string, mimeType: string | undefined): FileKind {
	const extension = extensionOf(name);
	if (extension !== undefined) return KINDS_BY_EXTENSION[extension] ?? 'document';
	const family = mimeType?.split('/')[0];
	return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

function withExtension(name: string, mimeType: string | undefined): string {
	const type = mimeType?.split(';')[0]?.trim().toLowerCase();
	const extension = type === undefined ? undefined : EXTENSIONS_BY_TYPE[type];
	return extension === undefined || extensionOf(name) !== undefined ? name : `${name}.${extension}`;
}

/** Letters must be in it: "Contract No.5" and "v1.2" have no extension. */
function extensionOf(name: string): string | undefined {
	return /.\.(?=\d*[a-z])([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
}

/** A name is no path, and shows no control characters. */
function cleanName(name: string): string {
	const clean = name.replace(/[\p{Cc}/\\]/gu, '_').trim();
	return clean === '' ? 'file' : clean;
}
