import { asObject, asOptionalText, asText } from '../../src/sandbox/read.js';
import type { Message, User } from '../../src/sandbox/rocket-chat/types.js';
import {
	changeMessage,
	dropMessage,
	roleOf,
	setReaction,
	storeDirect,
	storeMessage,
	userAuthor,
} from '../../src/sandbox/rocket-chat/workspace.js';
import { toEmoji } from '../../src/core/translate/to-whatsapp/emoji.js';
import { fromAppForm, type AppObject } from './app-form.js';
import { attachmentsFromApp } from './attachments.js';
import { mayAccess, type BridgeContext, type BridgeMethods } from './context.js';
import { roomOf } from './converters.js';
import { RocketChatError } from './rocket-chat-error.js';

/** What a message may carry besides text, sender and room. */
const EXTRAS = {
	emoji: 'emoji',
	avatarUrl: 'avatar',
	customFields: 'customFields',
	groupable: 'groupable',
	parseUrls: 'parseUrls',
	blocks: 'blocks',
	threadId: 'tmid',
};

/** Fields that the workspace keeps in places of their own, or does not change. */
const KEPT = ['_id', 'rid', 'u', 'msg', 'ts', '_updatedAt', 'token', 'alias', 't', 'reactions'];
const OTHERS = ['file', 'files', 'editedAt', 'editedBy', 'urls', 'mentions', 'channels', 'md'];

/** Messages of users, and of the app (RocketChat/Rocket.Chat app/apps/server/bridges/messages.ts). */
export function messageBridge(context: BridgeContext): BridgeMethods {
	const { workspace, converters, ephemerals, serverSettings } = context;

	function notify(username: string, message: AppObject): void {
		const rid = existingRoom(message);
		const { text, alias, sender } = message;
		const by = asObject(sender)['username'];
		ephemerals.push({ username, rid, text: asText(text), alias, sender: by, ...extrasOf(message) });
	}

	function existingRoom(message: AppObject): string {
		const rid = asText(asObject(message['room'])['id']);
		if (roomOf(workspace, rid) === undefined)
			throw new Error('Invalid room provided on the message.');
		return rid;
	}

	function react(messageId: string, userId: string, emoji: string, isReacted: boolean): void {
		if (toEmoji(emoji) === undefined)
			throw new RocketChatError('error-not-allowed', 'Invalid emoji provided.');
		const message = workspace.messages.get(messageId);
		const user = workspace.users.get(userId);
		if (user === undefined) throw new RocketChatError('error-invalid-user', 'Invalid user');
		if (message === undefined) throw new RocketChatError('error-not-allowed', 'Not allowed');
		const room = workspace.rooms.get(message.rid);
		if (room !== undefined && !mayAccess(room, user))
			throw new RocketChatError('not-authorized', 'Not Authorized');
		setReaction(workspace, message, user, { emoji, isReacted });
	}

	return {
		async create(message: AppObject) {
			const rid = existingRoom(message);
			return send(context, rid, message)._id;
		},
		async getById(messageId: string) {
			const message = workspace.messages.get(messageId);
			return message === undefined ? undefined : converters.message(message);
		},
		async update(message: AppObject) {
			if (message['editor'] === undefined)
				throw new Error('Invalid editor assigned to the message for the update.');
			const stored = workspace.messages.get(asText(message['id']));
			if (stored === undefined) throw new Error('A message must exist to update.');
			const editor = workspace.users.get(asText(asObject(message['editor'])['id']));
			if (editor === undefined) throw new Error('Could not find message editor');
			applyChange(context, stored, message, userAuthor(editor));
		},
		async delete(message: AppObject, user: AppObject) {
			if (asText(message['id']) === '') throw new Error('Invalid message id');
			const stored = workspace.messages.get(asText(message['id']));
			const by = workspace.users.get(asText(user['id']));
			if (stored === undefined) return;
			if (serverSettings.get('Message_KeepHistory') === true) {
				stored.extra = { ...stored.extra, _hidden: true };
				return;
			}
			dropMessage(workspace, stored, by === undefined ? stored.u : userAuthor(by));
		},
		async notifyUser(user: AppObject, message: AppObject) {
			notify(asText(user['username']), message);
		},
		async notifyRoom(room: AppObject, message: AppObject) {
			const rid = asText(room['id']);
			const served = workspace.rooms.get(rid)?.servedBy?.user.username;
			const usernames = workspace.directRooms.get(rid)?.usernames ?? [];
			for (const username of served === undefined ? usernames : [served]) notify(username, message);
		},
		async typing() {
			// Who types is shown, not kept.
		},
		async addReaction(messageId: string, userId: string, reaction: string) {
			react(messageId, userId, reaction, true);
		},
		async removeReaction(messageId: string, userId: string, reaction: string) {
			react(messageId, userId, reaction, false);
		},
	};
}

/** Rocket.Chat's executeSendMessage. */
function send({ workspace, serverSettings }: BridgeContext, rid: string, message: AppObject) {
	const msg = asText(message['text']);
	const limit = Number(serverSettings.get('Message_MaxAllowedSize'));
	if (msg.length > limit) {
		const reason = 'Message size exceeds Message_MaxAllowedSize';
		throw new RocketChatError('error-message-size-exceeded', reason);
	}
	const user = workspace.users.get(asText(asObject(message['sender'])['id']));
	if (user === undefined) throw new RocketChatError('error-invalid-user', 'Invalid user');
	checkImpersonation(message, user);
	const alias = asOptionalText(message['alias']);
	const fresh = {
		...{ from: roleOf(user), msg, u: userAuthor(user), extra: extrasOf(message) },
		...(alias === undefined ? {} : { alias }),
	};
	const direct = workspace.directRooms.get(rid);
	if (direct !== undefined) return storeDirect(workspace, direct, fresh);
	const room = workspace.rooms.get(rid);
	if (room === undefined) throw new RocketChatError('error-invalid-room', 'Invalid room');
	if (user.appId === undefined && !mayAccess(room, user)) throw new Error('error-not-allowed');
	if (!room.isOpen) throw new RocketChatError('room-closed', 'Room is closed');
	return storeMessage(workspace, room, fresh);
}

function checkImpersonation(message: AppObject, { appId, roles }: User): void {
	const isOther = message['alias'] !== undefined || message['avatarUrl'] !== undefined;
	const may = appId !== undefined || roles.includes('bot') || roles.includes('app');
	if (isOther && !may) throw new Error('Not enough permission');
}

/** Everything of an app's message that has no field of its own in the workspace, as Rocket.Chat stores it. */
export function extrasOf(message: AppObject): AppObject {
	const attachments = attachmentsFromApp(message['attachments']);
	const fields = Object.entries(fromAppForm(message, EXTRAS)).filter(
		([name]) => !KEPT.includes(name) && !OTHERS.includes(name),
	);
	return { ...Object.fromEntries(fields), ...(attachments === undefined ? {} : { attachments }) };
}

/** Gives a stored message the text and the extras of an app's one. */
export function applyChange(
	{ workspace }: BridgeContext,
	stored: Message,
	message: AppObject,
	by: Message['u'],
): void {
	stored.extra = { ...stored.extra, ...extrasOf(message) };
	// Newer engines hand over only what has changed.
	changeMessage(workspace, stored, asOptionalText(message['text']) ?? stored.msg, by);
}
