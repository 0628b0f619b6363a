import { eventKey } from '../domain/event-key.js';
import { isGroup } from '../domain/ids.js';
import type { RoomId } from '../domain/ids.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat } from '../domain/registry.js';
import type { Preferences } from '../preferences/preferences.js';
import { isOpenAt } from '../preferences/working-hours.js';
import type { ChatBook } from './chat-book.js';
import { noticeRow } from './notice-row.js';
import { sayTo } from './outbound-notices.js';
import type { SpeakingDeps } from './outbound-notices.js';
import type { ReceiveDeps } from './receive-green-api.js';

export type AutomaticDeps = SpeakingDeps & { readonly chats: ChatBook };

/** Which of the bridge's own messages, and the occasion: each goes out once a conversation. */
type Occasion =
	| { readonly which: 'welcome' | 'away'; readonly conversation: number }
	| { readonly which: 'closing'; readonly roomId: RoomId };

const TEXT_OF = {
	welcome: 'welcomeMessage',
	away: 'awayMessage',
	closing: 'closingMessage',
} as const satisfies Record<Occasion['which'], keyof Preferences>;

/**
 * The first thing a customer gets when their message begins a conversation: the away message outside working hours, where
 * there is one, else the welcome; and what shows it to the agent. Nothing in groups, nor where no such message is set. Not to be called for
 * messages that were written on the phone. The same rows for the same conversation, so that repeats are harmless.
 */
export async function rowsAtStart(
	deps: AutomaticDeps,
	chat: Chat,
	{ conversation, at }: { readonly conversation: number; readonly at: number },
): Promise<readonly NewLedgerMessage[]> {
	const preferences = await deps.preferences.of(chat.workspaceId, chat.instanceId);
	const isAway = preferences.awayMessage !== '' && !isOpenAt(preferences.workingHours, at);
	return shownRows(deps, chat, { which: isAway ? 'away' : 'welcome', conversation });
}

/** The away message, because Rocket.Chat has nobody to give the conversation to; otherwise like rowsAtStart. */
export function rowsWhenNobodyIsThere(
	deps: AutomaticDeps,
	chat: Chat,
	{ conversation }: { readonly conversation: number },
): Promise<readonly NewLedgerMessage[]> {
	return shownRows(deps, chat, { which: 'away', conversation });
}

/**
 * A room was closed: when it is the chat's current one, the closing message is accepted, once a room. The room is not
 * told: it is closed.
 */
export async function acceptClosing(
	deps: AutomaticDeps & Pick<ReceiveDeps, 'accept' | 'wake'>,
	chat: Chat,
	roomId: RoomId,
): Promise<void> {
	if (chat.roomId !== roomId) return;
	const row = await automaticRow(deps, chat, { which: 'closing', roomId });
	if (row === undefined) return;
	await deps.accept([row]);
	deps.wake([row.laneId]);
}

async function shownRows(
	deps: AutomaticDeps,
	chat: Chat,
	occasion: Occasion,
): Promise<readonly NewLedgerMessage[]> {
	const row = await automaticRow(deps, chat, occasion);
	return row === undefined ? [] : [row, await noticeOf(deps, chat, row)];
}

/** The message to the customer; undefined when there is none to send. */
async function automaticRow(
	deps: AutomaticDeps,
	chat: Chat,
	occasion: Occasion,
): Promise<NewLedgerMessage | undefined> {
	const { which } = occasion;
	const preferences = await deps.preferences.of(chat.workspaceId, chat.instanceId);
	const text = preferences[TEXT_OF[which]].trim();
	if (text === '' || isGroup(chat.chatId)) return undefined;
	const about = 'roomId' in occasion ? occasion.roomId : occasion.conversation;
	return {
		// Welcome and away message share theirs: who was told that nobody is there is not welcomed in the same conversation.
		eventKey: eventKey(['auto', which === 'closing' ? which : 'start', chat.id, about]),
		direction: 'outbound',
		workspaceId: chat.workspaceId,
		instanceId: chat.instanceId,
		laneId: await deps.chats.lane(chat, 'outbound'),
		kind: 'auto',
		sourceId: '',
		part: 0,
		payload: JSON.stringify({ text }),
		state: 'pending',
	};
}

async function noticeOf(
	deps: AutomaticDeps,
	chat: Chat,
	row: NewLedgerMessage,
): Promise<NewLedgerMessage> {
	const { text } = JSON.parse(row.payload) as { text: string };
	const say = await sayTo(deps, chat);
	return noticeRow({
		chat,
		laneId: await deps.chats.lane(chat, 'inbound'),
		about: row.sourceId,
		key: ['automatic', row.eventKey],
		text: say('outgoing.automatic', { text }),
	});
}
