import { LRUCache } from 'lru-cache';
import type { Chat } from '../domain/registry.js';
import type { GreenApiClient } from '../green-api/types.js';
import type { OutboundDeps } from './outbound-scene.js';

/** An agent who writes several messages in a row has read everything before the first. */
const AGAIN_MS = 5000;
const MOST_CHATS = 10_000;

/** Shows a customer that their messages were read, where the preferences want that. */
export type ReadMarks = {
	/** An agent answered. Returns at once; whether the mark could be set is nobody's trouble. */
	answered(client: GreenApiClient, chat: Chat): void;
};

export function createReadMarks(
	deps: Pick<OutboundDeps, 'preferences' | 'clock' | 'log' | 'isStopping'>,
): ReadMarks {
	const { preferences, clock, log } = deps;
	const marked = new LRUCache<number, number>({ max: MOST_CHATS });

	async function mark(client: GreenApiClient, chat: Chat): Promise<void> {
		try {
			const { markRead } = await preferences.of(chat.workspaceId, chat.instanceId);
			if (markRead) await client.markRead(chat.chatId);
		} catch (error) {
			log.debug({ instance: chat.instanceId, error }, 'the chat could not be marked as read');
		}
	}

	return {
		answered(client, chat) {
			const now = clock.now();
			const isRecent = now - (marked.get(chat.id) ?? -Infinity) < AGAIN_MS;
			if (isRecent || deps.isStopping()) return;
			marked.set(chat.id, now);
			void mark(client, chat);
		},
	};
}
