import type { JournalMessage } from './types.js';
import type { WireObject } from '../read.js';

/** What an instance remembers of its messages. Found by id and by chat in constant time. */
export type Journal = {
	add(message: JournalMessage): void;
	find(chatId: string, idMessage: string): JournalMessage | undefined;
	/** Newest first; only what came in or left the queue within the last minutes and is visible already. */
	recent(direction: 'incoming' | 'outgoing', minutes: number): readonly JournalMessage[];
	/** Newest first. */
	history(chatId: string, count: number): readonly JournalMessage[];
	ofChat(chatId: string): readonly JournalMessage[];
	chats(): readonly string[];
};

/** Starts empty. `delayMs`: how long a message is missing in what `recent` and `history` tell. */
export function createJournal(delayMs: number): Journal {
	const byId = new Map<string, JournalMessage>();
	const byChat = new Map<string, JournalMessage[]>();
	const lists = { incoming: [] as JournalMessage[], outgoing: [] as JournalMessage[] };

	function add(message: JournalMessage): void {
		byId.set(`${message.chatId} ${message.idMessage}`, message);
		lists[message.direction].push(message);
		const chat = byChat.get(message.chatId);
		if (chat === undefined) byChat.set(message.chatId, [message]);
		else chat.push(message);
	}

	function newestFirst(
		list: readonly JournalMessage[],
		isEnough: (message: JournalMessage, taken: number) => boolean,
	): readonly JournalMessage[] {
		const newestVisible = Date.now() - delayMs;
		const taken: JournalMessage[] = [];
		for (let index = list.length - 1; index >= 0; index -= 1) {
			const message = list[index];
			if (message === undefined || isEnough(message, taken.length)) break;
			if (message.at <= newestVisible) taken.push(message);
		}
		return taken;
	}

	return {
		add,
		find: (chatId, idMessage) => byId.get(`${chatId} ${idMessage}`),
		recent: (direction, minutes) => {
			const oldest = Date.now() - minutes * 60_000;
			return newestFirst(lists[direction], (message) => message.at < oldest);
		},
		history: (chatId, count) =>
			newestFirst(byChat.get(chatId) ?? [], (_message, taken) => taken >= count),
		ofChat: (chatId) => byChat.get(chatId) ?? [],
		chats: () => [...byChat.keys()],
	};
}

/** The flat form in which the journals show a message (reference 5.4). */
export function journalForm(message: JournalMessage): WireObject {
	const isIncoming = message.direction === 'incoming';
	return {
		type: message.direction,
		idMessage: message.idMessage,
		timestamp: Math.floor(message.at / 1000),
		typeMessage: message.quotedMessageId === undefined ? message.type : quotedType(message),
		chatId: message.chatId,
		...(isIncoming
			? { senderId: message.senderId, senderName: message.senderName, senderContactName: '' }
			: { statusMessage: message.status, sendByApi: message.isByApi }),
		...(message.fileName === undefined
			? textForm(message)
			: {
					downloadUrl: message.downloadUrl,
					caption: message.text,
					fileName: message.fileName,
					jpegThumbnail: '',
					mimeType: message.mimeType,
				}),
		...(message.quotedMessageId === undefined
			? {}
			: { quotedMessage: { stanzaId: message.quotedMessageId, participant: '' } }),
		isForwarded: false,
		forwardingScore: 0,
		isEdited: message.isEdited,
		isDeleted: message.isDeleted,
	};
}

function quotedType(message: JournalMessage): string {
	return message.fileName === undefined ? 'quotedMessage' : message.type;
}

function textForm(message: JournalMessage): WireObject {
	if (message.quotedMessageId === undefined) return { textMessage: message.text };
	const extendedTextMessage = { text: message.text, stanzaId: message.quotedMessageId };
	return { textMessage: message.text, extendedTextMessage };
}
