import { BridgeError } from '../domain/errors.js';
import type { BridgeMessage } from '../domain/message.js';
import type { NewLedgerMessage } from '../domain/ledger.js';
import { isIncomplete } from '../green-api/completeness.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { showsGroup } from '../preferences/preferences.js';
import { fileMessageWithUrl } from '../translate/to-rocket-chat/file.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { rowsAtStart, rowsWhenNobodyIsThere } from './automatic.js';
import { withRoom } from './conversation.js';
import { isEcho } from './echoes.js';
import { showFollowUp } from './show-follow-up.js';
import type { InboundDeps, Scene } from './inbound-scene.js';
import { findDownloadUrl } from './lost-links.js';
import { showNotice } from './show-notice.js';
import { readInbound } from './payloads.js';
import { quoteInto } from './quotes.js';
import { showCall } from './show-call.js';
import { showMessage } from './show-message.js';
import type { Deliver, Delivery, Outcome } from './types.js';

const HIDDEN_GROUP = 'a message in a group that is not shown (preference groups)';

/** Brings one inbound row to Rocket.Chat: what the customer did into the room, or a notice to the agent. */
export function createInboundDelivery(deps: InboundDeps): Deliver {
	return async (delivery): Promise<Outcome> => {
		const scene = await openScene(deps, delivery);
		if (scene === undefined) return { result: 'skipped', reason: 'its chat was erased' };
		switch (delivery.message.kind) {
			case 'notice':
				return showNotice(scene);
			case 'call':
				return showCall(scene);
			case 'edit':
			case 'deletion':
			case 'reaction':
			case 'votes':
				return deliverFollowUp(scene, readInbound(delivery.message));
			default:
				return deliverMessage(scene, readInbound(delivery.message));
		}
	};
}

async function openScene(deps: InboundDeps, delivery: Delivery): Promise<Scene | undefined> {
	const { lane } = delivery;
	const found = await deps.stores.chats.find(lane.chatId);
	const { workspace, gateway } = await deps.connections.workspace(lane.workspaceId);
	if (found === undefined) return undefined;
	const preferences = await deps.preferences.of(lane.workspaceId, lane.instanceId);
	const chat = await deps.identities.resolve(found);
	const say = deps.phrasebook.say(preferences.language);
	const { stores, hasLegacyVisitors } = deps;
	const place = { chat, workspace, gateway, stores, hasLegacyVisitors };
	return { deps, delivery, ...place, preferences, say };
}

async function deliverMessage(scene: Scene, event: WhatsAppMessage): Promise<Outcome> {
	const reason = await reasonToSkip(scene, event);
	if (reason !== undefined) return { result: 'skipped', reason };
	const translation = translateFromWhatsApp(event, scene.say);
	if (translation.action === 'skip') return { result: 'skipped', reason: translation.reason };
	const found = await findFile(scene, event, translation.message);
	const shown = await quoteInto(scene, found);
	try {
		return await show(scene, event, shown);
	} catch (error) {
		const isNobodyThere =
			error instanceof BridgeError && error.code === 'ROCKET_CHAT_NO_AGENT_ONLINE';
		if (!isNobodyThere || event.origin !== 'customer') throw error;
		return { result: 'failed', error, add: await rowsOfAbsence(scene) };
	}
}

function deliverFollowUp(scene: Scene, event: WhatsAppMessage): Promise<Outcome> | Outcome {
	if (isHiddenGroup(scene, event)) return { result: 'skipped', reason: HIDDEN_GROUP };
	return showFollowUp(scene, event);
}

/** The preference may have changed since the event was accepted. */
function isHiddenGroup({ preferences }: Scene, { chatId }: WhatsAppMessage): boolean {
	return chatId.endsWith('@g.us') && !showsGroup(preferences, chatId);
}

async function show(scene: Scene, event: WhatsAppMessage, shown: BridgeMessage): Promise<Outcome> {
	const { deps, delivery, chat } = scene;
	let add: readonly NewLedgerMessage[] = [];
	const targetId = await withRoom(scene, chat, async (room) => {
		const messageId = await showMessage({ scene, room, event }, shown);
		if (room.hasJustOpened && event.origin === 'customer') add = await rowsOfBeginning(scene, room);
		return messageId;
	});
	if (event.origin === 'customer') await deps.identities.learn(delivery.lane, event);
	return { result: 'done', targetId, add };
}

function rowsOfBeginning(
	{ deps, chat }: Scene,
	{ conversation }: { readonly conversation: number },
): Promise<readonly NewLedgerMessage[]> {
	return rowsAtStart(deps, chat, { conversation, at: deps.clock.now() });
}

/** The conversation that would begin now is the next one. */
function rowsOfAbsence({ deps, chat }: Scene): Promise<readonly NewLedgerMessage[]> {
	return rowsWhenNobodyIsThere(deps, chat, { conversation: chat.conversations + 1 });
}

/** Why a message is not shown; undefined when it is. */
async function reasonToSkip(scene: Scene, event: WhatsAppMessage): Promise<string | undefined> {
	if (isHiddenGroup(scene, event)) return HIDDEN_GROUP;
	if (await isEcho(scene, event)) return 'the echo of a message that the bridge sent';
	if (isIncomplete(event) && (await hasCompletion(scene)))
		return 'its content came in a repeat, which is shown instead';
	return undefined;
}

async function hasCompletion({ deps, delivery }: Scene): Promise<boolean> {
	const { message } = delivery;
	const rows = await deps.stores.messages.listByMessageId(message.sourceId);
	return rows.some(
		({ laneId, kind, part }) =>
			laneId === message.laneId && kind === 'message' && part > message.part,
	);
}

/** A file that came without a link: GREEN-API may have one now. */
async function findFile(
	scene: Scene,
	event: WhatsAppMessage,
	message: BridgeMessage,
): Promise<BridgeMessage> {
	if (message.missingFile?.reason !== 'no-link') return message;
	const url = await findDownloadUrl(scene, event);
	return url === undefined ? message : fileMessageWithUrl(event, url, scene.say);
}
