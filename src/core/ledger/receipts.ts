import type { Clock } from '../clock.js';
import { eventKey } from '../domain/event-key.js';
import type { NewLedgerMessage, Receipt } from '../domain/ledger.js';
import type { Instance } from '../domain/registry.js';
import type { WhatsAppReceipt } from '../green-api/events.js';
import type { MessageChange } from '../storage/message-store.js';
import type { Stores } from '../storage/stores.js';
import type { CommitQueue } from './commit-queue.js';

/** What GREEN-API's statuses mean for the message (docs: OutgoingMessageStatus); unknown ones are kept as events. */
const RECEIPT_OF: Readonly<Record<string, Receipt>> = {
	sent: 'sent',
	delivered: 'delivered',
	read: 'read',
	failed: 'failed',
	noAccount: 'failed',
	notInGroup: 'failed',
	yellowCard: 'failed',
	suspended: 'failed',
};

const MOST_PARKED = 1000;
/** As long as a message is tried. What is parked longer belongs to a message that somebody wrote on the phone. */
const PARKED_MS = 24 * 3_600_000;

/** Keeps what became of sent messages. A receipt that arrives before its message was settled waits for it. */
export type Receipts = {
	receive(
		instance: Instance,
		receipt: WhatsAppReceipt,
		payload: object,
	): Promise<{ isRepeat: boolean }>;
	/** A message was delivered under this id: apply what was parked for it. */
	applyParked(instanceId: Instance['id'], messageId: string): Promise<void>;
	/** Looks once at what is parked: a crash may have come between a settle and its receipts. Ends what is too old. */
	applyAllParked(): Promise<void>;
};

export function createReceipts(deps: {
	readonly stores: Stores;
	readonly clock: Clock;
	readonly accept: CommitQueue['accept'];
}): Receipts {
	const { messages } = deps.stores;

	async function raise(
		instanceId: Instance['id'],
		messageId: string,
		status: string,
		description: string,
	): Promise<boolean> {
		const receipt = Object.hasOwn(RECEIPT_OF, status) ? RECEIPT_OF[status] : undefined;
		if (receipt === undefined) return true;
		const reason = receipt === 'failed' ? [status, description].filter(Boolean).join(': ') : null;
		return messages.raiseReceipt(instanceId, messageId, receipt, reason);
	}

	async function applyParked(instanceId: Instance['id'], messageId: string): Promise<void> {
		for (const row of await messages.listWaitingFor(instanceId, messageId)) {
			const { status, description } = JSON.parse(row.payload) as {
				status?: string;
				description?: string;
			};
			const isApplied = await raise(instanceId, messageId, status ?? '', description ?? '');
			if (isApplied) await messages.update(row.id, { state: 'done', settledAt: row.acceptedAt });
		}
	}

	return {
		applyParked,
		async applyAllParked() {
			for (const row of await messages.listWaiting(MOST_PARKED)) {
				const now = deps.clock.now();
				if (row.acceptedAt < now - PARKED_MS) await messages.update(row.id, foreign(now));
				else await applyParked(row.instanceId, row.sourceId);
			}
		},
		async receive(instance, receipt, payload) {
			const isKnown = await raise(
				instance.id,
				receipt.messageId,
				receipt.status,
				receipt.description,
			);
			if (isKnown) return { isRepeat: false };
			const { repeats } = await deps.accept([parked(instance, receipt, payload)]);
			// The message may have been settled since we looked.
			await applyParked(instance.id, receipt.messageId);
			return { isRepeat: repeats.length > 0 };
		},
	};
}

function foreign(now: number): MessageChange {
	return { state: 'skipped', note: 'the bridge sent no message with this id', settledAt: now };
}

function parked(instance: Instance, receipt: WhatsAppReceipt, payload: object): NewLedgerMessage {
	return {
		eventKey: eventKey([
			'receipt',
			instance.workspaceId,
			instance.id,
			receipt.messageId,
			receipt.status,
		]),
		direction: 'inbound',
		workspaceId: instance.workspaceId,
		instanceId: instance.id,
		laneId: 0,
		kind: 'receipt',
		sourceId: receipt.messageId,
		part: 0,
		payload: JSON.stringify(payload),
		state: 'waiting',
	};
}
