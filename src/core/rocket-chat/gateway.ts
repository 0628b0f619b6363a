import type { Readable } from 'node:stream';
import type { RcMessageId, RoomId, VisitorToken } from '../domain/ids.js';

/** A visitor's open room. */
export type Conversation = {
	/** What Rocket.Chat answered: it may differ from the token that was sent, and is the one that counts. */
	readonly visitorToken: VisitorToken;
	readonly roomId: RoomId;
};

/** Where a visitor's message belongs. */
export type VisitorRoom = { readonly visitorToken: VisitorToken; readonly roomId: RoomId };

/** Bytes with what is known of them. `size` in bytes, undefined when the source does not tell. */
export type FileStream = {
	readonly stream: Readable;
	readonly name: string;
	readonly mimeType: string;
	readonly size: number | undefined;
};

/**
 * What the ledger can do in one workspace; the REST gateway and the app gateway both implement it.
 * Every method throws RocketChatError (or HttpError) with a disposition; `code` values that callers act on:
 * `ROCKET_CHAT_ROOM_GONE` (closed or unknown room), `ROCKET_CHAT_VISITOR_UNKNOWN`, `ROCKET_CHAT_NO_AGENT_ONLINE`,
 * `ROCKET_CHAT_FILE_REFUSED` (uploads off), `ROCKET_CHAT_FILE_TYPE`, `ROCKET_CHAT_FILE_SIZE`, `ROCKET_CHAT_RATE_LIMITED`.
 */
export type RocketChatGateway = {
	/** Whether the workspace has a visitor with that token. */
	hasVisitor(token: VisitorToken): Promise<boolean>;
	/** Registers (or refreshes) a visitor and answers with the token that counts. */
	registerVisitor(visitor: { token: VisitorToken; name: string }): Promise<VisitorToken>;
	/** The visitor's open room; makes one when there is none. With `agentUserId` that agent is preferred. */
	openRoom(room: {
		visitorToken: VisitorToken;
		agentUserId?: string;
	}): Promise<{ roomId: RoomId; isNew: boolean }>;
	/** Closes a room for its visitor. A workspace may refuse that. */
	closeRoom(room: VisitorRoom): Promise<void>;
	/** Idempotent: the same `messageId` never makes a second message. */
	postAsVisitor(
		room: VisitorRoom,
		message: { messageId: RcMessageId; text: string },
	): Promise<void>;
	/** NOT idempotent: settle a doubt with `findUpload` before repeating. Streams; never holds the file. */
	uploadAsVisitor(room: VisitorRoom, file: FileStream, caption: string): Promise<RcMessageId>;
	/** Uploads of the visitor in that room with exactly that file name, newest first (at most 100 messages back). */
	findUploads(room: VisitorRoom, fileName: string): Promise<readonly RcMessageId[]>;
	editAsVisitor(
		room: VisitorRoom,
		message: { messageId: RcMessageId; text: string },
	): Promise<void>;
	deleteAsVisitor(room: VisitorRoom, messageId: RcMessageId): Promise<void>;
	/** A message in the room that only people in Rocket.Chat see. Idempotent by `messageId`. */
	notifyAgent(notice: { roomId: RoomId; messageId: RcMessageId; text: string }): Promise<void>;
	/** A direct message to a user, from the workspace's user. Idempotent by `messageId`. */
	tellUser(message: { userId: string; messageId: RcMessageId; text: string }): Promise<void>;
	/** Streams a file of a room of that visitor; `path` is an address on the workspace (`/file-upload/…`). */
	fetchFile(room: VisitorRoom, path: string): Promise<FileStream>;
	/** Resolves when the workspace answers; rejects with an outage error when it does not. Cheap, unlimited. */
	ping(): Promise<void>;
};

/** The user that an id and a token belong to, as the workspace itself tells it (`GET /api/v1/me`). */
export type WorkspaceUser = {
	readonly userId: string;
	readonly username: string;
	/** Lower case. */
	readonly emails: readonly string[];
	readonly roles: readonly string[];
};
