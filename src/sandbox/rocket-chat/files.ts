import { pipeline } from 'node:stream';
import type { Express, Request, Response } from 'express';
import { answerText } from '../answers.js';
import type { FileContent } from '../content.js';
import { queryOf } from '../stand-in.js';
import { meteorId } from './ids.js';
import { userOf } from './router.js';
import type { StoredFile, User } from './types.js';
import type { Workspace } from './workspace.js';

/** Keeps a file of a room. */
export function keepFile(
	workspace: Workspace,
	rid: string,
	file: { name: string; mimeType: string; content: FileContent; description: string },
): StoredFile {
	const stored: StoredFile = {
		_id: meteorId(),
		name: file.name,
		type: file.mimeType,
		rid,
		token: meteorId() + meteorId(),
		content: file.content,
		description: file.description,
	};
	workspace.files.set(stored._id, stored);
	return stored;
}

/** GET /file-upload/:id/:name with Rocket.Chat's protection (reference 2), and the store it may redirect to. */
export function addFileRoutes(app: Express, workspace: Workspace): void {
	app.get('/file-upload/:id/:name', (request, response) => {
		const file = workspace.files.get(request.params.id);
		if (file === undefined) {
			answerText(response, 404, '');
		} else if (!mayRead(workspace, file, request)) {
			answerText(response, 403, '');
		} else if (workspace.options.redirectFiles === true) {
			const location = `/storage/${file._id}?signature=${file.token}`;
			answerText(response, 302, '', { Location: location });
		} else {
			sendFile(file, response);
		}
	});
	app.get('/storage/:id', (request, response) => {
		const file = workspace.files.get(request.params.id);
		const isSigned = file?.token === queryOf(request).get('signature');
		if (file === undefined || !isSigned) answerText(response, 403, '');
		else sendFile(file, response);
	});
}

function mayRead(workspace: Workspace, file: StoredFile, request: Request): boolean {
	const { options } = workspace;
	if (options.protectFiles === false) return true;
	const query = queryOf(request);
	if (options.fileTokens === true && query.get('token') === file.token) return true;
	const user = userOf(workspace, request) ?? userOfQuery(workspace, query);
	return isMember(workspace, file, user) || isVisitorOf(workspace, file, query);
}

function userOfQuery(workspace: Workspace, query: URLSearchParams): User | undefined {
	const user = workspace.users.get(query.get('rc_uid') ?? '');
	return user?.authToken === query.get('rc_token') ? user : undefined;
}

/** FileUpload_Restrict_to_room_members: only who serves the room is subscribed to it; a bot's token is not enough. */
function isMember(workspace: Workspace, file: StoredFile, user: User | undefined): boolean {
	if (user === undefined) return false;
	return workspace.rooms.get(file.rid)?.servedBy?.user._id === user._id;
}

/** A visitor sees the files of the own room while it is open. */
function isVisitorOf(workspace: Workspace, file: StoredFile, query: URLSearchParams): boolean {
	if (query.get('rc_room_type') !== 'l' || query.get('rc_rid') !== file.rid) return false;
	const room = workspace.rooms.get(file.rid);
	return room?.isOpen === true && room.visitor.token === query.get('rc_token');
}

function sendFile(file: StoredFile, response: Response): void {
	const bytes = file.content.open();
	if (bytes === undefined) {
		answerText(response, 410, 'Only the digest of this upload was kept');
		return;
	}
	response.writeHead(200, {
		'Content-Type': file.type,
		'Content-Length': file.content.size,
		'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
	});
	// A reader who goes away ends the pipeline with an error that concerns nobody.
	pipeline(bytes, response, () => undefined);
}
