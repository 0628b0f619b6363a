import type { WaMessageId } from '../domain/ids.js';
import { isBlanked } from './blank-payload.js';
import { findSent, refuseBrokenSource } from './outbound-message.js';
import type { Scene } from './outbound-scene.js';
import { automaticMessage, readAutomatic } from './payloads.js';
import type { KeptFile } from './payloads.js';
import { openStoredFile } from './stored-file.js';
import type { Outcome } from './types.js';

/** Sends a message that the bridge itself, or its operator, writes to the customer: a text, or a file from the database. */
export async function deliverAutomatic(scene: Scene): Promise<Outcome> {
	const { message } = scene.delivery;
	if (isBlanked(message)) return { result: 'skipped', reason: 'what it said was removed' };
	const { text, file } = readAutomatic(message);
	const found = await findSent(scene, automaticMessage({ text, ...(file && { file }) }));
	if (found !== undefined) return found;
	if (file !== undefined) return { result: 'done', targetId: await sendFile(scene, file, text) };
	await scene.delivery.begin();
	const targetId = await scene.client.sendText({ chatId: scene.chat.chatId, text });
	return { result: 'done', targetId };
}

async function sendFile(
	{ deps, delivery, client, chat }: Scene,
	file: KeptFile,
	caption: string,
): Promise<WaMessageId> {
	const { name, mimeType, size } = file;
	const stream = await openStoredFile(deps.stores.fileChunks, delivery.message.eventKey, file);
	try {
		await delivery.begin();
		return await client.sendFile({ chatId: chat.chatId, stream, name, mimeType, size, caption });
	} catch (error) {
		throw refuseBrokenSource(error);
	} finally {
		stream.destroy();
	}
}
