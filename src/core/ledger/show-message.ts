import { Readable } from 'node:stream';
import { BridgeError, FileTooLargeError, HttpError } from '../domain/errors.js';
import { asRcMessageId } from '../domain/ids.js';
import type { RcMessageId } from '../domain/ids.js';
import type { BridgeFile, BridgeMessage } from '../domain/message.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import type { HttpDownload } from '../http/types.js';
import type { VisitorRoom } from '../rocket-chat/gateway.js';
import { fileNotShown, fileProblemOf } from '../translate/to-rocket-chat/file-problem.js';
import { subjectOf } from '../translate/to-rocket-chat/wording.js';
import type { Scene } from './inbound-scene.js';
import { earlierTries, isFinal, isTaken, postedId } from './inbound-scene.js';
import { findDownloadUrl } from './lost-links.js';
import type { Shown } from './types.js';

/** So often a file is asked for, about six minutes long: what the customer writes after it waits meanwhile. */
const DOWNLOAD_TRIES = 6;

/** A message on its way into a room. */
type Turn = { readonly scene: Scene; readonly room: VisitorRoom; readonly event: WhatsAppMessage };

/** What became known of a file while it was fetched. */
type Seen = { sizeBytes?: number | undefined };

/** Posts the message, or uploads its file; answers where it is. Where the file can't be shown, a line says so. */
export async function showMessage(turn: Turn, shown: BridgeMessage): Promise<Shown> {
	const { file, text } = shown;
	if (file === undefined) return postOrReplace(turn, text);
	const seen: Seen = {};
	try {
		const targetId = await upload(turn, file, text, seen);
		await removePlaceholder(turn);
		return { targetId, targetKind: 'file' };
	} catch (error) {
		const problem = isFinal(error) ? fileProblemOf(error.code) : undefined;
		if (problem === undefined) throw error;
		const { say, deps } = turn.scene;
		const described = {
			...{ name: file.name, caption: text, who: subjectOf(turn.event.origin, say) },
			...{ sizeBytes: seen.sizeBytes ?? sizeOf(error), limitBytes: deps.maxFileBytes },
		};
		return postOrReplace(turn, fileNotShown(described, problem, say));
	}
}

function sizeOf(error: unknown): number | undefined {
	return error instanceof FileTooLargeError ? error.sizeBytes : undefined;
}

async function postOrReplace(turn: Turn, text: string): Promise<Shown> {
	return (await editPlaceholder(turn, text)) ?? postText(turn.scene, turn.room, text);
}

/** A text that could not be decrypted at first came again: the placeholder is replaced by it, where that is allowed. */
async function editPlaceholder(turn: Turn, text: string): Promise<Shown | undefined> {
	const messageId = await findPlaceholder(turn);
	if (messageId === undefined) return undefined;
	const { scene, room } = turn;
	const isEdited = await isTaken(scene.gateway.editAsVisitor(room, { messageId, text }));
	return isEdited ? { targetId: messageId, targetKind: 'text' } : undefined;
}

/** The file itself came: the line that said it could not be handed over is not true any more. */
async function removePlaceholder(turn: Turn): Promise<void> {
	const messageId = await findPlaceholder(turn);
	if (messageId === undefined) return;
	await isTaken(turn.scene.gateway.deleteAsVisitor(turn.room, messageId));
}

async function findPlaceholder({ scene }: Turn): Promise<RcMessageId | undefined> {
	const { message } = scene.delivery;
	if (message.part === 0) return undefined;
	const rows = await scene.stores.messages.listInChat(message.sourceId, scene.chat.id);
	const first = rows.find(
		({ direction, kind, part }) => direction === 'inbound' && kind === 'message' && part === 0,
	);
	return first?.targetId == null ? undefined : asRcMessageId(first.targetId);
}

/** Posts the row's text. One that is longer than the workspace takes comes as a file: nothing of it is lost. */
export async function postText(scene: Scene, room: VisitorRoom, text: string): Promise<Shown> {
	const { message } = scene.delivery;
	try {
		const posted = { messageId: postedId(message), text, ...earlierTries(scene.delivery) };
		const targetId = await scene.gateway.postAsVisitor(room, posted);
		return { targetId, targetKind: 'text' };
	} catch (error) {
		if (!isFinal(error) || error.code !== 'ROCKET_CHAT_TEXT_TOO_LONG') throw error;
		return { targetId: await uploadText(scene, room, text), targetKind: 'file' };
	}
}

async function uploadText(scene: Scene, room: VisitorRoom, text: string): Promise<RcMessageId> {
	const name = `message-${scene.delivery.message.id}.txt`;
	const earlier = await findEarlierUpload({ scene, room }, name);
	if (earlier !== undefined) return earlier;
	await scene.delivery.begin();
	const bytes = Buffer.from(text);
	const file = { name, mimeType: 'text/plain', size: bytes.length, stream: Readable.from([bytes]) };
	return scene.gateway.uploadAsVisitor(room, file, uploadOf(scene, ''));
}

async function upload(
	turn: Turn,
	file: BridgeFile,
	caption: string,
	seen: Seen,
): Promise<RcMessageId> {
	const { scene, room } = turn;
	const found = await findEarlierUpload(turn, file.name);
	if (found !== undefined) return found;
	const { attempts } = scene.delivery.message;
	const { stream, mimeType, size } = await download(turn, file).catch((error: unknown) => {
		throw withoutFile(error, attempts);
	});
	Object.assign(seen, { sizeBytes: size });
	try {
		await scene.delivery.begin();
		const type = file.mimeType ?? mimeType ?? 'application/octet-stream';
		const sent = { stream, name: file.name, mimeType: type, size };
		return await scene.gateway.uploadAsVisitor(room, sent, uploadOf(scene, caption));
	} catch (error) {
		throw error === stream.errored ? withoutFile(error, attempts) : error;
	} finally {
		stream.destroy();
	}
}

function uploadOf({ delivery }: Scene, caption: string) {
	return { messageId: postedId(delivery.message), caption, ...earlierTries(delivery) };
}

/** Links expire: where this one is refused, GREEN-API is asked for another. */
async function download({ scene, event }: Turn, file: BridgeFile): Promise<HttpDownload> {
	try {
		return await fetchFile(scene, file.url);
	} catch (error) {
		const isExpired = error instanceof BridgeError && error.code === 'HTTP_DOWNLOAD_REFUSED';
		const url = isExpired ? await findDownloadUrl(scene, event) : undefined;
		if (url === undefined || url === file.url) throw error;
		return fetchFile(scene, url);
	}
}

function fetchFile({ deps }: Scene, url: string): Promise<HttpDownload> {
	const label = 'download of the customer’s file';
	return deps.http.download({ method: 'GET', url, label, maxBytes: deps.maxFileBytes });
}

/**
 * What it means that a file could not be fetched: some tries more, then the message is shown without it. Nothing of it
 * is an outage of the workspace.
 */
function withoutFile(error: unknown, attempts: number): unknown {
	if (!(error instanceof BridgeError) || isFinal(error)) return error;
	const { message, code, help, certain, retryAt } = error;
	const disposition = attempts + 1 < DOWNLOAD_TRIES ? 'retry' : 'dead';
	const options = { code, help, certain, retryAt, disposition, cause: error.cause } as const;
	return new HttpError(message, options);
}

/** After a crash or an answer that never came: is it there already? Uploads that other rows account for don't count. */
async function findEarlierUpload(
	{ scene, room }: Pick<Turn, 'scene' | 'room'>,
	name: string,
): Promise<RcMessageId | undefined> {
	if (scene.delivery.message.callStartedAt === null) return undefined;
	const uploads = await scene.gateway.findUploads(room, name);
	const known = await scene.deps.stores.messages.knownTargets(uploads);
	return uploads.find((id) => !known.has(id));
}
