import { bytesFrom } from '../../bytes';
import { fieldsOf, textOf } from '../../fields';
import { orUndefined } from '../../tools';
import type { Tools } from '../../tools';
import { needText } from '../call';
import type { Call } from '../call';
import { permissionMissing, Refused } from '../refused';

/** Base64 in an answer is held in memory several times; larger files are fetched by REST, which streams. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The bytes of a file of one of that visitor's rooms. */
export async function readFile(call: Call, { read }: Tools): Promise<object> {
	const token = needText(call, 'visitorToken');
	const id = fileIdOf(needText(call, 'path'));
	const upload: unknown = await orUndefined(() => read.getUploadReader().getById(id));
	// Nothing tells a file that is gone from a permission that is missing; both are the same to the daemon.
	if (upload === undefined) throw permissionMissing('upload.read, or the file is gone');
	const { name, type, size, room } = fieldsOf(upload);
	if (!(await isVisitorsRoom(room, token, read)))
		throw new Refused('not-allowed', 'The file is in no room of that visitor.');
	if (Number(size) > MAX_BYTES) throw tooLarge();
	const bytes = bytesFrom(await read.getUploadReader().getBufferById(id));
	if (bytes === undefined) throw permissionMissing('upload.read');
	if (bytes.length > MAX_BYTES) throw tooLarge();
	return {
		name: textOf(name),
		mimeType: textOf(type) || 'application/octet-stream',
		size: bytes.length,
		content: bytes.toString('base64'),
	};
}

function tooLarge(): Refused {
	return new Refused('file-too-large', `The app hands over files up to ${MAX_BYTES} bytes.`);
}

/** `/file-upload/<id>/<name>`, also behind the workspace's address. */
function fileIdOf(path: string): string {
	const id = /\/(?:file-upload|ufs\/[^/]+)\/([^/?#]+)/.exec(path)?.[1];
	if (id === undefined) throw new Refused('bad-call', 'The path names no file.');
	return id;
}

async function isVisitorsRoom(room: unknown, token: string, read: Tools['read']): Promise<boolean> {
	const tokenOf = (one: unknown): unknown => fieldsOf(fieldsOf(one)['visitor'])['token'];
	const known = tokenOf(room);
	if (known !== undefined) return known === token;
	const id = textOf(fieldsOf(room)['id']);
	if (id === '') return false;
	return tokenOf(await orUndefined(() => read.getRoomReader().getById(id))) === token;
}
