import { asObject } from '../../../src/core/domain/json.js';
import type { World } from '../../support/world.js';

let count = 0;

/** A customer's text as GREEN-API posts it. */
export function textWebhook(chatId: string, text: string, idMessage?: string): object {
	count += 1;
	return {
		typeWebhook: 'incomingMessageReceived',
		instanceData: { idInstance: 1_101_000_001, wid: '79990000000@c.us', typeInstance: 'whatsapp' },
		timestamp: Math.floor(Date.now() / 1000),
		idMessage: idMessage ?? `3EB0CARE${count}`,
		senderData: { chatId, sender: chatId, chatName: 'Mary Major', senderName: 'Mary Major' },
		messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: text } },
	};
}

/** Posts a webhook to the daemon as GREEN-API does; answers the status and how long it took, milliseconds. */
export async function postWebhook(
	{ stage, daemonUrl }: World,
	body: object,
): Promise<{ readonly status: number; readonly ms: number }> {
	const settings = asObject(stage.greenApi.instance(stage.idInstance).settings);
	const startedAt = Date.now();
	const { status } = await fetch(`${daemonUrl}/api/webhook/green-api`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${String(settings?.['webhookUrlToken'])}`,
		},
		body: JSON.stringify(body),
	});
	return { status, ms: Date.now() - startedAt };
}
