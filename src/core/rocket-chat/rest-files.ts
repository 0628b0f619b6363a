import { HttpError, RocketChatError } from '../domain/errors.js';
import type { BridgeErrorOptions } from '../domain/errors.js';
import type { HttpClient, HttpDownload } from '../http/types.js';
import type { FileStream, VisitorRoom } from './gateway.js';
import { authHeaders } from './rest-call.js';
import type { WorkspaceAccess } from './rest-call.js';
import { RATE_LIMIT_WAIT_MS, rateLimited, unavailable } from './rest-errors.js';

const ROUTE = 'GET file-upload';

export type FileFetcherDeps = {
	readonly http: HttpClient;
	readonly now: () => number;
	readonly workspace: WorkspaceAccess;
	readonly maxFileBytes: number;
};

/**
 * Fetches files of a workspace as a visitor of the room, which Rocket.Chat allows while the room is open; once it is
 * closed, in the workspace user's name, which works when that user may see the room.
 * Source: RocketChat/Rocket.Chat apps/meteor/server/lib/media/file-upload/lib/FileUpload.ts.
 */
export function createFileFetcher(
	deps: FileFetcherDeps,
): (room: VisitorRoom, path: string) => Promise<FileStream> {
	const { http, now, workspace, maxFileBytes } = deps;

	const download = async (url: URL, headers: Record<string, string>): Promise<HttpDownload> =>
		http.download({
			method: 'GET',
			url: url.href,
			headers,
			maxBytes: maxFileBytes,
			label: `Rocket.Chat ${ROUTE}`,
		});

	return async (room, path) => {
		const address = fileAddress(workspace.url, path);
		try {
			const found = await download(asVisitor(address, room), {}).catch((error: unknown) => {
				if (!isForbidden(refusedWith(error))) throw error;
				return download(address, authHeaders(workspace));
			});
			return toFileStream(found, address);
		} catch (error) {
			throw fileError(error, now());
		}
	};
}

/** Only files of this very workspace: nobody may make the bridge send its tokens anywhere else. */
function fileAddress(workspaceUrl: string, path: string): URL {
	const base = new URL(workspaceUrl);
	const prefix = base.pathname.replace(/\/+$/, '');
	const text = absoluteAddress(base.origin, prefix, path);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isFile = ['/file-upload/', '/ufs/'].some(
		(folder) => url?.pathname.startsWith(`${prefix}${folder}`) === true,
	);
	const hasCredentials = url !== undefined && (url.username !== '' || url.password !== '');
	if (url?.origin === base.origin && isFile && !hasCredentials) return url;
	throw deadFile('The file of the message is not one of the workspace’s own files', {
		code: 'ROCKET_CHAT_FILE_ADDRESS_REFUSED',
		help: 'Send the file as an upload in the room; if it is one, register the workspace with the address of its Site_Url.',
	});
}

/** Rocket.Chat writes paths without the prefix that it runs below, and whole addresses with it. */
function absoluteAddress(origin: string, prefix: string, path: string): string {
	if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return path;
	const fromRoot = path.startsWith('/') ? path : `/${path}`;
	const hasPrefix = prefix !== '' && fromRoot.startsWith(`${prefix}/`);
	return hasPrefix ? `${origin}${fromRoot}` : `${origin}${prefix}${fromRoot}`;
}

/** A `?token=` (file access by JWT) stays as it is. */
function asVisitor(address: URL, room: VisitorRoom): URL {
	const url = new URL(address);
	url.searchParams.delete('rc_uid');
	url.searchParams.set('rc_room_type', 'l');
	url.searchParams.set('rc_rid', room.roomId);
	url.searchParams.set('rc_token', room.visitorToken);
	return url;
}

function toFileStream(download: HttpDownload, address: URL): FileStream {
	const name = nameOf(address);
	const mimeType = download.mimeType ?? 'application/octet-stream';
	// A page in place of a file is Rocket.Chat's or a proxy's way to say that there is no such file.
	if (mimeType.startsWith('text/html') && !/\.x?html?$/i.test(name)) {
		download.stream.destroy();
		throw fileGone();
	}
	return { stream: download.stream, name, mimeType, size: download.size };
}

function nameOf(address: URL): string {
	const segment = address.pathname.slice(address.pathname.lastIndexOf('/') + 1);
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

function refusedWith(error: unknown): number | undefined {
	const isRefusal = error instanceof HttpError && error.code === 'HTTP_DOWNLOAD_REFUSED';
	return isRefusal ? error.status : undefined;
}

function isForbidden(status: number | undefined): boolean {
	return status === 401 || status === 403;
}

function fileError(error: unknown, now: number): unknown {
	const status = refusedWith(error);
	if (status === undefined) return error;
	if (status === 429) return rateLimited(ROUTE, now + RATE_LIMIT_WAIT_MS);
	if (status >= 500) return unavailable(ROUTE, status);
	return isForbidden(status) ? fileForbidden() : fileGone();
}

function fileForbidden(): RocketChatError {
	return deadFile('Rocket.Chat does not hand out the file; its room is probably closed by now', {
		code: 'ROCKET_CHAT_FILE_FORBIDDEN',
		help: 'Open a conversation with the customer and send the file there again.',
	});
}

function fileGone(): RocketChatError {
	return deadFile('Rocket.Chat does not have the file any more', {
		code: 'ROCKET_CHAT_FILE_GONE',
		help: 'Send the file again.',
	});
}

function deadFile(message: string, options: BridgeErrorOptions): RocketChatError {
	return new RocketChatError(message, { ...options, status: 502 });
}
