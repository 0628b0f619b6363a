import { BridgeError } from '../domain/errors.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import type { Scene } from './inbound-scene.js';
import type { MessageHistory } from './message-history.js';

/** As long as a call under way may keep us from knowing its message's id. */
const UNSURE_MS = 60_000;
const LOOK_AGAIN_MS = 1000;

/**
 * Whether a message that was not written by the customer is one that the bridge itself sent, known by its id. While a call
 * of the same chat is under way its id is not known yet: then it waits (rejects with a wait), at most a minute.
 */
export async function isEcho(scene: Scene, event: WhatsAppMessage): Promise<boolean> {
	if (event.origin === 'customer') return false;
	const { stores, clock, chat, delivery } = scene;
	const { message } = delivery;
	const isYoung = clock.now() - message.acceptedAt < UNSURE_MS;
	// Asked first: a call that ends between the two questions has its id by the second one.
	const isSending = isYoung && (await stores.messages.isSending(message.instanceId, chat.id));
	// In any chat: what was sent to a phone number may come back as sent to a hidden one.
	const rows = await stores.messages.listByMessageId(event.messageId);
	const isOurs = rows.some(
		({ direction, instanceId }) => direction === 'outbound' && instanceId === message.instanceId,
	);
	if (!isOurs && isSending) throw unsure(clock.now() + LOOK_AGAIN_MS);
	return isOurs;
}

/**
 * Whether a change of a message comes back because the bridge itself made it. What the API sent can be edited through the
 * API only (docs: EditMessage); the same person may also take it back, or react, on the phone.
 */
export async function isOwnChange(
	{ deps, delivery }: Scene,
	event: WhatsAppMessage,
	{ shown, sent }: MessageHistory,
): Promise<boolean> {
	if (event.origin === 'customer') return false;
	// Another program may use the same instance: what it does to messages that are shown is not ours.
	if (event.origin === 'api' && shown === undefined) return true;
	const { kind } = delivery.message;
	if (kind === 'edit') return sent !== undefined;
	const messageId = sent?.sourceId ?? shown?.targetId ?? '';
	if (messageId === '') return false;
	const rows = await deps.stores.messages.listByMessageId(messageId);
	return rows.some((row) => row.direction === 'outbound' && row.kind === kind);
}

function unsure(retryAt: number): BridgeError {
	return new BridgeError('It is not known yet whether the bridge itself sent this message.', {
		code: 'LEDGER_ECHO_UNSURE',
		help: 'Nothing to do: it is looked at again as soon as the message that is being sent has its id.',
		disposition: 'wait',
		retryAt,
	});
}
