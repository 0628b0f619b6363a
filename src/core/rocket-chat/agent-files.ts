import type { AgentFile } from './events.js';
import { asObject, objectsOf, textOf } from './wire.js';
import type { WireObject } from './wire.js';

/**
 * The uploads of an agent's message, in order, whoever sent it: the app writes attachments in the Apps-Engine's form
 * (`title: {value, link}`, `imageUrl`), Rocket.Chat's webhook in the database's (`title`, `title_link`, `image_url`).
 */
export function agentFiles(message: WireObject): readonly AgentFile[] {
	const uploads = uploadRecords(message);
	const files = attachmentsOf(message).flatMap((attachment) => {
		const path = addressesOf(attachment).find(isUpload);
		return path === undefined ? [] : [toAgentFile(attachment, path, uploads)];
	});
	return files.length > 0 ? files : filesWithoutAttachment(message, uploads);
}

/**
 * Media that a message only points to (a picture from a search, posted by an integration): addresses outside the
 * workspace, which are not in its text yet. A preview of a link that is in the text is none of them.
 */
export function foreignMedia(message: WireObject, text: string): readonly string[] {
	return attachmentsOf(message).flatMap((attachment) => {
		const addresses = addressesOf(attachment);
		const media = addresses.at(-1);
		const isKnown = addresses.some((address) => isUpload(address) || text.includes(address));
		return media === undefined || isKnown || !/^https?:\/\//i.test(media) ? [] : [media];
	});
}

/** Attachments that are no quotes. A quote points to its message (`message_link`; Apps-Engine: `timestampLink`). */
function attachmentsOf(message: WireObject): readonly WireObject[] {
	return objectsOf(message['attachments']).filter((attachment) => {
		const unmapped = asObject(attachment['_unmappedProperties_']);
		const link =
			textOf(attachment, 'message_link') ||
			textOf(attachment, 'timestampLink') ||
			textOf(unmapped, 'message_link');
		return link === '';
	});
}

/** The title's link first: an image's own address can be that of its thumbnail. */
function addressesOf(attachment: WireObject): readonly string[] {
	return [
		textOf(asObject(attachment['title']), 'link'),
		textOf(attachment, 'title_link'),
		...['imageUrl', 'image_url', 'videoUrl', 'video_url', 'audioUrl', 'audio_url'].map((field) =>
			textOf(attachment, field),
		),
	].filter((address) => address !== '');
}

function isUpload(address: string): boolean {
	return /^(https?:\/\/[^/]+)?\/([^?#]*\/)?(file-upload|ufs)\/./i.test(address);
}

function toAgentFile(
	attachment: WireObject,
	path: string,
	uploads: readonly WireObject[],
): AgentFile {
	const upload = uploads.find((record) => path.includes(`/${textOf(record, '_id')}/`));
	return {
		path,
		name: fileName(titleOf(attachment), path),
		mimeType: mimeTypeOf(attachment) || textOf(upload, 'type') || undefined,
		caption: textOf(attachment, 'description'),
	};
}

function titleOf(attachment: WireObject): string {
	const unmapped = objectsOf(asObject(attachment['_unmappedProperties_'])?.['attachments']);
	return (
		textOf(asObject(attachment['title']), 'value') ||
		textOf(attachment, 'title') ||
		textOf(unmapped[0], 'title')
	);
}

function mimeTypeOf(attachment: WireObject): string {
	const fields = ['imageType', 'image_type', 'videoType', 'video_type', 'audioType', 'audio_type'];
	return fields.map((field) => textOf(attachment, field)).find((type) => type !== '') ?? '';
}

/** The title is the name as the agent sees it, unless it is only the address's own segment, still encoded. */
function fileName(title: string, path: string): string {
	const segment = /([^/?#]*)(?:[?#].*)?$/.exec(path)?.[1] ?? '';
	return title === '' || title === segment ? decoded(segment) : title;
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

function uploadRecords(message: WireObject): readonly WireObject[] {
	return objectsOf([message['file'], ...objectsOf(message['files'])]).filter(
		(record) => textOf(record, '_id') !== '',
	);
}

/** What is left when a version sends no attachment: the webhook's `fileUpload`, or the file's bare record. */
function filesWithoutAttachment(
	message: WireObject,
	uploads: readonly WireObject[],
): readonly AgentFile[] {
	const [record] = uploads;
	const sent = asObject(message['fileUpload']);
	const recordPath =
		record === undefined
			? ''
			: `/file-upload/${textOf(record, '_id')}/${encodeURIComponent(textOf(record, 'name'))}`;
	const path = textOf(sent, 'publicFilePath') || recordPath;
	if (path === '') return [];
	const mimeType = textOf(sent, 'type') || textOf(record, 'type') || undefined;
	return [{ path, name: fileName(textOf(record, 'name'), path), mimeType, caption: '' }];
}
