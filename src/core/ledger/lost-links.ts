import { BridgeError, toBridgeError } from '../domain/errors.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import type { Scene } from './inbound-scene.js';

/**
 * Asks GREEN-API for a link to the file of a message that came without one, or whose link has expired. Undefined when it
 * has none; rejects only where it says when to ask again.
 */
export async function findDownloadUrl(
	scene: Scene,
	{ chatId, messageId }: WhatsAppMessage,
): Promise<string | undefined> {
	const { deps, delivery } = scene;
	try {
		const { client } = await deps.connections.instance(delivery.lane.instanceId);
		return await client.findDownloadUrl({ chatId, messageId });
	} catch (error) {
		if (error instanceof BridgeError && error.code === 'GREEN_API_RATE_LIMITED') throw error;
		const fields = { message: delivery.message.id, error: toBridgeError(error) };
		deps.log.debug(fields, 'GREEN-API has no link to this file');
		return undefined;
	}
}
