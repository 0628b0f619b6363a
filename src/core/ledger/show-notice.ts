import { asRcMessageId } from '../domain/ids.js';
import { NOTICE_ID_PREFIX } from '../rocket-chat/envelope.js';
import { inOpenRoom } from './conversation.js';
import type { Scene } from './inbound-scene.js';
import { readNotice } from './payloads.js';
import type { Outcome } from './types.js';

/** A line of the bridge itself, in the workspace user's name. Without an open room nobody would read it. */
export async function showNotice(scene: Scene): Promise<Outcome> {
	const { chat, delivery, gateway } = scene;
	const { message } = delivery;
	const messageId = asRcMessageId(`${NOTICE_ID_PREFIX}${message.eventKey}`);
	const text = readNotice(message);
	const targetId = await inOpenRoom(scene, chat, ({ roomId }) =>
		gateway.notifyAgent({ roomId, messageId, text }),
	);
	if (targetId === undefined) return { result: 'skipped', reason: 'the chat has no open room' };
	return { result: 'done', targetId };
}
