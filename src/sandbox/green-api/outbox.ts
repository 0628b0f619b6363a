import type { WireObject } from '../read.js';
import { echoData, messageBody, statusBody, type Envelope } from './bodies.js';
import type { Journal } from './journal.js';
import { createSendQueue, type SendQueue } from './send-queue.js';
import type { GreenApiSandboxOptions, JournalMessage } from './types.js';

/** What an instance sends: the queue, what left it, and what is reported of it. */
export type Outbox = {
	readonly queue: SendQueue;
	/** What the API sent, in the order in which it left the queue. */
	readonly sent: readonly JournalMessage[];
	readonly withoutAccount: Set<string>;
	/** Posts an outgoingMessageStatus, and keeps the status. */
	readonly report: (
		idMessage: string,
		chatId: string,
		status: string,
		description?: string,
	) => void;
	/** How many messages wait to be sent, or to be reported. */
	readonly unsettled: () => number;
};

export type OutboxDeps = {
	readonly options: GreenApiSandboxOptions;
	readonly envelope: Envelope;
	readonly journal: Journal;
	readonly settings: WireObject;
	readonly maySend: () => boolean;
	readonly notify: (lane: string, webhook: WireObject) => void;
};

/** Starts empty. */
export function createOutbox(deps: OutboxDeps): Outbox {
	const { options, envelope, journal, notify } = deps;
	const withoutAccount = new Set<string>();
	const sent: JournalMessage[] = [];
	let unreported = 0;
	const queue = createSendQueue({
		delayMs: options.queueDelayMs ?? 0,
		maySend: deps.maySend,
		leave,
	});

	function leave(message: JournalMessage): void {
		message.at = Date.now();
		message.status = 'sent';
		journal.add(message);
		sent.push(message);
		if (withoutAccount.has(message.chatId)) {
			report(message.idMessage, message.chatId, 'noAccount');
			return;
		}
		if (deps.settings['outgoingAPIMessageWebhook'] === 'yes') echo(message);
		if (options.receipts === false) return;
		unreported += 1;
		if (options.receiptDelayMs === undefined) reportAll(message);
		else setTimeout(reportAll, options.receiptDelayMs, message).unref();
	}

	function echo(message: JournalMessage): void {
		const body = messageBody(envelope, 'outgoingAPIMessageReceived', message, echoData(message));
		notify(message.chatId, body);
	}

	function reportAll(message: JournalMessage): void {
		unreported -= 1;
		for (const status of ['sent', 'delivered', 'read']) {
			report(message.idMessage, message.chatId, status);
		}
	}

	function report(idMessage: string, chatId: string, status: string, description?: string): void {
		const message = journal.find(chatId, idMessage);
		if (message !== undefined) message.status = status;
		notify(chatId, statusBody(envelope, { chatId, idMessage, status, description }));
	}

	return { queue, sent, withoutAccount, report, unsettled: () => queue.size + unreported };
}
