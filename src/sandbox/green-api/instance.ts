import { randomBytes } from 'node:crypto';
import type { Poster } from '../poster.js';
import type { WireObject } from '../read.js';
import { stateBody, type Envelope } from './bodies.js';
import { createJournal, type Journal } from './journal.js';
import { createOutbox } from './outbox.js';
import { qrPayload, qrPicture } from './qr-picture.js';
import type { SendQueue } from './send-queue.js';
import { defaultSettings, isWanted } from './settings.js';
import type { GreenApiSandboxOptions, InstanceView, NewInstance } from './types.js';
import { createWebhookQueue, type WebhookQueue } from './webhook-queue.js';

/** One WhatsApp account: its state, messages and queues. */
export type SandboxInstance = InstanceView & {
	readonly envelope: Envelope;
	readonly journal: Journal;
	readonly sendQueue: SendQueue;
	readonly webhooks: WebhookQueue;
	readonly reactions: { chatId: string; idMessage: string; reaction: string }[];
	/** The QR code of now, base64 of a PNG. */
	qrCode(): string;
	/** How many messages wait to be sent, or to be reported. */
	unsettled(): number;
	newId(): string;
	/** Posts a webhook where the settings want it. */
	notify(lane: string, webhook: WireObject): void;
	changeSettings(changes: WireObject): void;
	/** `starting` for a while, then as before (or `authorized`). */
	restart(): void;
	stop(): void;
};

/** Makes an instance. It is authorized and has all notifications off unless told otherwise. */
export function createInstance(
	fresh: NewInstance,
	options: GreenApiSandboxOptions,
	poster: Poster,
): SandboxInstance {
	const { wid = '79990000000@c.us' } = fresh;
	const idInstance = String(fresh.idInstance);
	const envelope = { idInstance: Number(idInstance), wid };
	const settings = { ...defaultSettings(wid), ...fresh.settings };
	const journal = createJournal(options.journalDelayMs ?? 0);
	const webhooks = createWebhookQueue({
		poster,
		settings: () => settings,
		retryMs: options.webhookRetryMs ?? 60_000,
		parallel: options.parallelWebhooks,
		duplicateEvery: options.duplicateEvery,
	});
	const notify = (lane: string, webhook: WireObject): void => {
		if (isWanted(settings, webhook)) webhooks.enqueue(lane, webhook);
	};
	const maySend = (): boolean => account.state === 'authorized';
	const outbox = createOutbox({ options, envelope, journal, settings, notify, maySend });
	const account = createAccount(fresh.state ?? 'authorized', options.restartMs ?? 0, (state) => {
		notify('', stateBody(envelope, state));
		outbox.queue.resume();
	});

	return {
		idInstance,
		apiToken: fresh.apiToken ?? randomBytes(25).toString('hex'),
		wid,
		envelope,
		settings,
		get state() {
			return account.state;
		},
		setState: account.setState,
		restart: account.restart,
		suspendedUntil: fresh.suspendedUntil,
		qrCode: createQrCode(options.qrLifeMs ?? 20_000),
		sent: outbox.sent,
		get queue() {
			return outbox.queue.list();
		},
		sentTo: (chatId) => journal.ofChat(chatId).filter((message) => message.isByApi),
		unsettled: outbox.unsettled,
		reactions: [],
		withoutAccount: outbox.withoutAccount,
		hiddenIds: new Map(),
		report: outbox.report,
		journal,
		sendQueue: outbox.queue,
		webhooks,
		newId: createIds(),
		notify,
		changeSettings(changes) {
			Object.assign(settings, changes);
			webhooks.resume();
		},
		stop() {
			account.stop();
			outbox.queue.stop();
			webhooks.stop();
		},
	};
}

type Account = {
	readonly state: string;
	readonly setState: (state: string) => void;
	readonly restart: () => void;
	stop(): void;
};

function createAccount(
	initial: string,
	restartMs: number,
	changed: (state: string) => void,
): Account {
	let state = initial;
	let timer: NodeJS.Timeout | undefined;

	function setState(next: string): void {
		clearTimeout(timer);
		state = next;
		changed(next);
	}

	return {
		get state() {
			return state;
		},
		setState,
		restart() {
			if (restartMs === 0) return;
			const before = state === 'starting' ? 'authorized' : state;
			setState('starting');
			timer = setTimeout(setState, restartMs, before);
		},
		stop: () => {
			clearTimeout(timer);
		},
	};
}

/** One code at a time, whoever asks for it: the next one comes when it has lived (docs: api/account/QR). */
function createQrCode(lifeMs: number): () => string {
	let made = { at: -Infinity, picture: '' };
	return () => {
		if (Date.now() - made.at >= lifeMs) made = { at: Date.now(), picture: qrPicture(qrPayload()) };
		return made.picture;
	};
}

/** Ids like WhatsApp's: upper case hex digits, never twice, also not after a restart of the stand-in. */
function createIds(): () => string {
	const start = randomBytes(4).toString('hex').toUpperCase();
	let count = 0;
	return () => {
		count += 1;
		return `BAE5${start}${count.toString(16).toUpperCase().padStart(8, '0')}`;
	};
}
