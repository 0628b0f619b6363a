import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Target } from './system.js';
import { createWebhooks } from './webhooks.js';

/** A webhook that was answered 200. */
export type Shot = {
	readonly text: string;
	/** Epoch milliseconds. */
	readonly startedAt: number;
	/** Until the answer was read, milliseconds. */
	readonly ms: number;
};

export type Load = {
	/** Begins the texts of this load's messages, and of no other load of the system. */
	readonly prefix: string;
	readonly callers: number;
	/** How many customers write, by turns; CHATS unless told. */
	readonly chats?: number;
	/** At most so many messages… */
	readonly count: number;
	/** …and at most for so long: what has been sent by then counts. */
	readonly maxMs: number;
	/** Between two messages of a caller; 0 unless told. */
	readonly pauseMs?: number;
};

export type Fired = {
	readonly shots: readonly Shot[];
	readonly startedAt: number;
	readonly ms: number;
};

/** A closed loop: each caller sends its next webhook when the last one was answered. Rejects when one is refused. */
export async function fire(target: Target, load: Load): Promise<Fired> {
	const pool = new Pool(target.origin, { connections: load.callers, pipelining: 1 });
	const webhooks = createWebhooks(target.idInstance, load.prefix, load.chats);
	const shots: Shot[] = [];
	const startedAt = Date.now();
	const start = performance.now();
	let next = 0;

	async function caller(): Promise<void> {
		while (next < load.count && performance.now() - start < load.maxMs) {
			const { text, body } = webhooks(next++);
			shots.push(await shoot(pool, target, text, body));
			if (load.pauseMs !== undefined) await sleep(load.pauseMs);
		}
	}

	try {
		await Promise.all(Array.from({ length: load.callers }, caller));
		return { shots, startedAt, ms: performance.now() - start };
	} finally {
		await pool.close();
	}
}

async function shoot(pool: Pool, target: Target, text: string, body: string): Promise<Shot> {
	const startedAt = Date.now();
	const start = performance.now();
	const answer = await pool.request({
		method: 'POST',
		path: target.path,
		headers: { 'content-type': 'application/json', authorization: target.authorization },
		body,
	});
	const content = await answer.body.text();
	const ms = performance.now() - start;
	if (answer.statusCode === 200) return { text, startedAt, ms };
	throw new Error(`A webhook was answered ${answer.statusCode}: ${content.slice(0, 300)}`);
}
