import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import type { EventKind, LedgerMessage } from '../domain/ledger.js';
import type { Logger } from '../logging.js';
import type { Database } from '../storage/database.js';
import type { Stores } from '../storage/stores.js';
import type { PauseBook } from './pause-book.js';

/** Edits, deletions, reactions that came before their message: outside of their lane's order until it is there. */
export type Parking = {
	/** To be told of each settled row: what waits for it is due now. `targetId` is its id on the other side. */
	settled(message: LedgerMessage, state: string, targetId: string | null | undefined): void;
	/** Begins to look at all that is parked. */
	start(): { stop(): Promise<void> };
};

/** How often all that is parked is looked at: for what another daemon parked, and what waited long enough. */
const SWEEP_MS = 5000;
const MOST = 500;
/** What something can be said of. */
const CARRIERS: readonly EventKind[] = ['message', 'auto'];
const MOST_AWAITED = 10_000;

export function createParking(deps: {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Logger;
	readonly pauses: PauseBook;
	readonly wake: (laneIds: readonly number[]) => void;
}): Parking {
	const { database, clock, log, pauses, wake } = deps;
	/** What this process parked. Asking the database for each delivered message would cost all of them. */
	const awaited = new LRUCache<string, readonly number[]>({ max: MOST_AWAITED });

	/** The row goes back into its lane, in the place where it came. A lane that waits for a retry goes on waiting. */
	async function release(row: LedgerMessage): Promise<void> {
		await database.stores.messages.unpark(row.id, clock.now());
		wake([row.laneId]);
	}

	async function sweep(): Promise<void> {
		const now = clock.now();
		// During a pause the message of what is parked may be here, and wait for its end.
		const paused = await pauses.list();
		for (const row of await database.stores.messages.listParked(MOST, paused)) {
			const isDue = row.runAt <= now || (await isMessageThere(database.stores, row));
			if (isDue) await release(row);
		}
	}

	async function releaseAll(ids: readonly number[]): Promise<void> {
		for (const id of ids) {
			const row = await database.stores.messages.find(id);
			if (row?.state === 'waiting') await release(row);
		}
	}

	return {
		settled(message, state, targetId) {
			if (state === 'parked') {
				const key = keyOf(message, message.sourceId);
				awaited.set(key, [...(awaited.get(key) ?? []), message.id]);
				return;
			}
			if (!CARRIERS.includes(message.kind) || awaited.size === 0) return;
			const key = keyOf(message, message.direction === 'inbound' ? message.sourceId : targetId);
			const ids = awaited.get(key);
			if (ids === undefined) return;
			awaited.delete(key);
			void quietly(log, releaseAll(ids));
		},
		start: () => repeat(clock, SWEEP_MS, () => quietly(log, sweep())),
	};
}

/** Whether the message that the row waits for has been settled, in either direction; true also when its chat is gone. */
async function isMessageThere(
	{ lanes, chats, messages }: Stores,
	{ laneId, sourceId }: LedgerMessage,
): Promise<boolean> {
	const lane = await lanes.find(laneId);
	const chat = lane && (await chats.find(lane.chatId));
	if (chat === undefined) return true;
	const rows = await messages.listInChat(sourceId, chat.sameAs ?? chat.id);
	return rows
		.filter(({ kind }) => CARRIERS.includes(kind))
		.some(({ direction, state, targetId }) =>
			direction === 'inbound' ? state === 'done' || state === 'skipped' : targetId === sourceId,
		);
}

/** By WhatsApp's id of the message that is waited for. */
function keyOf({ instanceId }: LedgerMessage, messageId: string | null | undefined): string {
	return `${instanceId} ${messageId ?? ''}`;
}

async function quietly(log: Logger, task: Promise<void>): Promise<void> {
	try {
		await task;
	} catch (error) {
		log.warn({ error }, 'what is parked could not be looked at; the next look tries again');
	}
}
