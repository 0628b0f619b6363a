import { asRcMessageId } from '../domain/ids.js';
import { translateCall } from '../translate/to-rocket-chat/call.js';
import { inOpenRoom, withRoom } from './conversation.js';
import type { Scene } from './inbound-scene.js';
import { earlierTries, isTaken, postedId } from './inbound-scene.js';
import { readCall } from './payloads.js';
import type { Outcome } from './types.js';

/** It rings: what comes after that is how the call ended, whatever the order in which the bridge hears of it. */
const OFFER = 'offer';

/** A call is one line: who calls, then what became of it. */
export async function showCall(scene: Scene): Promise<Outcome> {
	const { message } = scene.delivery;
	const text = translateCall(readCall(message), scene.say).text;
	const rows = await scene.stores.messages.listInChat(message.sourceId, scene.chat.id);
	const calls = rows.filter(
		({ kind, instanceId }) => kind === 'call' && instanceId === message.instanceId,
	);
	const told = calls.filter(({ state, targetId }) => state === 'done' && targetId !== null);
	if (readCall(message).status === OFFER && told.some((row) => readCall(row).status !== OFFER))
		return { result: 'skipped', reason: 'what became of the call is shown already' };
	const line = told.at(-1);
	if (line?.targetId != null) {
		const messageId = asRcMessageId(line.targetId);
		const isChanged = await inOpenRoom(scene, scene.chat, (room) =>
			isTaken(scene.gateway.editAsVisitor(room, { messageId, text })),
		);
		if (isChanged === true) return { result: 'done', targetId: messageId, targetKind: 'text' };
	}
	const posted = { messageId: postedId(message), text, ...earlierTries(scene.delivery) };
	const targetId = await withRoom(scene, scene.chat, (room) =>
		scene.gateway.postAsVisitor(room, posted),
	);
	return { result: 'done', targetId, targetKind: 'text' };
}
