import type { FileKind } from '../../domain/message.js';

const LONGEST_NAME = 180;

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
	['image/jpeg', 'jpg'],
	['image/png', 'png'],
	['image/webp', 'webp'],
	['image/gif', 'gif'],
	['video/mp4', 'mp4'],
	['video/3gpp', '3gp'],
	['video/quicktime', 'mov'],
	['audio/ogg', 'ogg'],
	['audio/mpeg', 'mp3'],
	['audio/mp4', 'm4a'],
	['audio/aac', 'aac'],
	['audio/amr', 'amr'],
	['audio/wav', 'wav'],
	['application/pdf', 'pdf'],
	['application/zip', 'zip'],
	['application/msword', 'doc'],
	['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
	['application/vnd.ms-excel', 'xls'],
	['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
	['application/vnd.ms-powerpoint', 'ppt'],
	['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
	['text/plain', 'txt'],
	['text/csv', 'csv'],
	['text/vcard', 'vcf'],
]);

/** What WhatsApp sends of each kind when nothing else is said. */
const USUAL_EXTENSIONS: Readonly<Record<FileKind, string>> = {
	image: 'jpg',
	video: 'mp4',
	audio: 'ogg',
	document: 'bin',
	sticker: 'webp',
};

const WORDS: Readonly<Record<FileKind, string>> = {
	image: 'photo',
	video: 'video',
	audio: 'voice',
	document: 'document',
	sticker: 'sticker',
};

/**
 * The name a file gets in Rocket.Chat: its own, safe as one part of a path, or one made of kind and time (UTC), e.g.
 * `photo-2026-03-01-101500.jpg`. Always with an extension, at most 180 characters.
 */
export function fileNameOf(file: {
	readonly kind: FileKind;
	readonly ownName: string;
	readonly mimeType: string | undefined;
	readonly sentAt: number;
}): string {
	const own = safeName(file.ownName);
	const extension = EXTENSIONS.get(file.mimeType ?? '') ?? USUAL_EXTENSIONS[file.kind];
	if (own === '') return `${WORDS[file.kind]}-${timestamp(file.sentAt)}.${extension}`;
	const named = /\.[^.\s]{1,10}$/u.test(own) ? own : `${own}.${extension}`;
	const [ending = ''] = /\.[^.]*$/u.exec(named) ?? [];
	const stem = named.slice(0, named.length - ending.length);
	return `${Array.from(stem)
		.slice(0, LONGEST_NAME - ending.length)
		.join('')}${ending}`;
}

function safeName(name: string): string {
	return (
		name
			.replace(/\p{Surrogate}/gu, '')
			// eslint-disable-next-line no-control-regex -- line breaks and the like have no place in a name
			.replace(/[\u0000-\u001f\u007f/\\]+/gu, '_')
			// A form can't carry it unchanged: Rocket.Chat would store, and show, `%22`.
			.replace(/"/g, "'")
			// The look behind lets each run of dots be tried once, not from each of its dots.
			.replace(/^[\s.]+|(?<![\s.])[\s.]+$/gu, '')
	);
}

/** The range of Date is the only limit; a time outside it counts as 1970. */
function timestamp(time: number): string {
	const date = new Date(time);
	const text = Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
	return text.slice(0, 19).replace('T', '-').replaceAll(':', '');
}
