import type { WireObject } from '../read.js';
import { messageTypeOf } from './kinds.js';
import type { CustomerFile, CustomerMessage, JournalMessage } from './types.js';

/** What every webhook says of its instance. */
export type Envelope = { readonly idInstance: number; readonly wid: string };

const seconds = (at: number): number => Math.floor(at / 1000);

function instanceData({ idInstance, wid }: Envelope): WireObject {
	return { idInstance, wid, typeInstance: 'whatsapp' };
}

/** A message webhook (reference 2.1). */
export function messageBody(
	envelope: Envelope,
	typeWebhook: string,
	message: Pick<
		JournalMessage,
		'chatId' | 'chatName' | 'senderId' | 'senderName' | 'idMessage' | 'at'
	>,
	messageData: WireObject,
): WireObject {
	return {
		typeWebhook,
		instanceData: instanceData(envelope),
		timestamp: seconds(message.at),
		idMessage: message.idMessage,
		senderData: {
			chatId: message.chatId,
			chatName: message.chatName,
			sender: message.senderId,
			senderName: message.senderName,
			senderContactName: '',
		},
		messageData,
	};
}

/** outgoingMessageStatus (captured form, reference 2.4). */
export function statusBody(
	envelope: Envelope,
	report: { chatId: string; idMessage: string; status: string; description?: string | undefined },
): WireObject {
	const { description, ...rest } = report;
	return {
		typeWebhook: 'outgoingMessageStatus',
		chatId: rest.chatId,
		instanceData: instanceData(envelope),
		timestamp: seconds(Date.now()),
		idMessage: rest.idMessage,
		status: rest.status,
		...(description === undefined ? {} : { description }),
		sendByApi: true,
	};
}

/** stateInstanceChanged. */
export function stateBody(envelope: Envelope, stateInstance: string): WireObject {
	return {
		typeWebhook: 'stateInstanceChanged',
		instanceData: instanceData(envelope),
		timestamp: seconds(Date.now()),
		stateInstance,
	};
}

/** `messageData` of what a customer sends. */
export function customerData(message: CustomerMessage, downloadUrl: string): WireObject {
	const { file, quote, text = '' } = message;
	const quoted = quote === undefined ? {} : { quotedMessage: quotedData(quote, message.chatId) };
	if (file !== undefined) return { ...fileData(file, text, downloadUrl), ...quoted };
	if (quote === undefined) {
		return { typeMessage: 'textMessage', textMessageData: { textMessage: text } };
	}
	const { stanzaId, participant = message.chatId } = quote;
	return {
		typeMessage: 'quotedMessage',
		extendedTextMessageData: { text, stanzaId, participant },
		...quoted,
	};
}

function quotedData(quote: NonNullable<CustomerMessage['quote']>, chatId: string): WireObject {
	return {
		stanzaId: quote.stanzaId,
		participant: quote.participant ?? chatId,
		typeMessage: 'textMessage',
		textMessage: quote.text ?? '',
	};
}

function fileData(file: CustomerFile, text: string, downloadUrl: string): WireObject {
	const typeMessage = messageTypeOf(file.mimeType, file.kind);
	return {
		typeMessage,
		fileMessageData: {
			downloadUrl,
			caption: file.caption ?? text,
			fileName: file.name,
			jpegThumbnail: '',
			...(typeMessage === 'stickerMessage' ? { isAnimated: false } : {}),
			mimeType: file.mimeType,
			forwardingScore: 0,
			isForwarded: false,
		},
	};
}

/** `messageData` of the echo of a message sent through the API: texts come as extendedTextMessage (reference 2.3). */
export function echoData(message: JournalMessage): WireObject {
	if (message.fileName !== undefined) {
		return {
			typeMessage: message.type,
			fileMessageData: {
				downloadUrl: message.downloadUrl,
				caption: message.text,
				fileName: message.fileName,
				jpegThumbnail: '',
				mimeType: message.mimeType,
				forwardingScore: 0,
				isForwarded: false,
			},
		};
	}
	const { text } = message;
	const flags = { previewType: 'None', jpegThumbnail: '', forwardingScore: 0, isForwarded: false };
	return {
		typeMessage: 'extendedTextMessage',
		extendedTextMessageData: { text, description: '', title: '', ...flags },
	};
}
