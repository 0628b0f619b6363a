import { isGroup } from '../domain/ids.js';
import type { ChatId } from '../domain/ids.js';
import { showsGroup } from '../preferences/preferences.js';
import type { Preferences } from '../preferences/preferences.js';

/** The note at a row that is not delivered because of it. */
export const HIDDEN_GROUP = 'a message in a group that is not shown (preference groups)';

/** Whether the chat is a group that the instance does not show. */
export function isHiddenGroup(preferences: Preferences, chatId: ChatId): boolean {
	return isGroup(chatId) && !showsGroup(preferences, chatId);
}
