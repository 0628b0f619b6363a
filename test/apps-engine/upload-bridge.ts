import { buffer as readAll } from 'node:stream/consumers';
import { asText } from '../../src/sandbox/read.js';
import { contentOf } from '../../src/sandbox/content.js';
import { keepFile } from '../../src/sandbox/rocket-chat/files.js';
import { isOfType } from '../../src/sandbox/rocket-chat/upload-routes.js';
import { roleOf, storeMessage, userAuthor } from '../../src/sandbox/rocket-chat/workspace.js';
import type { AppObject } from './app-form.js';
import type { BridgeContext, BridgeMethods } from './context.js';
import { visitorSays } from './livechat-bridge.js';
import { RocketChatError } from './rocket-chat-error.js';

/** What Rocket.Chat takes files for, by the end of their names. */
const TYPES: Readonly<Record<string, string>> = {
	csv: 'text/csv',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	gif: 'image/gif',
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	mp3: 'audio/mpeg',
	mp4: 'video/mp4',
	oga: 'audio/ogg',
	ogg: 'audio/ogg',
	pdf: 'application/pdf',
	png: 'image/png',
	svg: 'image/svg+xml',
	txt: 'text/plain',
	vcf: 'text/x-vcard',
	webm: 'video/webm',
	webp: 'image/webp',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	zip: 'application/zip',
};

/** Files (RocketChat/Rocket.Chat app/apps/server/bridges/uploads.ts). */
export function uploadBridge(context: BridgeContext): BridgeMethods {
	const { workspace, converters } = context;
	return {
		getById: async (id: string) => converters.upload(workspace.files.get(id)),
		async getBuffer({ id }: AppObject) {
			const bytes = workspace.files.get(asText(id))?.content.open();
			if (bytes === undefined) throw new Error('Unknown error');
			return readAll(bytes);
		},
		/** Keeps the file, and makes the message that shows it: the visitor's, or the user's. */
		async createUpload(details: AppObject, bytes: Uint8Array) {
			const { rid, name, userId, visitorToken } = details;
			if (userId == null && visitorToken == null)
				throw new Error('Missing user to perform the upload operation');
			const mimeType = TYPES[asText(name).split('.').at(-1)?.toLowerCase() ?? ''];
			const file = { name: asText(name), mimeType: mimeType ?? 'application/octet-stream' };
			checkFile(context, bytes.length, file.mimeType);
			const content = contentOf({ bytes });
			const stored = keepFile(workspace, asText(rid), { ...file, content, description: '' });
			const visitor = workspace.visitors.get(asText(visitorToken));
			const user = workspace.users.get(asText(userId));
			const room = workspace.rooms.get(asText(rid));
			if (visitor !== undefined)
				visitorSays(context, visitor, asText(rid), { msg: '', files: [stored] });
			else if (user !== undefined && room !== undefined)
				storeMessage(workspace, room, {
					...{ from: roleOf(user), msg: '', u: userAuthor(user), files: [stored] },
				});
			return converters.upload(stored);
		},
	};
}

function checkFile({ workspace: { options } }: BridgeContext, size: number, type: string): void {
	if (options.fileUploadEnabled === false)
		throw new RocketChatError('error-file-upload-disabled', 'File Uploads Disabled');
	const max = options.maxFileSize ?? 104_857_600;
	if (max !== -1 && size > max)
		throw new RocketChatError('error-file-too-large', 'File exceeds allowed size');
	const refused = (options.mediaTypeBlackList ?? 'image/svg+xml').split(',');
	if (refused.some((pattern) => isOfType(type, pattern.trim())))
		throw new RocketChatError('error-invalid-file-type', 'File type is not accepted.');
}
