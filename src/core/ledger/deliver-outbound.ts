import { BridgeError } from '../domain/errors.js';
import { asWaMessageId } from '../domain/ids.js';
import type { WaMessageId } from '../domain/ids.js';
import type { BridgeFile, BridgeMessage } from '../domain/message.js';
import type { Chat } from '../domain/registry.js';
import type { GreenApiClient } from '../green-api/types.js';
import type { VisitorRoom } from '../rocket-chat/gateway.js';
import type { Stores } from '../storage/stores.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';
import type { Connections } from './connections.js';
import { readOutbound } from './payloads.js';
import type { Reconciler } from './reconcile.js';
import type { Deliver, Delivery } from './types.js';

export type OutboundDeps = {
	readonly stores: Stores;
	readonly connections: Connections;
	readonly reconciler: Reconciler;
};

/** Brings one outbound row to GREEN-API: one text or one file of an agent's message. */
export function createOutboundDelivery(deps: OutboundDeps): Deliver {
	return async (delivery) => {
		const { message, lane } = delivery;
		const chat = await deps.stores.chats.find(lane.chatId);
		const { instance, client } = await deps.connections.instance(lane.instanceId);
		if (chat === undefined) return { result: 'skipped', reason: 'its chat was erased' };
		if (instance.workspaceId !== lane.workspaceId)
			return { result: 'skipped', reason: 'its instance belongs to another workspace now' };
		const { message: agentMessage, visitorToken, roomId } = readOutbound(message);
		const part = translateToWhatsApp(agentMessage)[message.part];
		if (part === undefined)
			return { result: 'skipped', reason: 'nothing of it can be shown in WhatsApp' };
		if (message.callStartedAt !== null) {
			const found = await deps.reconciler.findSent(client, message, {
				instanceId: instance.id,
				chat,
				part,
			});
			if (found !== undefined) return { result: 'done', targetId: found.messageId };
		}
		const room = { visitorToken, roomId };
		const targetId = await send({ deps, delivery, client, chat }, part, room);
		return { result: 'done', targetId };
	};
}

type Scene = {
	readonly deps: OutboundDeps;
	readonly delivery: Delivery;
	readonly client: GreenApiClient;
	readonly chat: Chat;
};

async function send(scene: Scene, part: BridgeMessage, room: VisitorRoom): Promise<WaMessageId> {
	const quoted = await findQuoted(scene, part);
	const quote = quoted === undefined ? {} : { quotedMessageId: quoted };
	if (part.file !== undefined)
		return sendFile(scene, part.file, { caption: part.text, ...quote }, room);
	await scene.delivery.begin();
	return scene.client.sendText({ chatId: scene.chat.chatId, text: part.text, ...quote });
}

async function sendFile(
	{ deps, delivery, client, chat }: Scene,
	file: BridgeFile,
	rest: { caption: string; quotedMessageId?: WaMessageId },
	room: VisitorRoom,
): Promise<WaMessageId> {
	const { gateway } = await deps.connections.workspace(delivery.lane.workspaceId);
	const { stream, size, mimeType } = await gateway.fetchFile(room, file.url);
	try {
		await delivery.begin();
		return await client.sendFile({
			chatId: chat.chatId,
			stream,
			name: file.name,
			mimeType: file.mimeType ?? mimeType,
			size,
			...rest,
		});
	} catch (error) {
		throw refuseBrokenSource(error);
	} finally {
		stream.destroy();
	}
}

/** A file that proved too large while it was streamed was not sent: we know that, whatever the transport says. */
function refuseBrokenSource(error: unknown): unknown {
	const cause = error instanceof Error ? error.cause : undefined;
	return cause instanceof BridgeError && cause.code === 'HTTP_FILE_TOO_LARGE' ? cause : error;
}

/** The WhatsApp id of the message that the agent answers to; undefined when the bridge never saw it. */
async function findQuoted(
	{ deps, chat }: Scene,
	part: BridgeMessage,
): Promise<WaMessageId | undefined> {
	if (part.quote === undefined) return undefined;
	const rows = await deps.stores.messages.listByMessageId(part.quote.messageId);
	const row = rows.find(
		({ instanceId, kind, state }) =>
			instanceId === chat.instanceId && kind === 'message' && state === 'done',
	);
	const id = row?.direction === 'inbound' ? row.sourceId : row?.targetId;
	return id == null ? undefined : asWaMessageId(id);
}
