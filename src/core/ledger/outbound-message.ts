import { BridgeError } from '../domain/errors.js';
import { asWaMessageId } from '../domain/ids.js';
import type { WaMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { BridgeFile, BridgeMessage } from '../domain/message.js';
import type { AgentMessage } from '../rocket-chat/events.js';
import type { VisitorRoom } from '../rocket-chat/gateway.js';
import { translateToWhatsApp } from '../translate/to-whatsapp/index.js';
import { canonicalChat, chatsOfCustomer } from './identity.js';
import { findChatOfRow } from './outbound-chat.js';
import { findKnown } from './outbound-originals.js';
import { TAKEN_BACK } from './outbound-rows.js';
import type { Scene } from './outbound-scene.js';
import { readOutbound } from './payloads.js';
import type { Outcome } from './types.js';

/** A message that waited longer may have been taken back meanwhile: only then it is worth a look. */
const WAITED_MS = 10_000;

/** Brings one text or one file of an agent's message to WhatsApp. */
export async function deliverMessage(scene: Scene): Promise<Outcome> {
	const { delivery } = scene;
	const { message } = delivery;
	const { message: agentMessage, visitorToken, roomId, signature } = readOutbound(message);
	const part = translateToWhatsApp(agentMessage, { signature })[message.part];
	if (part === undefined)
		return { result: 'skipped', reason: 'nothing of it can be shown in WhatsApp' };
	const found = await findSent(scene, part);
	if (found !== undefined) return found;
	const mayBeTakenBack = message.part > 0 || hasWaited(scene, agentMessage);
	if (mayBeTakenBack && (await isTakenBack(scene)))
		return { result: 'skipped', reason: TAKEN_BACK };
	const quoted = part.quote && (await findQuoted(scene, part.quote.messageId));
	const quote = quoted === undefined ? {} : { quotedMessageId: quoted };
	if (part.file !== undefined) {
		const rest = { caption: part.text, ...quote };
		const room = { visitorToken, roomId };
		return { result: 'done', targetId: await sendFile(scene, part.file, rest, room) };
	}
	await delivery.begin();
	const { chatId } = scene.chat;
	const text = { chatId, text: part.text, ...quote };
	return { result: 'done', targetId: await scene.client.sendText(text) };
}

/**
 * After a crash or an answer that never came GREEN-API is asked whether it has this part; undefined when the part is to
 * be sent (again).
 */
export async function findSent(
	{ deps, delivery, client, chat }: Scene,
	part: BridgeMessage,
): Promise<Outcome | undefined> {
	const { message, lane } = delivery;
	if (message.callStartedAt === null) return undefined;
	const ids = (await chatsOfCustomer(deps.stores, chat)).map(({ chatId }) => chatId);
	const doubt = { instanceId: lane.instanceId, chatIds: ids, part };
	const found = await deps.reconciler.findSent(client, message, doubt);
	return found && { result: 'done', targetId: found.messageId };
}

function hasWaited({ deps, delivery }: Scene, { writtenAt }: AgentMessage): boolean {
	const { attempts, acceptedAt } = delivery.message;
	const since = Math.min(acceptedAt, writtenAt ?? acceptedAt);
	return attempts > 0 || deps.clock.now() - since > WAITED_MS;
}

async function isTakenBack({ deps, delivery }: Scene): Promise<boolean> {
	const { workspaceId, sourceId } = delivery.message;
	return (await findKnown(deps.stores, workspaceId, sourceId)).deletions.length > 0;
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

const BROKEN_SOURCES = ['HTTP_FILE_TOO_LARGE', 'LEDGER_FILE_GONE'];

/** A file that proved too large, or damaged, while it was streamed was not sent: we know that, whatever the transport says. */
export function refuseBrokenSource(error: unknown): unknown {
	const cause = error instanceof Error ? error.cause : undefined;
	return cause instanceof BridgeError && BROKEN_SOURCES.includes(cause.code) ? cause : error;
}

/**
 * The WhatsApp id of the message that the agent answers to; undefined when the bridge never saw it, and for one of another
 * chat: GREEN-API takes only ids of the same chat (its page on sendMessage).
 */
async function findQuoted(
	{ deps, chat }: Scene,
	messageId: string,
): Promise<WaMessageId | undefined> {
	const rows = await deps.stores.messages.listByMessageId(messageId);
	const quoted = rows.find((row) => row.kind === 'message' && row.state === 'done' && idOf(row));
	const id = quoted && idOf(quoted);
	if (quoted === undefined || id == null) return undefined;
	const [there, here] = await Promise.all([
		findChatOfRow(deps, quoted).then((found) => found && canonicalChat(deps.stores, found)),
		canonicalChat(deps.stores, chat),
	]);
	return there?.id === here.id ? asWaMessageId(id) : undefined;
}

/** Its id in WhatsApp; null when GREEN-API did not tell it. */
function idOf({ direction, sourceId, targetId }: LedgerMessage): string | null {
	return direction === 'inbound' ? sourceId : targetId;
}
