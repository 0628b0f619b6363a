import { contentOf } from '../content.js';
import { customerData, messageBody } from './bodies.js';
import type { SandboxInstance } from './instance.js';
import type { CustomerMessage, JournalMessage, ServedFile } from './types.js';

/**
 * Lets a customer (or the account's own phone) write: the message enters the journal, and its webhook the queue, where
 * the settings want it. Answers with the idMessage.
 */
export function receive(
	instance: SandboxInstance,
	message: CustomerMessage,
	serve: (file: ServedFile) => string,
): string {
	const { file } = message;
	const url =
		file === undefined
			? ''
			: serve({ ...file, content: contentOf(file), isChunked: file.chunked ?? false });
	const data = message.raw ?? customerData(message, file?.withoutLink === true ? '' : url);
	const record = receivedMessage(instance, message, url, String(data['typeMessage']));
	instance.journal.add(record);
	const type = message.typeWebhook ?? 'incomingMessageReceived';
	instance.notify(record.chatId, messageBody(instance.envelope, type, record, data));
	return record.idMessage;
}

function receivedMessage(
	instance: SandboxInstance,
	message: CustomerMessage,
	downloadUrl: string,
	typeMessage: string,
): JournalMessage {
	const isFromPhone = message.typeWebhook?.startsWith('outgoing') === true;
	const name = message.name ?? 'Customer';
	const { file } = message;
	return {
		direction: isFromPhone ? 'outgoing' : 'incoming',
		isByApi: false,
		idMessage: message.idMessage ?? instance.newId(),
		chatId: message.chatId,
		chatName: message.chatName ?? name,
		senderId: isFromPhone ? instance.wid : (message.sender ?? message.chatId),
		senderName: name,
		type: typeMessage === 'quotedMessage' ? 'textMessage' : typeMessage,
		text: file?.caption ?? message.text ?? '',
		fileName: file?.name,
		mimeType: file?.mimeType,
		size: undefined,
		sha256: undefined,
		downloadUrl,
		quotedMessageId: message.quote?.stanzaId,
		status: isFromPhone ? 'sent' : '',
		at: Date.now(),
		isEdited: false,
		isDeleted: false,
	};
}
