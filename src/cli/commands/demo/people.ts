import { customerData, messageBody } from '../../../sandbox/green-api/bodies.js';
import type { CustomerMessage } from '../../../sandbox/green-api/types.js';
import type { Stage } from '../../../sandbox/stage.js';
import { CUSTOMER } from './views.js';

/** The customer's chat; a number that belongs to nobody. */
export const CHAT_ID = '79001112233@c.us';

export type SpokenFile = {
	readonly name: string;
	readonly mimeType: string;
	readonly bytes: Buffer;
};

/** What somebody writes. */
export type Speech = {
	/** The caption, when there is a file. */
	readonly text: string;
	/** The text on the other side, where its markup differs. */
	readonly arrives?: string;
	readonly file?: SpokenFile;
	/** The text of an earlier message that this one answers to. */
	readonly answers?: string;
};

/** The customer writes on her phone. `quotedId`: the message that hers answers to. Answers with WhatsApp's id. */
export function customerSays(stage: Stage, speech: Speech, quotedId: string | undefined): string {
	const { text, file, answers = '' } = speech;
	const message: CustomerMessage = {
		chatId: CHAT_ID,
		name: CUSTOMER,
		...(file === undefined ? { text } : { file: { ...file, caption: text } }),
		...(quotedId === undefined ? {} : { quote: { stanzaId: quotedId, text: answers } }),
	};
	return stage.greenApi.customerWrites(stage.idInstance, message);
}

/** The customer changes a text on her phone. `messageId`: WhatsApp's id of the message. */
export function customerEdits(stage: Stage, messageId: string, text: string): void {
	stage.greenApi.customerWrites(stage.idInstance, {
		chatId: CHAT_ID,
		name: CUSTOMER,
		raw: {
			typeMessage: 'editedMessage',
			editedMessageData: { textMessage: text, stanzaId: messageId },
		},
	});
}

/** GREEN-API posts the webhook of a text once more, as it does when it is not sure of our answer. */
export function repeatWebhook({ greenApi, idInstance }: Stage, idMessage: string, text: string) {
	const { wid } = greenApi.instance(idInstance);
	const message = {
		...{ chatId: CHAT_ID, chatName: CUSTOMER, senderId: CHAT_ID, senderName: CUSTOMER },
		...{ idMessage, at: Date.now() },
	};
	const envelope = { idInstance: Number(idInstance), wid };
	const content = customerData({ chatId: CHAT_ID, text }, '');
	const body = messageBody(envelope, 'incomingMessageReceived', message, content);
	greenApi.sendWebhook(idInstance, body);
}

/** The agent writes in the customer's room. `quotedId`: the message that hers answers to. */
export function agentSays(stage: Stage, speech: Speech, quotedId: string | undefined): void {
	const { rocketChat, agent } = stage;
	const rid = rocketChat.rooms[0]?.rid ?? '';
	rocketChat.agentSays(rid, {
		username: agent,
		text: speech.text,
		...(speech.file === undefined ? {} : { files: [speech.file] }),
		...(quotedId === undefined ? {} : { quote: quotedId }),
	});
}
