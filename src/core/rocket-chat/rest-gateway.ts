import type { Clock } from '../clock.js';
import { RocketChatError } from '../domain/errors.js';
import type { RcMessageId } from '../domain/ids.js';
import type { HttpClient } from '../http/types.js';
import type {
	FileStream,
	OpenedRoom,
	RocketChatGateway,
	VisitorRoom,
	WantedRoom,
} from './gateway.js';
import { authHeaders, createRestCaller } from './rest-call.js';
import type { RestCaller, WorkspaceAccess } from './rest-call.js';
import * as rest from './rest-client.js';
import { unavailable, unsupported } from './rest-errors.js';
import { createFileFetcher } from './rest-files.js';
import { createPacing } from './rest-pacing.js';
import { textsPosted, uploadsNamed } from './uploads.js';

export type RestGatewayDeps = {
	readonly http: HttpClient;
	readonly clock: Pick<Clock, 'now'>;
	readonly workspace: WorkspaceAccess;
	/** Largest file that `fetchFile` takes, bytes. */
	readonly maxFileBytes: number;
};

export type RestGateway = RocketChatGateway & {
	/** Texts of the visitor in that room that say exactly that, newest first (at most 100 messages back). */
	findTexts(
		room: VisitorRoom,
		wanted: { readonly text: string; readonly since: number },
	): Promise<readonly RcMessageId[]>;
};

/**
 * The way into Rocket.Chat that needs no app: its REST API, versions 6.x to 9.x. Make one for each workspace and keep
 * it: it knows how many calls the workspace still takes. No call waits: what must wait throws ROCKET_CHAT_RATE_LIMITED.
 */
export function createRestGateway(deps: RestGatewayDeps): RestGateway {
	const { http, workspace, maxFileBytes } = deps;
	const now = (): number => deps.clock.now();
	const call = createRestCaller({ http, now, workspace, pacing: createPacing(now) });
	return {
		hasVisitor: (token) => rest.hasVisitor(call, token),
		registerVisitor: (visitor) => rest.postVisitor(call, visitor),
		openRoom: (room) => openRoom(call, room),
		closeRoom: (room) => rest.closeRoom(call, room),
		postAsVisitor: (room, message) =>
			settleDoubt(rest.postMessage(call, room, message), message.messageId, () =>
				rest.getMessage(call, room, message.messageId),
			),
		uploadAsVisitor: (room, file, { caption }) => upload(call, room, file, caption),
		findUploads: async (room, fileName) =>
			uploadsNamed(await rest.getHistory(call, room), room.visitorToken, fileName),
		findTexts: async (room, wanted) =>
			textsPosted(await rest.getHistory(call, room), room.visitorToken, wanted),
		editAsVisitor: (room, message) => rest.putMessage(call, room, message),
		deleteAsVisitor: (room, messageId) => deleteOnce(call, room, messageId),
		react: () => Promise.reject(unsupported('reactions')),
		showReceipt: () => Promise.reject(unsupported('receipts at messages')),
		notifyAgent: (notice) =>
			settleDoubt(rest.sendMessage(call, notice), notice.messageId, () =>
				rest.getUserMessage(call, notice.messageId),
			),
		tellUser: async ({ userId, messageId, text }) => {
			const roomId = await rest.createDirectRoom(call, await rest.getUsername(call, userId));
			return settleDoubt(rest.sendMessage(call, { roomId, messageId, text }), messageId, () =>
				rest.getUserMessage(call, messageId),
			);
		},
		fetchFile: createFileFetcher({ http, now, workspace, maxFileBytes }),
		ping: () => ping(http, workspace),
	};
}

/** The agent is a wish: when that one is not online, anybody may take the conversation. */
async function openRoom(call: RestCaller, room: WantedRoom): Promise<OpenedRoom> {
	try {
		return await rest.getRoom(call, room);
	} catch (error) {
		if (room.agentUserId === undefined || !hasCode(error, 'ROCKET_CHAT_NO_AGENT_ONLINE'))
			throw error;
		return rest.getRoom(call, { visitorToken: room.visitorToken });
	}
}

/**
 * A second post with the same id makes no second message, but versions answer it with different 400s (7.x and before:
 * "Cannot convert undefined or null to object"). So an unexplained refusal is settled by looking the message up.
 */
async function settleDoubt(
	post: Promise<void>,
	messageId: RcMessageId,
	lookUp: () => Promise<string>,
): Promise<RcMessageId> {
	try {
		await post;
	} catch (error) {
		if (!hasCode(error, 'ROCKET_CHAT_REFUSED')) throw error;
		const found = await lookUp().catch(nothingFound);
		if (found !== messageId) throw error;
	}
	return messageId;
}

/** Only an answer counts as "not found" (404 included); without one the look-up itself must be repeated. */
function nothingFound(error: unknown): undefined {
	if (hasCode(error, 'ROCKET_CHAT_REFUSED') || hasCode(error, 'ROCKET_CHAT_MESSAGE_UNKNOWN'))
		return;
	if (hasCode(error, 'ROCKET_CHAT_UNAVAILABLE') && (error as RocketChatError).certain) return;
	throw error;
}

/** A message that is gone already is as good as deleted: so a repeat after a crash is no failure. */
async function deleteOnce(
	call: RestCaller,
	room: VisitorRoom,
	messageId: RcMessageId,
): Promise<void> {
	try {
		await rest.deleteMessage(call, room, messageId);
	} catch (error) {
		if (!hasCode(error, 'ROCKET_CHAT_MESSAGE_UNKNOWN')) throw error;
	}
}

/** Whatever happens, the source of the bytes is let go. */
async function upload(
	call: RestCaller,
	room: VisitorRoom,
	file: FileStream,
	caption: string,
): Promise<RcMessageId> {
	try {
		return await rest.postUpload(call, room, file, caption);
	} finally {
		file.stream.destroy();
	}
}

/** `GET /api/info` needs no user; a workspace that says "too many requests" is there, too. */
async function ping(http: HttpClient, workspace: WorkspaceAccess): Promise<void> {
	const answer = await http.send({
		method: 'GET',
		url: `${workspace.url}/api/info`,
		headers: authHeaders(workspace),
		label: 'Rocket.Chat GET info',
	});
	if (answer.status !== 200 && answer.status !== 429) throw unavailable('GET info', answer.status);
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof RocketChatError && error.code === code;
}
