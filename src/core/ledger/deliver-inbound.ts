import { BridgeError, HttpError } from '../domain/errors.js';
import { asRcMessageId } from '../domain/ids.js';
import type { RcMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { BridgeFile, BridgeMessage } from '../domain/message.js';
import type { Chat } from '../domain/registry.js';
import type { HttpClient, HttpDownload } from '../http/types.js';
import type { RocketChatGateway, VisitorRoom } from '../rocket-chat/gateway.js';
import type { Stores } from '../storage/stores.js';
import { isIncomplete } from '../green-api/completeness.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { withQuote } from '../translate/to-rocket-chat/render-quote.js';
import type { Connections } from './connections.js';
import { withRoom } from './conversation.js';
import { readInbound, readNotice } from './payloads.js';
import type { Deliver, Delivery, Outcome } from './types.js';

export type InboundDeps = {
	readonly stores: Stores;
	readonly connections: Connections;
	readonly http: HttpClient;
	readonly maxFileBytes: number;
	readonly hasLegacyVisitors: boolean;
};

/** With these for good, the file can't be shown: the agent gets a line that says so instead. */
const FILE_FAILURES = [
	'HTTP_FILE_TOO_LARGE',
	'HTTP_DOWNLOAD_REFUSED',
	'HTTP_ADDRESS_REFUSED',
	'HTTP_REQUEST_INVALID',
	'HTTP_UNREACHABLE',
	'HTTP_TIMEOUT',
	'HTTP_BROKEN_OFF',
	'ROCKET_CHAT_FILE_REFUSED',
];

/** So often a file is asked for, about six minutes long: what the customer writes after it waits meanwhile. */
const DOWNLOAD_TRIES = 6;

/** Brings one inbound row to Rocket.Chat: the customer's message into the room, or a notice to the agent. */
export function createInboundDelivery(deps: InboundDeps): Deliver {
	return async (delivery) => {
		const { message, lane } = delivery;
		const chat = await deps.stores.chats.find(lane.chatId);
		const { workspace, gateway } = await deps.connections.workspace(lane.workspaceId);
		if (chat === undefined) return { result: 'skipped', reason: 'its chat was erased' };
		if (message.kind === 'notice') return notify(gateway, chat, message);
		const event = readInbound(message);
		if (isIncomplete(event) && (await findCompletion(deps, message)) !== undefined) {
			return { result: 'skipped', reason: 'its content came in a repeat, which is shown instead' };
		}
		const translation = translateFromWhatsApp(event);
		if (translation.action === 'skip') return { result: 'skipped', reason: translation.reason };
		const shown = await quoteInto(deps, workspace.url, chat, translation.message);
		const { stores, hasLegacyVisitors } = deps;
		const conversation = { stores, gateway, hasLegacyVisitors };
		const targetId = await withRoom(conversation, chat, (room) =>
			show({ deps, delivery, gateway, room }, shown),
		);
		return { result: 'done', targetId };
	};
}

type Scene = {
	readonly deps: InboundDeps;
	readonly delivery: Delivery;
	readonly gateway: RocketChatGateway;
	readonly room: VisitorRoom;
};

async function show(scene: Scene, shown: BridgeMessage): Promise<RcMessageId> {
	const { delivery, gateway, room } = scene;
	if (shown.file === undefined) {
		const replaced = await editPlaceholder(scene, shown);
		return replaced ?? post(gateway, room, delivery.message, shown.text);
	}
	try {
		return await upload(scene, shown.file, shown.text);
	} catch (error) {
		if (!isFinal(error) || !FILE_FAILURES.includes(error.code)) throw error;
		return post(gateway, room, delivery.message, missingFile(shown.file, shown.text, error));
	}
}

/** A text that could not be decrypted at first came again: the placeholder is replaced by it, where that is allowed. */
async function editPlaceholder(
	{ deps, delivery, gateway, room }: Scene,
	shown: BridgeMessage,
): Promise<RcMessageId | undefined> {
	if (delivery.message.part === 0) return undefined;
	const rows = await deps.stores.messages.listByMessageId(delivery.message.sourceId);
	const first = rows.find(({ laneId, part }) => laneId === delivery.lane.id && part === 0);
	if (first?.targetId == null) return undefined;
	const messageId = asRcMessageId(first.targetId);
	try {
		await gateway.editAsVisitor(room, { messageId, text: shown.text });
		return messageId;
	} catch (error) {
		if (!isFinal(error)) throw error;
		return undefined;
	}
}

async function findCompletion(
	{ stores }: InboundDeps,
	row: LedgerMessage,
): Promise<LedgerMessage | undefined> {
	const rows = await stores.messages.listByMessageId(row.sourceId);
	return rows.find(({ laneId, part }) => laneId === row.laneId && part > row.part);
}

/** The id is made from the event, so that the same message can't appear twice however often it is posted. */
async function post(
	gateway: RocketChatGateway,
	room: VisitorRoom,
	row: LedgerMessage,
	text: string,
): Promise<RcMessageId> {
	const messageId = asRcMessageId(`wa-${row.eventKey}`);
	await gateway.postAsVisitor(room, { messageId, text });
	return messageId;
}

async function upload(scene: Scene, file: BridgeFile, caption: string): Promise<RcMessageId> {
	const { deps, delivery, gateway, room } = scene;
	const found = await findEarlierUpload(scene, file);
	if (found !== undefined) return found;
	const { attempts } = delivery.message;
	const { stream, mimeType, size } = await download(deps, file).catch((error: unknown) => {
		throw withoutFile(error, attempts);
	});
	try {
		await delivery.begin();
		const type = file.mimeType ?? mimeType ?? 'application/octet-stream';
		return await gateway.uploadAsVisitor(
			room,
			{ stream, name: file.name, mimeType: type, size },
			caption,
		);
	} catch (error) {
		throw error === stream.errored ? withoutFile(error, attempts) : error;
	} finally {
		stream.destroy();
	}
}

function download(deps: InboundDeps, file: BridgeFile): Promise<HttpDownload> {
	return deps.http.download({
		method: 'GET',
		url: file.url,
		label: 'download of the customer’s file',
		maxBytes: deps.maxFileBytes,
	});
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

function isFinal(error: unknown): error is BridgeError & { readonly disposition: 'dead' } {
	return error instanceof BridgeError && error.disposition === 'dead';
}

/** After a crash or an answer that never came: is it there already? Uploads that other rows account for don't count. */
async function findEarlierUpload(
	{ deps, delivery, gateway, room }: Scene,
	file: BridgeFile,
): Promise<RcMessageId | undefined> {
	if (delivery.message.callStartedAt === null) return undefined;
	const uploads = await gateway.findUploads(room, file.name);
	const known = await deps.stores.messages.knownTargets(uploads);
	return uploads.find((id) => !known.has(id));
}

function missingFile(file: BridgeFile, caption: string, error: BridgeError): string {
	const text = `📎 _The customer sent a file that can’t be shown here:_ *${file.name}*. ${error.message}`;
	return caption === '' ? text : `${text}\n${caption}`;
}

async function quoteInto(
	deps: InboundDeps,
	workspaceUrl: string,
	chat: Chat,
	message: BridgeMessage,
): Promise<BridgeMessage> {
	if (message.quote === undefined) return message;
	const rows = await deps.stores.messages.listByMessageId(message.quote.messageId);
	// Receipts that arrived early carry the id of their message too.
	const row = rows.find(
		({ instanceId, kind }) => instanceId === chat.instanceId && kind === 'message',
	);
	const id = row?.direction === 'inbound' ? row.targetId : row?.sourceId;
	const link =
		id == null || chat.roomId === null
			? undefined
			: `${workspaceUrl}/live/${chat.roomId}?msg=${id}`;
	const { quote } = message;
	const known = {
		...(quote.excerpt === undefined ? {} : { excerpt: quote.excerpt }),
		...(quote.author === undefined ? {} : { author: quote.author }),
		...(link === undefined ? {} : { link }),
	};
	return { ...message, text: withQuote(message.text, known) };
}

async function notify(
	gateway: RocketChatGateway,
	chat: Chat,
	row: LedgerMessage,
): Promise<Outcome> {
	if (chat.roomId === null) return { result: 'skipped', reason: 'the chat has no open room' };
	const messageId = asRcMessageId(`garc-${row.eventKey}`);
	await gateway.notifyAgent({ roomId: chat.roomId, messageId, text: readNotice(row) });
	return { result: 'done', targetId: messageId };
}
