import { randomBytes } from 'node:crypto';
import type { RoomId } from '../domain/ids.js';
import type { Instance } from '../domain/registry.js';
import { refusal } from './refusals.js';
import type { HttpClient } from '../http/types.js';
import type { LedgerView } from '../storage/ledger-view.js';
import type { Stores } from '../storage/stores.js';
import { GREEN_API_PATH } from '../config/webhook-paths.js';

/** A number that is given to nobody (555-0100 to 555-0199 are kept for fiction; NANPA). */
const TEST_CHAT = '12025550143@c.us';
/** What agents see as the customer's name. */
const TEST_VISITOR = 'greenapi-rc test';

const LOOK_EVERY_MS = 200;

/**
 * Plays GREEN-API's call for a text of a new customer, with the instance's own token, at the daemon's public address.
 * Answers the message's id. Rejects with RefusedError `test-refused` when that is not answered with 200, or HttpError.
 */
export async function sendTestMessage(
	http: HttpClient,
	instance: Pick<Instance, 'id' | 'webhookToken' | 'wid'>,
	{ appUrl, text }: { readonly appUrl: string; readonly text: string },
): Promise<string> {
	const messageId = `GRCTEST${randomBytes(9).toString('hex').toUpperCase()}`;
	const answer = await http.send({
		method: 'POST',
		url: `${appUrl}${GREEN_API_PATH}`,
		headers: {
			Authorization: `Bearer ${instance.webhookToken}`,
			'Content-Type': 'application/json',
		},
		body: JSON.stringify(bodyOf(instance, messageId, text)),
		label: 'test message',
	});
	if (answer.status === 200) return messageId;
	throw refusal({
		code: 'test-refused',
		status: 502,
		message: 'refusal.test-refused',
		help: 'help.test-refused',
		values: { status: answer.status },
	});
}

function bodyOf({ id, wid }: Pick<Instance, 'id' | 'wid'>, idMessage: string, text: string) {
	const person = { chatId: TEST_CHAT, sender: TEST_CHAT };
	return {
		typeWebhook: 'incomingMessageReceived',
		instanceData: { idInstance: Number(id), wid, typeInstance: 'whatsapp' },
		timestamp: Math.floor(Date.now() / 1000),
		idMessage,
		senderData: { ...person, chatName: TEST_VISITOR, senderName: TEST_VISITOR },
		messageData: { typeMessage: 'textMessage', textMessageData: { textMessage: text } },
	};
}

type Look = Pick<Stores, 'inspection'>;

/**
 * Follows the message with this id until it stands in Rocket.Chat; `onWait` hears each new reason why it does not yet.
 * Rejects with RefusedError `test-not-delivered` after `timeoutMs`, when it was given up, or when `signal` aborts.
 */
export async function followTestMessage(
	stores: Look,
	messageId: string,
	order: {
		readonly timeoutMs: number;
		readonly signal: AbortSignal;
		onWait(reason: string): void;
	},
): Promise<{ readonly roomId: RoomId; readonly targetId: string }> {
	const end = Date.now() + order.timeoutMs;
	let told = '';
	for (;;) {
		const row = await newest(stores, messageId);
		if (row?.state === 'done' && row.roomId !== null)
			return { roomId: row.roomId, targetId: row.targetId ?? '' };
		const reason = row?.lane?.wait ?? row?.lastError ?? '';
		if (reason !== '' && reason !== told) order.onWait(reason);
		told = reason;
		if (row?.state === 'dead' || Date.now() > end || order.signal.aborted)
			throw notDelivered(reason);
		await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
	}
}

/** The newest message of a real customer that this instance's agents were shown since `since` (epoch milliseconds). */
export async function findRealMessage(
	{ inspection }: Look,
	instance: Pick<Instance, 'id'>,
	since: number,
): Promise<LedgerView | undefined> {
	const rows = await inspection.view(await inspection.newestInbound(instance.id, since, 20));
	return rows.find(({ state, chatId }) => state === 'done' && chatId !== TEST_CHAT);
}

/** The newest test message that stands in Rocket.Chat, as far as it is among the newest messages. */
export async function findTestMessage(
	{ inspection }: Look,
	instance: Pick<Instance, 'id'>,
): Promise<LedgerView | undefined> {
	const rows = await inspection.view(await inspection.newestInbound(instance.id, 0, 50));
	return rows.find(({ state, chatId }) => state === 'done' && chatId === TEST_CHAT);
}

/** Whether a message of this instance has reached Rocket.Chat ever. */
export async function hasDelivered(
	{ inspection }: Look,
	instance: Pick<Instance, 'id'>,
): Promise<boolean> {
	const rows = await inspection.view(await inspection.newestInbound(instance.id, 0, 50));
	return rows.some(({ state }) => state === 'done');
}

async function newest({ inspection }: Look, messageId: string): Promise<LedgerView | undefined> {
	const [row] = await inspection.view(await inspection.newestOfMessage(messageId, 1));
	return row;
}

function notDelivered(reason: string) {
	return refusal({
		code: 'test-not-delivered',
		status: 504,
		message: 'refusal.test-not-delivered',
		help: 'help.test-not-delivered',
		values: { reason: reason === '' ? { key: 'reason.unclear' } : reason },
	});
}
