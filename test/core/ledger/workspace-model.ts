import { Readable } from 'node:stream';
import { RocketChatError } from '../../../src/core/domain/errors.js';
import { asRcMessageId, asRoomId } from '../../../src/core/domain/ids.js';
import type { RocketChatGateway, VisitorRoom } from '../../../src/core/rocket-chat/gateway.js';
import { unusedGateway } from '../../support/unused-calls.js';

type Room = {
	readonly rid: string;
	readonly token: string;
	readonly messages: Map<string, string>;
	isOpen: boolean;
};

/** A workspace with visitors, rooms and messages, as its REST API behaves: a visitor has at most one open room. */
export type WorkspaceModel = {
	readonly gateway: RocketChatGateway;
	/** Names by token, as they were registered last. */
	readonly visitors: Map<string, string>;
	readonly rooms: readonly Room[];
	/** What the workspace does not allow. */
	readonly forbids: { edits?: boolean; deletions?: boolean; uploads?: boolean };
	/** By which way the workspace is reached: the app gives messages ids of their own, and can react and show receipts. */
	way: 'rest' | 'app';
	/** What stands at messages by their ids: reactions, and how far an agent's message got. */
	readonly reactions: Map<string, readonly string[]>;
	readonly receipts: Map<string, string>;
	/** The wishes that visitors were registered and rooms opened with. */
	readonly wishes: string[];
	/** The departments there are; undefined: any. */
	departments?: readonly string[];
	/** Direct messages: the user and the text. */
	readonly told: string[];
	/** Every receipt that was to be shown, whether it was or not. */
	readonly asked: string[];
	/** Put a function in here to make showing a receipt fail, or wait. */
	showReceipt?: () => Promise<void>;
	/** Runs before a room is opened or something is posted. */
	hold?: (what: 'open' | 'post') => Promise<void>;
	/** What stands in the rooms, in order; links and ids left out. */
	texts(rid?: string): readonly string[];
};

export function createWorkspaceModel(): WorkspaceModel {
	const visitors = new Map<string, string>();
	const rooms: Room[] = [];
	const names = new Map<string, string>();
	const reactions = new Map<string, readonly string[]>();
	const receipts = new Map<string, string>();
	const wishes: string[] = [];
	const asked: string[] = [];
	const told: string[] = [];
	const model: WorkspaceModel = {
		...{ gateway: createGateway(), visitors, rooms, forbids: {} },
		...{ way: 'rest', reactions, receipts, wishes, asked, told },
		texts: (rid) =>
			rooms
				.filter((room) => rid === undefined || room.rid === rid)
				.flatMap(({ messages }) => [...messages.values()])
				.map((text) => text.replace(/\[↩\]\([^)]*\) /u, '')),
	};
	return model;

	function createGateway(): RocketChatGateway {
		return {
			...unusedGateway,
			hasVisitor: (token) => Promise.resolve(visitors.has(token)),
			registerVisitor({ token, name, department }) {
				const isThere = model.departments?.includes(department ?? '') !== false;
				if (department !== undefined && !isThere)
					return Promise.reject(refusal('ROCKET_CHAT_DEPARTMENT_UNKNOWN'));
				visitors.set(token, name);
				if (department !== undefined) wishes.push(`department ${department}`);
				return Promise.resolve(token);
			},
			async openRoom({ visitorToken, agentUserId, department }) {
				wishes.push(`room ${agentUserId ?? '-'} ${department ?? '-'}`);
				await model.hold?.('open');
				const found = rooms.find(({ token, isOpen }) => token === visitorToken && isOpen);
				const rid = found?.rid ?? `room-${rooms.length + 1}`;
				if (found === undefined)
					rooms.push({ rid, token: visitorToken, messages: new Map(), isOpen: true });
				return { roomId: asRoomId(rid), isNew: found === undefined };
			},
			async postAsVisitor(room, { messageId, text }) {
				await model.hold?.('post');
				const { messages } = openRoom(room);
				const id = names.get(messageId) ?? (model.way === 'app' ? `own-${names.size}` : messageId);
				names.set(messageId, id);
				if (!messages.has(id)) messages.set(id, text);
				return asRcMessageId(id);
			},
			uploadAsVisitor(room, { name }, { caption }) {
				if (model.forbids.uploads === true) return Promise.reject(refusal('ROCKET_CHAT_FILE_TYPE'));
				const id = asRcMessageId(`upload-${name}`);
				openRoom(room).messages.set(id, `[${name}] ${caption}`.trim());
				return Promise.resolve(id);
			},
			editAsVisitor: async (room, { messageId, text }) =>
				change(room, messageId, 'edits', (messages) => messages.set(messageId, text)),
			deleteAsVisitor: async (room, messageId) =>
				change(room, messageId, 'deletions', (messages) => messages.delete(messageId)),
			async react({ messageId, add, remove }) {
				if (model.way === 'rest') throw refusal('ROCKET_CHAT_UNSUPPORTED');
				const left = [...(reactions.get(messageId) ?? []), ...add];
				const standing = [...new Set(left)].filter((name) => !remove.includes(name));
				return Promise.resolve(void reactions.set(messageId, standing));
			},
			async showReceipt({ messageId, receipt }) {
				asked.push(`${messageId} ${receipt}`);
				await model.showReceipt?.();
				if (model.way === 'rest') throw refusal('ROCKET_CHAT_UNSUPPORTED');
				return Promise.resolve(void receipts.set(messageId, receipt));
			},
			notifyAgent({ roomId, messageId, text }) {
				requiredRoom(roomId).messages.set(messageId, `(notice) ${text}`);
				return Promise.resolve(messageId);
			},
			tellUser({ userId, messageId, text }) {
				told.push(`${userId} ${text}`);
				return Promise.resolve(messageId);
			},
			closeRoom(room) {
				openRoom(room).isOpen = false;
				return Promise.resolve();
			},
			findUploads: () => Promise.resolve([]),
			fetchFile: (_room, path) => {
				const name = path.split('/').at(-1) ?? '';
				const stream = Readable.from(['bytes']);
				return Promise.resolve({ stream, name, mimeType: 'application/pdf', size: 5 });
			},
			ping: () => Promise.resolve(),
		};
	}

	function requiredRoom(rid: string): Room {
		const room = rooms.find((one) => one.rid === rid);
		if (room === undefined) throw refusal('ROCKET_CHAT_ROOM_GONE');
		return room;
	}

	function openRoom({ roomId }: VisitorRoom): Room {
		const room = requiredRoom(roomId);
		if (!room.isOpen) throw refusal('ROCKET_CHAT_ROOM_GONE');
		return room;
	}

	/** Rocket.Chat looks for the message in all rooms. */
	function change(
		{ roomId }: VisitorRoom,
		messageId: string,
		what: 'edits' | 'deletions',
		apply: (messages: Map<string, string>) => unknown,
	): Promise<void> {
		requiredRoom(roomId);
		const room = rooms.find(({ messages }) => messages.has(messageId));
		// The gateway takes a message that is gone for one that was deleted.
		if (room === undefined && what === 'deletions') return Promise.resolve();
		if (room === undefined) return Promise.reject(refusal('ROCKET_CHAT_MESSAGE_UNKNOWN'));
		if (model.forbids[what] === true) return Promise.reject(refusal('ROCKET_CHAT_NOT_ALLOWED'));
		apply(room.messages);
		return Promise.resolve();
	}
}

function refusal(code: string): RocketChatError {
	return new RocketChatError(`refused: ${code}`, { code, help: 'None.' });
}
