import { asObject } from '../../src/sandbox/read.js';
import { fromAppForm, take, toAppForm, type AppObject } from './app-form.js';

/** What apps call it, and what it is called in a message (RocketChat/Rocket.Chat app/apps/server/converters/messages). */
const NAMES = {
	collapsed: 'collapsed',
	color: 'color',
	text: 'text',
	timestampLink: 'message_link',
	thumbnailUrl: 'thumb_url',
	imageDimensions: 'image_dimensions',
	imagePreview: 'image_preview',
	imageUrl: 'image_url',
	imageType: 'image_type',
	imageSize: 'image_size',
	audioUrl: 'audio_url',
	audioType: 'audio_type',
	audioSize: 'audio_size',
	videoUrl: 'video_url',
	videoType: 'video_type',
	videoSize: 'video_size',
	fields: 'fields',
	actionButtonsAlignment: 'button_alignment',
	actions: 'actions',
	type: 'type',
	description: 'description',
};

export function attachmentsToApp(attachments: unknown): AppObject[] | undefined {
	return Array.isArray(attachments) ? attachments.map(toApp) : undefined;
}

export function attachmentsFromApp(attachments: unknown): AppObject[] | undefined {
	return Array.isArray(attachments) ? attachments.map(fromApp) : undefined;
}

function toApp(attachment: unknown): AppObject {
	return toAppForm(asObject(attachment), {
		...NAMES,
		author: (raw) => ({
			name: take(raw, 'author_name'),
			link: take(raw, 'author_link'),
			icon: take(raw, 'author_icon'),
		}),
		title: (raw) => ({
			value: take(raw, 'title'),
			link: take(raw, 'title_link'),
			displayDownloadLink: take(raw, 'title_link_download'),
		}),
		timestamp: (raw) => new Date(take(raw, 'ts') as string),
	});
}

function fromApp(attachment: unknown): AppObject {
	const form = asObject(attachment);
	const author = asObject(form['author']);
	const title = asObject(form['title']);
	const parts: AppObject = {
		author_name: author['name'],
		author_link: author['link'],
		author_icon: author['icon'],
		title: title['value'],
		title_link: title['link'],
		title_link_download: title['displayDownloadLink'],
		ts: form['timestamp'],
	};
	const given = Object.entries(parts).filter(([, value]) => value !== undefined && value !== null);
	return { ...fromAppForm(form, NAMES), ...Object.fromEntries(given) };
}
