import type { BridgeError } from '../domain/errors.js';
import { GreenApiError, HttpError, RocketChatError } from '../domain/errors.js';
import { isErasedId } from '../domain/ids.js';
import type { BridgeMessage } from '../domain/message.js';
import { FOLLOW_UPS } from '../domain/ledger.js';
import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import { isIncomplete } from '../green-api/completeness.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { fileMessageWithUrl } from '../translate/to-rocket-chat/file.js';
import { translateFromWhatsApp } from '../translate/to-rocket-chat/index.js';
import { rowsAtStart, rowsWhenNobodyIsThere } from './automatic.js';
import { beginAnew } from './begin-anew.js';
import { withRoom } from './conversation.js';
import type { EnteredRoom } from './conversation.js';
import { isEcho } from './echoes.js';
import { showFollowUp } from './show-follow-up.js';
import type { InboundDeps, Scene } from './inbound-scene.js';
import { HIDDEN_GROUP, isHiddenGroup } from './hidden-group.js';
import { findDownloadUrl } from './lost-links.js';
import { refreshName } from './names.js';
import { showNotice } from './show-notice.js';
import { readCall, readInbound } from './payloads.js';
import { quoteInto } from './quotes.js';
import { showCall } from './show-call.js';
import { showMessage } from './show-message.js';
import type { Deliver, Delivery, Outcome } from './types.js';

/** Brings one inbound row to Rocket.Chat: what the customer did into the room, or a notice to the agent. */
export function createInboundDelivery(deps: InboundDeps): Deliver {
	return async (delivery): Promise<Outcome> => {
		const { message } = delivery;
		// Read once: everything that follows works on the event.
		const event = isOfBridgeOrCall(message) ? undefined : readInbound(message);
		const scene = await openScene(deps, delivery, event);
		if (scene === undefined) return { result: 'skipped', reason: 'its chat was erased' };
		if (isErasedId(scene.chat.chatId)) return beginAnew(deps, message);
		if (event === undefined)
			return message.kind === 'notice' ? showNotice(scene) : deliverCall(scene);
		return isFollowUp(message) ? deliverFollowUp(scene, event) : deliverMessage(scene, event);
	};
}

function isOfBridgeOrCall({ kind }: LedgerMessage): boolean {
	return kind === 'notice' || kind === 'call';
}

function isFollowUp({ kind }: LedgerMessage): boolean {
	return FOLLOW_UPS.some((one) => one === kind);
}

async function openScene(
	deps: InboundDeps,
	delivery: Delivery,
	event: WhatsAppMessage | undefined,
): Promise<Scene | undefined> {
	const { lane } = delivery;
	// Before a room is opened: what is one customer shall not get two.
	if (event !== undefined) await deps.identities.learn(lane, event);
	const found = await deps.stores.chats.find(lane.chatId);
	const { workspace, gateway } = await deps.connections.workspace(lane.workspaceId);
	if (found === undefined) return undefined;
	const preferences = await deps.preferences.of(lane.workspaceId, lane.instanceId);
	const chat = isErasedId(found.chatId) ? found : await deps.identities.resolve(found);
	const say = deps.phrasebook.say(preferences.language);
	const { stores, clock, entrance, wishes, hasLegacyVisitors } = deps;
	const place = { chat, workspace, gateway, stores, clock, entrance, wishes, hasLegacyVisitors };
	return { deps, delivery, ...place, preferences, say };
}

async function deliverMessage(scene: Scene, event: WhatsAppMessage): Promise<Outcome> {
	const reason = await reasonToSkip(scene, event);
	if (reason !== undefined) return { result: 'skipped', reason };
	const translation = translateFromWhatsApp(event, scene.say);
	if (translation.action === 'skip') return { result: 'skipped', reason: translation.reason };
	const found = await findFile(scene, event, translation.message);
	return show(scene, event, await quoteInto(scene, found));
}

function deliverCall(scene: Scene): Promise<Outcome> | Outcome {
	if (isHidden(scene, readCall(scene.delivery.message)))
		return { result: 'skipped', reason: HIDDEN_GROUP };
	return showCall(scene);
}

function deliverFollowUp(scene: Scene, event: WhatsAppMessage): Promise<Outcome> | Outcome {
	if (isHidden(scene, event)) return { result: 'skipped', reason: HIDDEN_GROUP };
	return showFollowUp(scene, event);
}

/** The preference may have changed since the event was accepted. */
function isHidden({ preferences }: Scene, { chatId }: Pick<WhatsAppMessage, 'chatId'>): boolean {
	return isHiddenGroup(preferences, chatId);
}

async function show(scene: Scene, event: WhatsAppMessage, shown: BridgeMessage): Promise<Outcome> {
	let entered: EnteredRoom | undefined;
	try {
		const target = await withRoom(scene, scene.chat, (room) => {
			entered = room;
			return showMessage({ scene, room, event }, shown);
		});
		const add = await rowsOfBeginning(scene, event, entered);
		await refreshName(scene, event);
		return { result: 'done', ...target, add };
	} catch (error) {
		if (!isOfOtherSide(error)) throw error;
		const isNobodyThere =
			error.code === 'ROCKET_CHAT_NO_AGENT_ONLINE' && event.origin === 'customer';
		const add = await (isNobodyThere
			? rowsOfAbsence(scene)
			: rowsOfBeginning(scene, event, entered));
		if (add.length === 0) throw error;
		return { result: 'failed', error, add };
	}
}

function isOfOtherSide(error: unknown): error is BridgeError {
	const kinds = [HttpError, GreenApiError, RocketChatError];
	return kinds.some((kind) => error instanceof kind);
}

/** What a customer gets whose message has just opened a room. */
async function rowsOfBeginning(
	{ deps, delivery, chat }: Scene,
	{ origin }: WhatsAppMessage,
	entered: EnteredRoom | undefined,
): Promise<readonly NewLedgerMessage[]> {
	if (entered === undefined || origin !== 'customer') return [];
	const { conversation, hasJustOpened, holderId } = entered;
	// Also what waited when the room was opened: the try that opened it may have failed, or been killed.
	const hasWaited = chat.roomSince !== null && delivery.message.acceptedAt < chat.roomSince;
	if (!hasJustOpened && !hasWaited) return [];
	// What is sent once a conversation is counted by the chat that holds it.
	const holder = holderId === chat.id ? chat : await deps.stores.chats.find(holderId);
	return rowsAtStart(deps, holder ?? chat, { conversation, at: deps.clock.now() });
}

/** The conversation that would begin now is the next one. */
function rowsOfAbsence({ deps, chat }: Scene): Promise<readonly NewLedgerMessage[]> {
	return rowsWhenNobodyIsThere(deps, chat, { conversation: chat.conversations + 1 });
}

/** Why a message is not shown; undefined when it is. */
async function reasonToSkip(scene: Scene, event: WhatsAppMessage): Promise<string | undefined> {
	if (isHidden(scene, event)) return HIDDEN_GROUP;
	if (await isEcho(scene, event)) return 'the echo of a message that the bridge sent';
	if (isIncomplete(event) && (await hasCompletion(scene)))
		return 'its content came in a repeat, which is shown instead';
	return undefined;
}

async function hasCompletion({ stores, delivery, chat }: Scene): Promise<boolean> {
	const { message } = delivery;
	const rows = await stores.messages.listInChat(message.sourceId, chat.id);
	return rows.some(
		({ direction, kind, part }) =>
			direction === 'inbound' && kind === 'message' && part > message.part,
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
