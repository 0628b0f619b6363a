import { findSent } from './outbound-message.js';
import type { Scene } from './outbound-scene.js';
import { readNotice } from './payloads.js';
import type { Outcome } from './types.js';

/** Sends a message that the bridge itself writes to the customer. */
export async function deliverAutomatic(scene: Scene): Promise<Outcome> {
	const text = readNotice(scene.delivery.message);
	const found = await findSent(scene, { text });
	if (found !== undefined) return found;
	await scene.delivery.begin();
	const targetId = await scene.client.sendText({ chatId: scene.chat.chatId, text });
	return { result: 'done', targetId };
}
