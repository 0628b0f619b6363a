import { toBridgeError } from '../domain/errors.js';
import { isGroup } from '../domain/ids.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import type { Scene } from './inbound-scene.js';

/** As much of a name as is kept. */
const LONGEST = 255;

/**
 * Keeps the customer's name (a group's: its own) as WhatsApp has it now, here and in Rocket.Chat. Called after the message
 * was shown; never rejects: Rocket.Chat takes few such calls, and the next message tries again.
 */
export async function refreshName(scene: Scene, event: WhatsAppMessage): Promise<void> {
	const { deps, chat, gateway } = scene;
	const name = nameOf(event);
	if (name === '' || name === chat.name || chat.sameAs !== null) return;
	try {
		const fresh = await deps.stores.chats.find(chat.id);
		if (fresh?.isRegistered !== true || fresh.name === name) return;
		await gateway.registerVisitor({ token: fresh.visitorToken, name });
		await deps.stores.chats.update(chat.id, { name });
	} catch (error) {
		deps.log.debug({ chat: chat.id, error: toBridgeError(error) }, 'the name is refreshed later');
	}
}

/** The conversation's name; the sender's is the customer's only in what the customer wrote in a personal chat. */
function nameOf({ chatName, senderName, origin, chatId }: WhatsAppMessage): string {
	const isOwn = origin === 'customer' && !isGroup(chatId);
	const written = (chatName || (isOwn ? senderName : '')).trim();
	// As databases keep it, half a character included: else it would look like another name with each message.
	const name = written.replace(/\p{Surrogate}/gu, '\ufffd');
	return Array.from(name).slice(0, LONGEST).join('');
}
