import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../test/support/repository.js';

/** How many customers write. */
export const CHATS = 64;

const SAMPLE = join('test', 'fixtures', 'green-api', 'incomingMessageReceived-textMessage.json');

/** Answers with the n-th webhook of a load: a recorded text message with its own id and text, its chat by turns. */
export function createWebhooks(
	idInstance: string,
	prefix: string,
	chats = CHATS,
): (n: number) => { readonly text: string; readonly body: string } {
	const sample = JSON.parse(readFileSync(join(repositoryRoot, SAMPLE), 'utf8')) as object;
	return (n) => {
		const chatId = `7900100${String(n % chats).padStart(4, '0')}@c.us`;
		const text = `${prefix} ${n}, please answer soon`;
		const body = JSON.stringify({
			...sample,
			instanceData: {
				idInstance: Number(idInstance),
				wid: '79990001122@c.us',
				typeInstance: 'whatsapp',
			},
			timestamp: Math.floor(Date.now() / 1000),
			idMessage: `BENCH${prefix.replace(/\W/gu, '')}${String(n).padStart(8, '0')}`.slice(0, 32),
			senderData: { chatId, sender: chatId, chatName: 'Mary', senderName: 'Mary' },
			messageData: {
				typeMessage: 'textMessage',
				textMessageData: { textMessage: text },
			},
		});
		return { text, body };
	};
}
