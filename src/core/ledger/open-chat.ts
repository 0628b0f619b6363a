import { StorageError } from '../domain/errors.js';
import type { ChatId, InstanceId, RoomId } from '../domain/ids.js';
import type { ChatBook } from './chat-book.js';
import type { Connections } from './connections.js';
import { openRoomFor } from './conversation.js';
import type { ConversationDeps } from './conversation.js';
import type { Identities } from './identity.js';
import type { Stores } from '../storage/stores.js';

/** A customer whom an agent wants to write to. */
export type WantedChat = {
	readonly workspaceId: number;
	readonly instanceId: InstanceId;
	readonly chatId: ChatId;
	/** Rocket.Chat's id of the agent. */
	readonly agentUserId: string;
};

/** `servedBy` is a user name; '' when nobody serves the room, or it is not known who. */
export type OpenedChat = { readonly roomId: RoomId; readonly servedBy: string };

/**
 * Opens the room of a chat that no message opened. Rejects with RocketChatError or HttpError, or with a BridgeError when the
 * instance was removed meanwhile.
 */
export function createChatOpener(
	deps: Omit<ConversationDeps, 'gateway'> & {
		readonly stores: Stores;
		readonly connections: Connections;
		readonly chats: ChatBook;
		readonly identities: Identities;
	},
): (wanted: WantedChat) => Promise<OpenedChat> {
	const { stores, connections, chats, identities } = deps;
	return async ({ workspaceId, instanceId, chatId, agentUserId }) => {
		const { gateway } = await connections.workspace(workspaceId);
		const { id } = await chats.chatOf({ workspaceId, instanceId }, chatId, '');
		const chat = await stores.chats.find(id);
		if (chat === undefined) throw notKept();
		return openRoomFor({ ...deps, gateway }, await identities.resolve(chat), agentUserId);
	};
}

/** What a chat is that is gone a moment after it was made. */
export function notKept(): StorageError {
	return new StorageError('A chat that was just stored is not in the database.', {
		code: 'STORAGE_REFUSED',
		help: 'See whether somebody deletes rows of the table chats, then try again.',
		status: 503,
	});
}
