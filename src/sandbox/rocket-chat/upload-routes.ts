import { readMultipart, type UploadedFile, type UploadedForm } from '../multipart.js';
import { Refusal } from '../answers.js';
import type { WireObject } from '../read.js';
import { matchError, plainCode, uploadRefused } from './refusals.js';
import type { Route, RouteCall } from './router.js';
import { keepFile } from './files.js';
import type { Room, Visitor } from './types.js';
import { messageForm } from './wire.js';
import { storeMessage, visitorAuthor, type Workspace } from './workspace.js';

const FIELDS = ['description', 'msg', 'alias', 'avatar', 'emoji', 'groupable'];

/** POST livechat/upload/:rid (reference 1.4). Each upload makes a new message: there is no way to choose its id. */
export function uploadRoutes(workspace: Workspace): readonly Route[] {
	return [
		{
			verb: 'post',
			path: '/api/v1/livechat/upload/:rid',
			handle: (call) => upload(workspace, call),
		},
	];
}

async function upload(workspace: Workspace, call: RouteCall): Promise<WireObject> {
	const { options, quirks } = workspace;
	const { visitor, room } = callerOf(workspace, call);
	if (options.fileUploadEnabled === false || options.livechatFileUploadEnabled === false) {
		throw uploadRefused(quirks, 'error-file-upload-disabled');
	}
	const form = await readMultipart(call.request);
	const file = form?.files.find(({ field }) => field === 'file');
	if (form === undefined || file === undefined) throw plainCode('error-no-file-uploaded');
	if (quirks.checksUploadFields) checkFields(form);
	checkFile(workspace, file);
	const description = form.fields.get('description') ?? '';
	const stored = keepFile(workspace, room._id, { ...file, description });
	const message = storeMessage(workspace, room, {
		from: 'visitor',
		msg: form.fields.get('msg') ?? '',
		u: visitorAuthor(visitor),
		token: visitor.token,
		alias: visitor.name,
		files: [stored],
	});
	return { ...messageForm(message), newRoom: false, showConnecting: false };
}

/** Every doubt about who is asking, and about the room, is the same 403. */
function callerOf(workspace: Workspace, call: RouteCall): { visitor: Visitor; room: Room } {
	const visitor = workspace.visitors.get(String(call.request.headers['x-visitor-token']));
	const room = workspace.rooms.get(call.param('rid'));
	if (visitor === undefined || room?.visitor !== visitor || !room.isOpen) {
		throw new Refusal(403, { success: false, error: workspace.quirks.wrongUpload });
	}
	return { visitor, room };
}

function checkFields({ fields }: UploadedForm): void {
	const unknown = [...fields.keys()].find((name) => !FIELDS.includes(name));
	if (unknown !== undefined) throw matchError(`Unknown key in field ${unknown}`);
}

function checkFile({ options, quirks }: Workspace, { mimeType, content }: UploadedFile): void {
	const refused = (options.mediaTypeBlackList ?? 'image/svg+xml').split(',');
	if (refused.some((pattern) => isOfType(mimeType, pattern.trim()))) {
		throw uploadRefused(quirks, 'error-type-not-allowed');
	}
	const maxSize = options.maxFileSize ?? 104_857_600;
	if (maxSize !== -1 && content.size > maxSize) {
		const sizeAllowed = `${Math.round(maxSize / 1_048_576)} MB`;
		throw uploadRefused(quirks, 'error-size-not-allowed', { sizeAllowed });
	}
}

/** `pattern`: a type, or all of a family (`image/*`). */
export function isOfType(mimeType: string, pattern: string): boolean {
	const bare = mimeType.split(';')[0]?.trim() ?? '';
	if (pattern.endsWith('/*')) return bare.startsWith(pattern.slice(0, -1));
	return bare === pattern;
}
