import type { Readable } from 'node:stream';
import type { RcMessageId, RoomId, VisitorToken } from '../domain/ids.js';

/** Where a visitor's message belongs. */
export type VisitorRoom = { readonly visitorToken: VisitorToken; readonly roomId: RoomId };

/** Bytes with what is known of them. `size` in bytes, undefined when the source does not tell. */
export type FileStream = {
	readonly stream: Readable;
	readonly name: string;
	readonly mimeType: string;
	readonly size: number | undefined;
};

/** A customer, as the workspace gets to know them. */
export type NewVisitor = {
	readonly token: VisitorToken;
	readonly name: string;
	/** Id or name of the department that the visitor belongs to; refused with `ROCKET_CHAT_DEPARTMENT_UNKNOWN`. */
	readonly department?: string;
	/** The WhatsApp id of the customer; only the app keeps it. */
	readonly externalId?: string;
};

/** Whose room, and who is wished for: the agent first, else anybody of the department. */
export type WantedRoom = {
	readonly visitorToken: VisitorToken;
	readonly agentUserId?: string;
	readonly department?: string;
};

/** `servedBy` is the user name of who serves it; undefined when nobody does, or it is not known who. */
export type OpenedRoom = {
	readonly roomId: RoomId;
	readonly isNew: boolean;
	readonly servedBy?: string | undefined;
};

/** How far an agent's message got, as it is shown at it. */
export type ShownReceipt = 'sent' | 'delivered' | 'read' | 'failed';

/** A text. `messageId` is the bridge's name for it: Rocket.Chat may give the message another id. */
export type VisitorText = {
	readonly messageId: RcMessageId;
	readonly text: string;
	/** Since when an earlier attempt may have posted it, epoch milliseconds; without it there was none. */
	readonly since?: number;
	/** It is not known what came of the last attempt, which another process may have made. */
	readonly isInDoubt?: boolean;
};

/** A file's message. `messageId` names it for ways that can keep it from appearing twice; the rest as for a text. */
export type VisitorUpload = Omit<VisitorText, 'text'> & { readonly caption: string };

/**
 * What the ledger can do in one workspace; the REST gateway and the app gateway both implement it.
 * Every method throws RocketChatError (or HttpError) with a disposition; `code` values that callers act on:
 * `ROCKET_CHAT_ROOM_GONE` (closed or unknown room), `ROCKET_CHAT_VISITOR_UNKNOWN`, `ROCKET_CHAT_NO_AGENT_ONLINE`,
 * `ROCKET_CHAT_FILE_REFUSED` (uploads off), `ROCKET_CHAT_FILE_TYPE`, `ROCKET_CHAT_FILE_SIZE`, `ROCKET_CHAT_RATE_LIMITED`,
 * `ROCKET_CHAT_UNSUPPORTED` (a dead letter's: no way into this workspace can do that; show it as a line).
 */
export type RocketChatGateway = {
	/** Whether the workspace has a visitor with that token. */
	hasVisitor(token: VisitorToken): Promise<boolean>;
	/** Registers (or refreshes) a visitor and answers with the token that counts. */
	registerVisitor(visitor: NewVisitor): Promise<VisitorToken>;
	/** The visitor's open room; makes one when there is none. The agent is a wish; the department as for a visitor. */
	openRoom(room: WantedRoom): Promise<OpenedRoom>;
	/** Closes a room for its visitor. A workspace may refuse that. */
	closeRoom(room: VisitorRoom): Promise<void>;
	/**
	 * Idempotent: the same `messageId` never makes a second message. Answers the id that the message has in Rocket.Chat,
	 * which is the one to edit, delete and quote it by; it need not be `messageId`.
	 */
	postAsVisitor(room: VisitorRoom, message: VisitorText): Promise<RcMessageId>;
	/**
	 * NOT idempotent: settle a doubt with `findUploads` before repeating. Streams; never holds the file, and lets its
	 * stream go whatever happens.
	 */
	uploadAsVisitor(
		room: VisitorRoom,
		file: FileStream,
		message: VisitorUpload,
	): Promise<RcMessageId>;
	/** Uploads of the visitor in that room with exactly that file name, newest first (at most 100 messages back). */
	findUploads(room: VisitorRoom, fileName: string): Promise<readonly RcMessageId[]>;
	editAsVisitor(
		room: VisitorRoom,
		message: { messageId: RcMessageId; text: string },
	): Promise<void>;
	deleteAsVisitor(room: VisitorRoom, messageId: RcMessageId): Promise<void>;
	/** Sets and takes away the visitor's reactions at a message, `:short_names:`. */
	react(reaction: {
		readonly roomId: RoomId;
		readonly messageId: RcMessageId;
		readonly add: readonly string[];
		readonly remove: readonly string[];
	}): Promise<void>;
	/** Shows at an agent's message how far it got, in place of what was shown there before. */
	showReceipt(receipt: {
		readonly roomId: RoomId;
		readonly messageId: RcMessageId;
		readonly receipt: ShownReceipt;
	}): Promise<void>;
	/** A message in the room that only people in Rocket.Chat see. Idempotent by `messageId`; answers the real id. */
	notifyAgent(notice: {
		roomId: RoomId;
		messageId: RcMessageId;
		text: string;
	}): Promise<RcMessageId>;
	/** A direct message to a user, from the workspace's user. Idempotent by `messageId`; answers the real id. */
	tellUser(message: { userId: string; messageId: RcMessageId; text: string }): Promise<RcMessageId>;
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
