import type { Clock } from '../clock.js';
import { eventKey } from '../domain/event-key.js';
import { isFailure, NO_LANE } from '../domain/ledger.js';
import type { LedgerMessage, NewLedgerMessage, Receipt } from '../domain/ledger.js';
import type { Instance } from '../domain/registry.js';
import type { WhatsAppReceipt } from '../green-api/events.js';
import type { MessageChange } from '../storage/message-store.js';
import type { CommitQueue } from './commit-queue.js';
import type { ReceiptMarks } from './receipt-marks.js';
import { receiptNotice } from './receipt-notices.js';
import type { ReceiptNoticeDeps } from './receipt-notices.js';

/** What GREEN-API's statuses mean for the message (docs: OutgoingMessageStatus); unknown ones are kept as events. */
const RECEIPT_OF: Readonly<Record<string, Receipt>> = {
	sent: 'sent',
	delivered: 'delivered',
	read: 'read',
	failed: 'failed',
	noAccount: 'noAccount',
	notInGroup: 'notInGroup',
	// Renamed in 5.44.37.12.
	yellowCard: 'suspended',
	suspended: 'suspended',
};

export type ReceiptDeps = ReceiptNoticeDeps & {
	readonly marks: Pick<ReceiptMarks, 'changed'>;
	readonly clock: Clock;
	readonly accept: CommitQueue['accept'];
	readonly wake: (laneIds: readonly number[]) => void;
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

export function createReceipts(deps: ReceiptDeps): Receipts {
	const { messages } = deps.stores;

	/** False when no message with that id has been settled yet. */
	async function raise(
		instanceId: Instance['id'],
		{ messageId, status, description }: Report,
	): Promise<boolean> {
		const receipt = receiptOf(status);
		if (receipt === undefined) return true;
		const reason = isFailure(receipt) ? [status, description].filter(Boolean).join(': ') : null;
		const raised = await messages.raiseReceipt(instanceId, messageId, receipt, reason);
		if (raised === undefined) return false;
		if (raised.isRaised) deps.marks.changed(raised.row);
		// Also a repeat: a crash may have come between the raise and its notice, which is written once.
		if (raised.isRaised || raised.row.receipt === receipt)
			await tell(raised.row, receipt, description);
		return true;
	}

	async function tell(row: LedgerMessage, receipt: Receipt, description: string): Promise<void> {
		const notice = await receiptNotice(deps, row, receipt, description);
		if (notice === undefined) return;
		await deps.accept([notice]);
		deps.wake([notice.laneId]);
	}

	async function applyTo(row: LedgerMessage): Promise<boolean> {
		const report = { messageId: row.sourceId, ...readReport(row) };
		const isApplied = await raise(row.instanceId, report);
		if (isApplied) await messages.update(row.id, { state: 'done', settledAt: row.acceptedAt });
		return isApplied;
	}

	async function applyParked(instanceId: Instance['id'], messageId: string): Promise<void> {
		for (const row of await messages.listWaitingFor(instanceId, messageId)) await applyTo(row);
	}

	return {
		applyParked,
		async applyAllParked() {
			for (const row of await messages.listWaiting(MOST_PARKED)) {
				const now = deps.clock.now();
				const isOld = row.acceptedAt < now - PARKED_MS;
				if (!(await applyTo(row)) && isOld) await messages.update(row.id, foreign(now));
			}
		},
		async receive(instance, receipt, payload) {
			if (receiptOf(receipt.status) === undefined) return keep(deps, instance, receipt, payload);
			if (await raise(instance.id, receipt)) return { isRepeat: false };
			const { repeats } = await deps.accept([parked(instance, receipt, payload)]);
			// The message may have been settled since we looked.
			await applyParked(instance.id, receipt.messageId);
			return { isRepeat: repeats.length > 0 };
		},
	};
}

type Report = { readonly messageId: string; readonly status: string; readonly description: string };

function receiptOf(status: string): Receipt | undefined {
	return Object.hasOwn(RECEIPT_OF, status) ? RECEIPT_OF[status] : undefined;
}

function readReport(row: LedgerMessage): Omit<Report, 'messageId'> {
	const { status, description } = JSON.parse(row.payload) as Partial<Report>;
	return { status: status ?? '', description: description ?? '' };
}

/** A status that was not invented yet: kept for `trace`, changes nothing. */
async function keep(
	{ accept }: ReceiptDeps,
	instance: Instance,
	receipt: WhatsAppReceipt,
	payload: object,
): Promise<{ isRepeat: boolean }> {
	const note = 'a status of a sent message that the bridge does not know';
	const kept = { kind: 'event', state: 'skipped', note } as const;
	const { repeats } = await accept([{ ...parked(instance, receipt, payload), ...kept }]);
	return { isRepeat: repeats.length > 0 };
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
		laneId: NO_LANE,
		kind: 'receipt',
		sourceId: receipt.messageId,
		part: 0,
		payload: JSON.stringify(withoutChat(payload)),
		state: 'waiting',
	};
}

/** Whose message it is stands in that message's own row. */
function withoutChat(payload: object): object {
	return Object.fromEntries(Object.entries(payload).filter(([name]) => name !== 'chatId'));
}
