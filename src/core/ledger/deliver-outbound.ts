import { isErasedId } from '../domain/ids.js';
import { addressOf } from './identity.js';
import { deliverAutomatic } from './outbound-auto.js';
import { deliverDeletion } from './outbound-deletion.js';
import { deliverEdit } from './outbound-edit.js';
import { deliverMessage } from './outbound-message.js';
import { deliverReaction } from './outbound-reaction.js';
import { createReadMarks } from './outbound-read-marks.js';
import type { OutboundDeps, Scene } from './outbound-scene.js';
import type { Deliver, Outcome } from './types.js';

/** Brings one outbound row to GREEN-API: one text or file of an agent's message, or what was done to it later. */
export function createOutboundDelivery(deps: OutboundDeps): Deliver {
	const readMarks = createReadMarks(deps);
	return async (delivery) => {
		const { message, lane } = delivery;
		const found = await deps.stores.chats.find(lane.chatId);
		const { instance, client } = await deps.connections.instance(lane.instanceId);
		if (found === undefined || isErasedId(found.chatId))
			return { result: 'skipped', reason: 'its chat was erased' };
		if (instance.workspaceId !== lane.workspaceId)
			return { result: 'skipped', reason: 'its instance belongs to another workspace now' };
		const chat = { ...found, chatId: await addressOf(deps.stores, found) };
		const outcome = await deliverKind({ deps, delivery, client, chat });
		const isAnswer = message.kind === 'message' && outcome.result === 'done';
		if (isAnswer) readMarks.answered(client, chat);
		return outcome;
	};
}

function deliverKind(scene: Scene): Promise<Outcome> {
	switch (scene.delivery.message.kind) {
		case 'edit':
			return deliverEdit(scene);
		case 'deletion':
			return deliverDeletion(scene);
		case 'reaction':
			return deliverReaction(scene);
		case 'auto':
			return deliverAutomatic(scene);
		default:
			return deliverMessage(scene);
	}
}
