import type { Poster } from '../poster.js';
import { asText, type WireObject } from '../read.js';
import { createLanes } from './lanes.js';
import type { WebhookCounts } from './types.js';

/** An instance's webhooks on their way out. */
export type WebhookQueue = {
	/** `lane`: the chat; matters only when several webhooks may be under way. */
	enqueue(lane: string, webhook: WireObject): void;
	counts(): WebhookCounts;
	/** To be called when webhookUrl may have changed: without one, webhooks wait. */
	resume(): void;
	stop(): void;
};

export type WebhookQueueOptions = {
	readonly poster: Poster;
	readonly settings: () => WireObject;
	readonly retryMs: number;
	/** How many may be under way at once; undefined = one, in the order of all chats together. */
	readonly parallel: number | undefined;
	readonly duplicateEvery: number | undefined;
};

/**
 * Only HTTP 200 takes a webhook off its lane; after anything else the lane waits `retryMs` and posts the same webhook
 * again (reference 3.1). By default the whole instance is one lane: one refused webhook blocks all behind it.
 */
export function createWebhookQueue(options: WebhookQueueOptions): WebhookQueue {
	const lanes = createLanes();
	const timers = new Set<NodeJS.Timeout>();
	const limit = options.parallel ?? 1;
	const counts = { delivered: 0, refused: 0, lastStatus: 0 };
	let active = 0;
	let enqueued = 0;
	let isStopped = false;

	function pump(): void {
		while (!isStopped && active < limit) {
			const url = asText(options.settings()['webhookUrl']);
			const next = url === '' ? undefined : lanes.take();
			if (next === undefined) return;
			active += 1;
			void deliver(url, next.lane, next.head);
		}
	}

	async function deliver(url: string, lane: string, body: string): Promise<void> {
		const token = asText(options.settings()['webhookUrlToken']);
		const headers: Record<string, string> =
			token === '' ? {} : { Authorization: `Bearer ${token}` };
		const { status } = await options.poster.post(url, body, headers);
		active -= 1;
		if (isStopped) return;
		counts.lastStatus = status;
		if (status === 200) {
			counts.delivered += 1;
			lanes.done(lane);
		} else {
			counts.refused += 1;
			putBackLater(lane);
		}
		pump();
	}

	function putBackLater(lane: string): void {
		const timer = setTimeout(() => {
			timers.delete(timer);
			lanes.putBack(lane);
			pump();
		}, options.retryMs);
		timers.add(timer);
	}

	return {
		enqueue(chat, webhook) {
			const lane = options.parallel === undefined ? '' : chat;
			const text = JSON.stringify(webhook);
			enqueued += 1;
			lanes.push(lane, text);
			const { duplicateEvery } = options;
			if (duplicateEvery !== undefined && enqueued % duplicateEvery === 0) lanes.push(lane, text);
			pump();
		},
		resume: pump,
		counts: () => ({ ...counts, queued: lanes.size }),
		stop() {
			isStopped = true;
			for (const timer of timers) clearTimeout(timer);
		},
	};
}
