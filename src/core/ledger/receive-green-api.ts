import type { Clock } from '../clock.js';
import { RefusedError } from '../domain/errors.js';
import { eventKey } from '../domain/event-key.js';
import { NO_LANE } from '../domain/ledger.js';
import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import type { Instance } from '../domain/registry.js';
import { isIncomplete } from '../green-api/completeness.js';
import type { GreenApiWebhook, WhatsAppCall, WhatsAppMessage } from '../green-api/events.js';
import { followUpOf } from '../green-api/follow-up.js';
import { isBroadcast, LONGEST_CHAT_ID } from '../green-api/identity.js';
import { parseGreenApiWebhook } from '../green-api/webhook.js';
import type { Stores } from '../storage/stores.js';
import type { ChatBook } from './chat-book.js';
import type { CommitQueue } from './commit-queue.js';
import { HIDDEN_GROUP, isHiddenGroup } from './hidden-group.js';
import type { SpeakingDeps } from './outbound-notices.js';
import { readInbound } from './payloads.js';
import type { PreferenceBook } from './preference-book.js';
import { signalRows } from './receive-signals.js';
import type { Receipts } from './receipts.js';
import type { StateWatch } from './state-watch.js';

export type ReceiveDeps = SpeakingDeps & {
	readonly stores: Stores;
	readonly clock: Clock;
	readonly chats: ChatBook;
	readonly receipts: Receipts;
	readonly states: Pick<StateWatch, 'report'>;
	readonly preferences: PreferenceBook;
	/** Largest file that crosses, bytes. */
	readonly maxFileBytes: number;
	readonly accept: CommitQueue['accept'];
	readonly wake: (laneIds: readonly number[]) => void;
};

/** `isMessage`: it is something that crosses, not a receipt or a change of state. */
export type GreenApiReceived = { readonly isRepeat: boolean; readonly isMessage: boolean };

const BROADCAST = 'a status or a channel: no conversation that could be answered';

/**
 * Writes a webhook of GREEN-API down; resolves after the commit. Nothing that it holds is refused, except what is no
 * JSON object or was sent for another instance.
 */
export async function receiveGreenApi(
	deps: ReceiveDeps,
	instance: Instance,
	body: unknown,
): Promise<GreenApiReceived> {
	const webhook = parseGreenApiWebhook(body, deps.clock.now());
	if (webhook === undefined) throw noObject();
	if (webhook.idInstance !== undefined && webhook.idInstance !== instance.id) throw otherInstance();
	const { event } = webhook;
	switch (event.kind) {
		case 'message':
			if (event.chatId.length > LONGEST_CHAT_ID) break;
			return { isMessage: true, ...(await receiveMessage(deps, instance, event, webhook)) };
		case 'call':
			if (event.chatId.length > LONGEST_CHAT_ID) break;
			return { isMessage: true, ...(await receiveCall(deps, instance, event, webhook)) };
		case 'receipt':
			return {
				isMessage: false,
				...(await deps.receipts.receive(instance, event, webhook.payload)),
			};
		case 'state':
			await deps.states.report(instance.id, event);
			break;
		default:
	}
	const following = await signalRows(deps, instance, event);
	return { isMessage: false, ...(await keep(deps, instance, webhook, following)) };
}

async function receiveMessage(
	deps: ReceiveDeps,
	instance: Instance,
	event: WhatsAppMessage,
	webhook: GreenApiWebhook,
): Promise<{ isRepeat: boolean }> {
	const preferences = await deps.preferences.of(instance.workspaceId, instance.id);
	// What people write in groups that nobody wants to see, and to everybody they know, is not even kept.
	if (isHiddenGroup(preferences, event.chatId))
		return keepTrace(deps, instance, event, webhook, HIDDEN_GROUP);
	if (isBroadcast(event.chatId)) return keepTrace(deps, instance, event, webhook, BROADCAST);
	const name =
		event.chatName === '' && event.origin === 'customer' ? event.senderName : event.chatName;
	const laneId = await deps.chats.laneOfChat(instance, event.chatId, name);
	const followUp = followUpOf(event);
	const row: NewLedgerMessage = {
		...rowOf(instance, webhook),
		eventKey: messageKey(instance, event, webhook),
		laneId,
		kind: followUp?.kind ?? 'message',
		sourceId: followUp?.about ?? event.messageId,
		state: 'pending',
	};
	const { repeats } = await deps.accept([row]);
	const [first] = repeats;
	if (first?.kind === 'message') await complete(deps, first, row, event);
	deps.wake([laneId]);
	return { isRepeat: first !== undefined };
}

/** Each event of a call is a row; they are shown as one line. */
async function receiveCall(
	deps: ReceiveDeps,
	instance: Instance,
	call: WhatsAppCall,
	webhook: GreenApiWebhook,
): Promise<{ isRepeat: boolean }> {
	const laneId = await deps.chats.laneOfChat(instance, call.chatId, '');
	const { callId, status } = call;
	const row: NewLedgerMessage = {
		...rowOf(instance, webhook),
		eventKey: eventKey(['call', instance.workspaceId, instance.id, call.chatId, callId, status]),
		laneId,
		kind: 'call',
		sourceId: callId,
		state: 'pending',
	};
	const { repeats } = await deps.accept([row]);
	deps.wake([laneId]);
	return { isRepeat: repeats.length > 0 };
}

type RowBase = Omit<NewLedgerMessage, 'eventKey' | 'laneId' | 'kind' | 'sourceId' | 'state'>;

function rowOf(instance: Instance, { payload }: GreenApiWebhook): RowBase {
	return {
		direction: 'inbound',
		workspaceId: instance.workspaceId,
		instanceId: instance.id,
		part: 0,
		payload: JSON.stringify(payload),
	};
}

/** A vote changes what is shown each time, under the same message id: its content belongs to its fingerprint. */
function messageKey(
	instance: Instance,
	event: WhatsAppMessage,
	{ payload }: GreenApiWebhook,
): string {
	const hasOwnId = event.typeMessage !== 'pollUpdateMessage';
	const content = hasOwnId ? '' : JSON.stringify([payload['messageData'], event.sentAt]);
	return eventKey([
		'whatsapp',
		event.origin,
		instance.workspaceId,
		instance.id,
		event.chatId,
		event.messageId,
		content,
	]);
}

/**
 * A repeat that carries more than the first (the text after {{SWE001}}, a media link that was empty) is a row of its
 * own: it replaces the placeholder where that was shown already, and stands for it where it was not.
 */
async function complete(
	deps: ReceiveDeps,
	first: LedgerMessage,
	again: NewLedgerMessage,
	event: WhatsAppMessage,
): Promise<void> {
	if (isIncomplete(event) || !isIncomplete(readInbound(first))) return;
	await deps.accept([{ ...again, eventKey: eventKey(['completed', first.eventKey]), part: 1 }]);
}

/** Kept for `trace`, with what it has people told. */
async function keep(
	deps: ReceiveDeps,
	instance: Instance,
	webhook: GreenApiWebhook,
	following: readonly NewLedgerMessage[],
): Promise<{ isRepeat: boolean }> {
	const { event, payload } = webhook;
	const name = event.kind === 'other' ? event.name : event.kind;
	const outcome = following.length === 0 ? 'kept, nothing to show' : 'kept, people are told';
	const note = event.kind === 'state' ? `instance is ${event.state}` : `${name}: ${outcome}`;
	const text = JSON.stringify(payload);
	const row = {
		...rowOf(instance, webhook),
		eventKey: eventKey(['event', instance.workspaceId, instance.id, text]),
		sourceId: typeof payload['idMessage'] === 'string' ? payload['idMessage'] : '',
		note,
	};
	return keepRow(deps, row, following);
}

/** That it came, without what it says. */
async function keepTrace(
	deps: ReceiveDeps,
	instance: Instance,
	event: WhatsAppMessage,
	webhook: GreenApiWebhook,
	note: string,
): Promise<{ isRepeat: boolean }> {
	return keepRow(deps, {
		...rowOf(instance, webhook),
		eventKey: messageKey(instance, event, webhook),
		sourceId: event.messageId,
		payload: JSON.stringify({ typeWebhook: webhook.payload['typeWebhook'], chatId: event.chatId }),
		note,
	});
}

async function keepRow(
	deps: ReceiveDeps,
	row: Omit<NewLedgerMessage, 'laneId' | 'kind' | 'state'>,
	following: readonly NewLedgerMessage[] = [],
): Promise<{ isRepeat: boolean }> {
	const kept = { ...row, laneId: NO_LANE, kind: 'event', state: 'skipped' } as const;
	const { repeats } = await deps.accept([kept, ...following]);
	const laneIds = following.map(({ laneId }) => laneId).filter((id) => id !== NO_LANE);
	if (laneIds.length > 0) deps.wake(laneIds);
	return { isRepeat: repeats.some(({ eventKey: key }) => key === row.eventKey) };
}

function noObject(): RefusedError {
	return new RefusedError('The body is not a JSON object.', {
		code: 'malformed-body',
		help: 'Send the notification as GREEN-API does: a JSON object with typeWebhook and instanceData.',
		status: 400,
	});
}

function otherInstance(): RefusedError {
	return new RefusedError(
		'The token of the Authorization header belongs to another instance than the body names.',
		{
			code: 'wrong-instance',
			help: 'Give each instance its own webhookUrlToken; create-instance does so by itself.',
			status: 403,
		},
	);
}
