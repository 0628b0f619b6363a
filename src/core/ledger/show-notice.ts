import { asRcMessageId } from '../domain/ids.js';
import { NOTICE_ID_PREFIX } from '../rocket-chat/envelope.js';
import type { Scene } from './inbound-scene.js';
import { readNotice } from './payloads.js';
import type { Outcome } from './types.js';

/** A line of the bridge itself, in the workspace user's name. Without an open room nobody would read it. */
export async function showNotice({ delivery, chat, gateway }: Scene): Promise<Outcome> {
	const { message } = delivery;
	const { roomId } = chat;
	if (roomId === null) return { result: 'skipped', reason: 'the chat has no open room' };
	const messageId = asRcMessageId(`${NOTICE_ID_PREFIX}${message.eventKey}`);
	await gateway.notifyAgent({ roomId, messageId, text: readNotice(message) });
	return { result: 'done', targetId: messageId };
}
