import { createFifo, type Fifo } from '../fifo.js';
import type { Posted, Poster } from '../poster.js';
import type { OmnichannelWebhook, WebhookAnswer } from './types.js';

/** Delivers the webhooks of a workspace. */
export type WebhookSender = {
	enqueue(delivery: Delivery): void;
	/** Bodies that are not yet answered or given up. */
	readonly waiting: number;
	/** What came back, oldest first; the last thousand. */
	readonly answers: readonly WebhookAnswer[];
	stop(): void;
};

export type Delivery = {
	readonly rid: string;
	readonly messageIds: readonly string[];
	readonly target: OmnichannelWebhook;
	readonly body: string;
};

const ATTEMPTS = 5;
const KEPT_ANSWERS = 1000;

/**
 * Success is exactly 200. After 429, 5xx or no answer the same body goes out again, five times at most, `retryMs` apart;
 * any other status drops it (reference 3). One after the other in a room, rooms side by side.
 */
export function createWebhookSender(poster: Poster, retryMs: number): WebhookSender {
	const rooms = new Map<string, Fifo<Delivery>>();
	const timers = new Set<NodeJS.Timeout>();
	const answers: WebhookAnswer[] = [];
	let waiting = 0;
	let isStopped = false;

	function enqueue(delivery: Delivery): void {
		waiting += 1;
		const queue = rooms.get(delivery.rid);
		if (queue !== undefined) {
			queue.push(delivery);
			return;
		}
		const fresh = createFifo<Delivery>();
		fresh.push(delivery);
		rooms.set(delivery.rid, fresh);
		void drain(delivery.rid, fresh);
	}

	async function drain(rid: string, queue: Fifo<Delivery>): Promise<void> {
		for (let next = queue.peek(); next !== undefined && !isStopped; next = queue.peek()) {
			await deliver(next);
			queue.shift();
			waiting -= 1;
		}
		rooms.delete(rid);
	}

	async function deliver({ rid, messageIds, target, body }: Delivery): Promise<void> {
		const headers = { 'X-RocketChat-Livechat-Token': target.token };
		for (let attempt = 1; attempt <= ATTEMPTS && !isStopped; attempt += 1) {
			const answer = await poster.post(target.url, body, headers);
			keep({ rid, messageIds, status: answer.status, body: answer.text, attempt });
			if (!isRetried(answer) || attempt === ATTEMPTS) return;
			await pause();
		}
	}

	function keep(answer: WebhookAnswer): void {
		answers.push(answer);
		if (answers.length > 2 * KEPT_ANSWERS) answers.splice(0, KEPT_ANSWERS);
	}

	function pause(): Promise<void> {
		return new Promise((resolve) => {
			const timer = setTimeout(() => {
				timers.delete(timer);
				resolve();
			}, retryMs);
			timers.add(timer);
		});
	}

	return {
		enqueue,
		get waiting() {
			return waiting;
		},
		answers,
		stop() {
			isStopped = true;
			for (const timer of timers) clearTimeout(timer);
		},
	};
}

function isRetried({ status }: Posted): boolean {
	return status === 0 || status === 429 || status >= 500;
}
