import { asCount, type WireObject } from '../read.js';
import { journalForm } from './journal.js';
import { requiredChat, requiredMessage, type Method, type MethodCall } from './method.js';
import { validationFailed } from './refusals.js';
import type { JournalMessage, SentRecord } from './types.js';

const DAY = 1440;

/** Queue, journals, contacts (reference 5.3, 5.4). */
export const READING_METHODS: Readonly<Record<string, Method>> = {
	showMessagesQueue: {
		verb: 'GET',
		needsAccount: false,
		limit: 1,
		run: ({ instance, options }) =>
			instance.queue.map(options.queueForm === '2023' ? queuedForm2023 : queuedForm),
	},
	clearMessagesQueue: {
		verb: 'GET',
		needsAccount: false,
		limit: 1,
		run({ instance }) {
			instance.sendQueue.clear();
			return { isCleared: true };
		},
	},
	lastOutgoingMessages: reader('GET', 1, (call) => recent(call, 'outgoing')),
	lastIncomingMessages: reader('GET', 1, (call) => recent(call, 'incoming')),
	getMessage: reader('POST', 10, async (call) =>
		journalForm(requiredMessage(call, await call.body())),
	),
	getChatHistory: reader('POST', 1, async (call) => {
		const body = await call.body();
		const count = typeof body['count'] === 'number' ? body['count'] : 100;
		return call.instance.journal.history(requiredChat(call, body), count).map(journalForm);
	}),
	downloadFile: reader('POST', 5, downloadFile),
	readChat: reader('POST', 10, async (call) => {
		requiredChat(call, await call.body());
		return { setRead: true };
	}),
	checkWhatsapp: reader('POST', 10, checkWhatsapp),
	getContacts: reader('GET', 1, ({ instance }) =>
		instance.journal.chats().map((id) => ({
			id,
			name: nameOf(instance.journal.ofChat(id)),
			contactName: '',
			type: id.endsWith('@g.us') ? 'group' : 'user',
		})),
	),
	getContactInfo: reader('POST', 1, async (call) => {
		const chatId = requiredChat(call, await call.body());
		return contactForm(phoneOf(call, chatId), nameOf(call.instance.journal.ofChat(chatId)));
	}),
};

function reader(verb: Method['verb'], limit: number, run: Method['run']): Method {
	return { verb, needsAccount: true, limit, run };
}

function recent({ instance, query }: MethodCall, direction: JournalMessage['direction']): unknown {
	const minutes = asCount(query.get('minutes'), DAY);
	return instance.journal.recent(direction, minutes).map(journalForm);
}

async function downloadFile(call: MethodCall): Promise<WireObject> {
	const message = requiredMessage(call, await call.body());
	if (message.downloadUrl !== '') return { downloadUrl: message.downloadUrl };
	throw validationFailed(call.request, 'message has no file');
}

async function checkWhatsapp(call: MethodCall): Promise<WireObject> {
	const { chatId, phoneNumber } = await call.body();
	if (typeof chatId !== 'string' && typeof phoneNumber !== 'number') {
		throw validationFailed(call.request, `'chatId' is required`);
	}
	const id = typeof chatId === 'string' ? chatId : `${String(phoneNumber)}@c.us`;
	const existsWhatsapp = !call.instance.withoutAccount.has(id);
	const known = call.instance.hiddenIds.get(id) ?? id;
	return existsWhatsapp ? { existsWhatsapp, chatId: known } : { existsWhatsapp };
}

function phoneOf({ instance }: MethodCall, chatId: string): string {
	const pair = [...instance.hiddenIds].find(([, hidden]) => hidden === chatId);
	return pair?.[0] ?? chatId;
}

function nameOf(messages: readonly JournalMessage[]): string {
	return messages.find(({ direction }) => direction === 'incoming')?.chatName ?? '';
}

function queuedForm({ idMessage, type, chatId, text, fileName }: SentRecord): WireObject {
	const isText = fileName === undefined;
	return {
		messageID: idMessage,
		messagesIDs: [idMessage],
		type,
		body: isText ? { chatId, message: text } : { chatId, fileName, caption: text },
	};
}

function queuedForm2023({ type, chatId, text, fileName }: SentRecord): WireObject {
	const content = fileName === undefined ? { message: text } : { fileName };
	return { typeMessage: type, chatId, ...content };
}

function contactForm(chatId: string, name: string): WireObject {
	return {
		avatar: '',
		name,
		contactName: '',
		email: '',
		category: '',
		description: '',
		products: [],
		chatId,
		lastSeen: null,
		isArchive: false,
		isDisappearing: false,
		isMute: false,
		messageExpiration: 0,
		muteExpiration: null,
		isBusiness: false,
	};
}
