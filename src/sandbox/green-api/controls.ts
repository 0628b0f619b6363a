import type { Express } from 'express';
import { answerJson } from '../answers.js';
import { asObject, asOptionalText, asText, type WireObject } from '../read.js';
import type { ReadJson } from '../stand-in.js';
import type { SandboxInstance } from './instance.js';
import type { CustomerMessage, JournalMessage } from './types.js';

/** What the controls for playing by hand need of the sandbox. */
export type ControlTargets = {
	readonly readJson: ReadJson;
	customerWrites(idInstance: string, message: CustomerMessage): string;
	scan(idInstance: string): void;
	describe(): WireObject;
};

/**
 * Controls for curl: `POST /sandbox/customer` with `{idInstance, chatId, name?, text?, file?: {name, mimeType?, text},
 * quote?: {stanzaId, text?}}` lets a customer write, `POST /sandbox/scan` with `{idInstance}` links a phone, `GET /sandbox/state` tells what there is.
 */
export function addControls(app: Express, targets: ControlTargets): void {
	app.get('/sandbox/state', (_request, response) => {
		answerJson(response, 200, targets.describe());
	});
	app.post('/sandbox/scan', async (request, response) => {
		const { idInstance } = asObject(await targets.readJson(request));
		targets.scan(String(idInstance));
		answerJson(response, 200, {});
	});
	app.post('/sandbox/customer', async (request, response) => {
		const body = asObject(await targets.readJson(request));
		const idInstance = String(body['idInstance']);
		const idMessage = targets.customerWrites(idInstance, customerMessage(body));
		answerJson(response, 200, { idMessage });
	});
}

function customerMessage(body: WireObject): CustomerMessage {
	const file = asObject(body['file']);
	const quote = asObject(body['quote']);
	const name = asOptionalText(body['name']);
	return {
		chatId: asText(body['chatId']),
		text: asText(body['text']),
		...(name === undefined ? {} : { name }),
		...(body['file'] === undefined
			? {}
			: {
					file: {
						name: asText(file['name']),
						mimeType: asOptionalText(file['mimeType']) ?? 'text/plain',
						bytes: asText(file['text']),
					},
				}),
		...(body['quote'] === undefined
			? {}
			: { quote: { stanzaId: asText(quote['stanzaId']), text: asText(quote['text']) } }),
	};
}

/** What there is, to be read by a person: the last 50 messages of each chat. */
export function describeState(instances: readonly SandboxInstance[]): WireObject {
	return {
		instances: instances.map((instance) => ({
			idInstance: instance.idInstance,
			state: instance.state,
			webhookUrl: instance.settings['webhookUrl'],
			webhooks: instance.webhooks.counts(),
			queue: instance.queue.length,
			chats: Object.fromEntries(
				instance.journal
					.chats()
					.map((chatId) => [chatId, instance.journal.ofChat(chatId).slice(-50).map(asLine)]),
			),
		})),
	};
}

function asLine(message: JournalMessage): string {
	const who = message.direction === 'incoming' ? message.senderName : `us (${message.status})`;
	const file = message.fileName === undefined ? '' : `[${message.fileName}] `;
	return `${who}: ${file}${message.text}`;
}
