import { asInstanceId } from '../domain/ids.js';
import type { Chat, Workspace } from '../domain/registry.js';
import { parseRocketChatWebhook } from '../rocket-chat/webhook.js';
import { acceptClosing } from './automatic.js';
import { refusalNotice } from './notices.js';
import { findChatOfRoom } from './outbound-chat.js';
import { sayTo } from './outbound-notices.js';
import { planOutbound } from './outbound-plan.js';
import type { AgentEvent, Plan, Refusal } from './outbound-plan.js';
import type { ReceiveDeps } from './receive-green-api.js';

/** What the app shows the agent as "not delivered" when it has a `message` (docs/protocol.md). */
export type RocketChatAnswer = { readonly status: 'ok' } | { readonly message: string };

export type RocketChatReceived = {
	readonly answer: RocketChatAnswer;
	readonly accepted: number;
	readonly repeated: number;
};

const NOTHING: RocketChatReceived = { answer: { status: 'ok' }, accepted: 0, repeated: 0 };

/**
 * Writes down what an agent did: messages (one row a text or file), edits, deletions and reactions, each call in one
 * commit; resolves after it. A repeated call changes nothing.
 */
export async function receiveRocketChat(
	deps: ReceiveDeps,
	workspace: Workspace,
	body: unknown,
): Promise<RocketChatReceived> {
	const event = parseRocketChatWebhook(body);
	if (event.kind === 'ignored') return NOTHING;
	const chat = await findChatOfRoom(deps, workspace, event);
	if (event.kind === 'room-closed') {
		if (chat === undefined) return NOTHING;
		await acceptClosing(deps, chat, event.roomId);
		await deps.stores.chats.forgetRoom(chat.id, event.roomId);
		return NOTHING;
	}
	if (event.kind === 'room-served') {
		if (chat !== undefined) await deps.stores.chats.setServing(chat.id, event.roomId, event.agent);
		return NOTHING;
	}
	const plan = await planOutbound({ deps, workspace, chat }, event);
	return plan.refusal === undefined
		? accept(deps, chat, event, plan)
		: refuse(deps, workspace, chat, event, plan.refusal);
}

async function accept(
	deps: ReceiveDeps,
	chat: Chat | undefined,
	event: AgentEvent,
	{ rows, ifRepeated = [] }: Plan,
): Promise<RocketChatReceived> {
	if (rows.length === 0) return NOTHING;
	const { repeats } = await deps.accept(rows);
	// An older message may be edited in any room, or repeated.
	const isWritten =
		repeats.length < rows.length &&
		rows.some(({ kind, state }) => kind === 'message' && state === 'pending');
	if (isWritten && chat !== undefined && isNewRoom(chat, event))
		await deps.stores.chats.update(chat.id, {
			...{ roomId: event.roomId, roomSince: deps.clock.now() },
		});
	if (repeats.length > 0 && ifRepeated.length > 0) await deps.accept(ifRepeated);
	deps.wake([...new Set(rows.map(({ laneId }) => laneId))]);
	return {
		answer: { status: 'ok' },
		accepted: rows.length - repeats.length,
		repeated: repeats.length,
	};
}

/**
 * The room an agent writes in is the open one, whoever opened it. Not so the room of another visitor (one customer with two
 * ids had two), nor one that was left before the chat got its present room: calls come late, in any order.
 */
function isNewRoom({ roomId, roomSince, visitorToken }: Chat, event: AgentEvent): boolean {
	if (event.roomId === roomId || event.visitorToken !== visitorToken) return false;
	if (roomId === null || roomSince === null || event.kind !== 'agent-messages') return true;
	return event.messages.some(({ message }) => (message.writtenAt ?? Infinity) >= roomSince);
}

async function refuse(
	deps: ReceiveDeps,
	workspace: Workspace,
	chat: Chat | undefined,
	event: AgentEvent,
	refusal: Refusal,
): Promise<RocketChatReceived> {
	const instanceId = chat?.instanceId ?? asInstanceId('');
	const say = await sayTo(deps, { workspaceId: workspace.id, instanceId });
	const { headline, reason } = refusal;
	const message = say(reason.key, reason.values);
	const showsAnswer = event.kind !== 'agent-messages' || event.showsAnswer;
	if (!showsAnswer && chat !== undefined)
		await sayInRoom(deps, chat, refusal, `${say(headline)} ${message}`);
	return { answer: { message }, accepted: 0, repeated: 0 };
}

/** Rocket.Chat's own webhook shows our answer to nobody: then the room says it, where only people in Rocket.Chat see it. */
async function sayInRoom(
	deps: ReceiveDeps,
	chat: Chat,
	{ messageId, deed }: Refusal,
	text: string,
): Promise<void> {
	const laneId = await deps.chats.lane(chat, 'inbound');
	const about = { chat, laneId, messageId, text, ...(deed === '' ? {} : { deed }) };
	await deps.accept([refusalNotice(about)]);
	deps.wake([laneId]);
}
