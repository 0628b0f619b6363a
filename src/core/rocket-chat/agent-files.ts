import type { AgentFile } from './events.js';
import { asObject, numberAt, objectsOf, textAt } from '../domain/json.js';
import type { JsonObject } from '../domain/json.js';

/**
 * The uploads of an agent's message, in order, whoever sent it: the app writes attachments in the Apps-Engine's form
 * (`title: {value, link}`, `imageUrl`), Rocket.Chat's webhook in the database's (`title`, `title_link`, `image_url`).
 */
export function agentFiles(message: JsonObject): readonly AgentFile[] {
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
export function foreignMedia(message: JsonObject, text: string): readonly string[] {
	return attachmentsOf(message).flatMap((attachment) => {
		const addresses = addressesOf(attachment);
		const media = addresses.at(-1);
		const isKnown = addresses.some((address) => isUpload(address) || text.includes(address));
		return media === undefined || isKnown || !/^https?:\/\//i.test(media) ? [] : [media];
	});
}

/** Attachments that are no quotes. A quote points to its message (`message_link`; Apps-Engine: `timestampLink`). */
function attachmentsOf(message: JsonObject): readonly JsonObject[] {
	return objectsOf(message['attachments']).filter((attachment) => {
		const unmapped = asObject(attachment['_unmappedProperties_']);
		const link =
			textAt(attachment, 'message_link') ||
			textAt(attachment, 'timestampLink') ||
			textAt(unmapped, 'message_link');
		return link === '';
	});
}

/** The title's link first: an image's own address can be that of its thumbnail. */
function addressesOf(attachment: JsonObject): readonly string[] {
	return [
		textAt(asObject(attachment['title']), 'link'),
		textAt(attachment, 'title_link'),
		...['imageUrl', 'image_url', 'videoUrl', 'video_url', 'audioUrl', 'audio_url'].map((field) =>
			textAt(attachment, field),
		),
	].filter((address) => address !== '');
}

function isUpload(address: string): boolean {
	return /^(https?:\/\/[^/]+)?\/([^?#]*\/)?(file-upload|ufs)\/./i.test(address);
}

function toAgentFile(
	attachment: JsonObject,
	path: string,
	uploads: readonly JsonObject[],
): AgentFile {
	const upload = uploads.find((record) => path.includes(`/${textAt(record, '_id')}/`));
	return {
		path,
		name: fileName(titleOf(attachment), path),
		mimeType: mimeTypeOf(attachment) || textAt(upload, 'type') || undefined,
		caption: textAt(attachment, 'description'),
		sizeBytes: sizeOf(attachment) ?? numberAt(upload, 'size'),
	};
}

function titleOf(attachment: JsonObject): string {
	const unmapped = objectsOf(asObject(attachment['_unmappedProperties_'])?.['attachments']);
	return (
		textAt(asObject(attachment['title']), 'value') ||
		textAt(attachment, 'title') ||
		textAt(unmapped[0], 'title')
	);
}

function mimeTypeOf(attachment: JsonObject): string {
	const fields = ['imageType', 'image_type', 'videoType', 'video_type', 'audioType', 'audio_type'];
	return fields.map((field) => textAt(attachment, field)).find((type) => type !== '') ?? '';
}

/** The title is the name as the agent sees it, unless it is only the address's own segment, still encoded. */
function fileName(title: string, path: string): string {
	const [address = ''] = path.split(/[?#]/, 1);
	const segment = address.slice(address.lastIndexOf('/') + 1);
	return title === '' || title === segment ? decoded(segment) : title;
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

function sizeOf(attachment: JsonObject): number | undefined {
	const fields = ['image_size', 'video_size', 'audio_size', 'size'];
	return fields
		.map((field) => numberAt(attachment, field))
		.find((size) => size !== undefined && size > 0);
}

function uploadRecords(message: JsonObject): readonly JsonObject[] {
	return objectsOf([message['file'], ...objectsOf(message['files'])]).filter(
		(record) => textAt(record, '_id') !== '',
	);
}

/** What is left when a version sends no attachment: the webhook's `fileUpload`, or the file's bare record. */
function filesWithoutAttachment(
	message: JsonObject,
	uploads: readonly JsonObject[],
): readonly AgentFile[] {
	const [record] = uploads;
	const sent = asObject(message['fileUpload']);
	const recordPath =
		record === undefined
			? ''
			: `/file-upload/${textAt(record, '_id')}/${encodeURIComponent(textAt(record, 'name'))}`;
	const path = textAt(sent, 'publicFilePath') || recordPath;
	if (path === '') return [];
	const mimeType = textAt(sent, 'type') || textAt(record, 'type') || undefined;
	const name = fileName(textAt(record, 'name'), path);
	const sizeBytes = numberAt(sent, 'size') ?? numberAt(record, 'size');
	return [{ path, name, mimeType, caption: '', sizeBytes }];
}
