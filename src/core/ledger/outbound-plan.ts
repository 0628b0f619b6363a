import type { NewLedgerMessage } from '../domain/ledger.js';
import type { Chat, Workspace } from '../domain/registry.js';
import type {
	AgentDeletion,
	AgentMessage,
	AgentMessages,
	AgentReaction,
} from '../rocket-chat/events.js';
import type { TextKey } from '../texts/en.js';
import { toEmoji } from '../translate/to-whatsapp/emoji.js';
import { renderSignature } from '../translate/to-whatsapp/signature.js';
import { findChatOfRow } from './outbound-chat.js';
import { DELETABLE_MS, EDITABLE_MS, findKnown, isOlderThan } from './outbound-originals.js';
import { whyFilesRefused, whyNotAllowed } from './outbound-refusals.js';
import type { Reason } from './outbound-refusals.js';
import { deletionRow, editRow, messageRows, reactionRow, takenBackRow } from './outbound-rows.js';
import type { Place } from './outbound-rows.js';
import type { ReceiveDeps } from './receive-green-api.js';

/** What an agent did, beyond the end of a conversation. */
export type AgentEvent = AgentMessages | AgentDeletion | AgentReaction;

/** The agent must know at once that nothing goes out. */
export type Refusal = {
	readonly headline: TextKey;
	readonly reason: Reason;
	readonly messageId: string;
	/** Tells the edits of one message apart. */
	readonly deed: string;
};

/** What becomes of a call: rows to be written down, or a refusal. No rows: nothing of it concerns the customer. */
export type Plan = {
	readonly rows: readonly NewLedgerMessage[];
	/** Wanted in addition when some of the rows proved to be there already. */
	readonly ifRepeated?: readonly NewLedgerMessage[];
	readonly refusal?: Refusal;
};

type Scene = {
	readonly deps: ReceiveDeps;
	readonly workspace: Workspace;
	/** The chat of the room; undefined when that is not known. */
	readonly chat: Chat | undefined;
};

/** Decides what becomes of a call; asks the ledger, writes nothing. A call with one refusal is refused whole. */
export async function planOutbound(scene: Scene, event: AgentEvent): Promise<Plan> {
	const plans: Plan[] = [];
	for (const next of plansOf(scene, event)) {
		const planned = await next();
		if (planned.refusal !== undefined) return planned;
		plans.push(planned);
	}
	return {
		rows: plans.flatMap(({ rows }) => rows),
		ifRepeated: plans.flatMap(({ ifRepeated = [] }) => ifRepeated),
	};
}

function plansOf(scene: Scene, event: AgentEvent): readonly (() => Promise<Plan>)[] {
	if (event.kind === 'agent-messages')
		return event.messages.map((one) => () => planMessage(scene, event, one));
	const plan = (id: string): Promise<Plan> =>
		event.kind === 'agent-deletion'
			? planDeletion(scene, event, id)
			: planReaction(scene, event, id);
	return event.messageIds.map((id) => () => plan(id));
}

const NOTHING: Plan = { rows: [] };

async function planMessage(
	scene: Scene,
	event: AgentMessages,
	{ message, payload }: AgentMessages['messages'][number],
): Promise<Plan> {
	const { deps, workspace } = scene;
	const { messageId, agentUserId, agentName: name, agentUsername: username } = message;
	const known = message.isEdit ? await findKnown(deps.stores, workspace.id, messageId) : undefined;
	const first = known?.parts[0];
	const headline = first === undefined ? 'outgoing.not-delivered' : 'outgoing.not-edited';
	const deed = message.isEdit ? message.editedAt || message.text : '';
	const refuse = (reason: Reason): Plan => refused({ headline, reason, messageId, deed });
	const chat = (await findChatOfRow(deps, first)) ?? scene.chat;
	const reason = await whyNotAllowed(deps, workspace, chat, agentUserId);
	if (reason !== undefined || chat === undefined)
		return refuse(reason ?? { key: 'outgoing.no-chat' });
	const place = await placeOf(deps, chat, event);
	const edit = editRow(place, message, payload);
	if (first !== undefined) {
		const isLate = isOlderThan(first, EDITABLE_MS, deps.clock.now());
		// A repeat of an edit that was accepted in time is none too late.
		if (isLate && !known?.edits.some(({ eventKey }) => eventKey === edit.eventKey))
			return refuse({ key: 'outgoing.edit-too-late' });
		return { rows: [edit] };
	}
	if (isLongWritten(message, deps.clock.now())) return refuse({ key: 'outgoing.edit-undelivered' });
	const tooLarge = whyFilesRefused(message, deps.maxFileBytes);
	if (tooLarge !== undefined) return refuse(tooLarge);
	const { signature } = await deps.preferences.of(workspace.id, chat.instanceId);
	const rendered = renderSignature(signature, { name, username });
	// An edit whose first form is not in the ledger was lost on its way (Rocket.Chat gives up after about 100 seconds):
	// then it is all there is of the message, unless the first form is being accepted at this moment.
	return {
		rows: messageRows(place, message, payload, rendered),
		...(message.isEdit ? { ifRepeated: [edit] } : {}),
	};
}

/** A correction of something old that never went out (from before the bridge was there) is no news for the customer. */
function isLongWritten({ isEdit, writtenAt }: AgentMessage, now: number): boolean {
	return isEdit && writtenAt !== undefined && now - writtenAt > EDITABLE_MS;
}

async function planDeletion(scene: Scene, event: AgentDeletion, messageId: string): Promise<Plan> {
	const { deps, workspace } = scene;
	const known = await findKnown(deps.stores, workspace.id, messageId);
	if (known.shown !== undefined || known.isNotice) return NOTHING;
	const [first] = known.parts;
	const refuse = (reason: Reason): Plan =>
		refused({ headline: 'outgoing.not-deleted', reason, messageId, deed: 'deletion' });
	const chat = (await findChatOfRow(deps, first)) ?? scene.chat;
	const reason = await whyNotAllowed(deps, workspace, chat, event.agentUserId);
	if (reason !== undefined || chat === undefined)
		return refuse(reason ?? { key: 'outgoing.no-chat' });
	const now = deps.clock.now();
	const isLate =
		known.parts.length > 0 && known.parts.every((row) => isOlderThan(row, DELETABLE_MS, now));
	if (isLate && known.deletions.length === 0) return refuse({ key: 'outgoing.deletion-too-late' });
	const place = await placeOf(deps, chat, event);
	const inItsPlace = first === undefined ? [takenBackRow(place, messageId)] : [];
	return { rows: [deletionRow(place, event, messageId), ...inItsPlace] };
}

async function planReaction(scene: Scene, event: AgentReaction, messageId: string): Promise<Plan> {
	const { deps, workspace } = scene;
	const emoji = toEmoji(event.reaction);
	// It never was in WhatsApp: nothing is to be taken away there.
	if (emoji === undefined && event.isRemoved) return NOTHING;
	const known = await findKnown(deps.stores, workspace.id, messageId);
	if (known.isNotice) return NOTHING;
	const deed = [event.agentUserId, event.reaction, event.reactedAt].join(' ');
	const refuse = (reason: Reason): Plan =>
		refused({ headline: 'outgoing.not-reacted', reason, messageId, deed });
	const chat = (await findChatOfRow(deps, known.shown ?? known.parts[0])) ?? scene.chat;
	const reason = await whyNotAllowed(deps, workspace, chat, event.agentUserId);
	if (reason !== undefined || chat === undefined)
		return refuse(reason ?? { key: 'outgoing.no-chat' });
	if (emoji === undefined)
		return refuse({ key: 'outgoing.emoji-unknown', values: { emoji: event.reaction } });
	return { rows: [reactionRow(await placeOf(deps, chat, event), event, messageId, emoji)] };
}

async function placeOf(
	deps: ReceiveDeps,
	chat: Chat,
	{ visitorToken, roomId }: AgentEvent,
): Promise<Place> {
	const laneId = await deps.chats.lane(chat, 'outbound');
	return { chat, laneId, room: { visitorToken, roomId } };
}

function refused(refusal: Refusal): Plan {
	return { rows: [], refusal };
}
