import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { toBridgeError } from '../domain/errors.js';
import type { BridgeError } from '../domain/errors.js';
import { asRcMessageId } from '../domain/ids.js';
import { isFailure } from '../domain/ledger.js';
import type { LedgerMessage, Receipt } from '../domain/ledger.js';
import type { Logger } from '../logging.js';
import type { ShownReceipt } from '../rocket-chat/gateway.js';
import type { Stores } from '../storage/stores.js';
import type { Connections } from './connections.js';
import { findKnown } from './outbound-originals.js';
import { readOutbound } from './payloads.js';

/** Shows at agents' messages how far they got, where the way into Rocket.Chat can do that. */
export type ReceiptMarks = {
	/**
	 * More became known of an agent's message. Returns at once. What is shown is what the ledger says when its turn comes,
	 * so that of several changes the last one counts; a mark that can't be set is nobody's trouble.
	 */
	changed(row: Pick<LedgerMessage, 'workspaceId' | 'sourceId' | 'direction' | 'kind'>): void;
	/** Begins nothing more; waits for the calls that are under way. */
	stop(): Promise<void>;
};

export type ReceiptMarkDeps = {
	readonly stores: Pick<Stores, 'messages'>;
	readonly connections: Connections;
	readonly clock: Clock;
	readonly log: Logger;
};

/** Messages of one workspace whose marks wait; beyond that the oldest are given up. */
const MOST_WAITING = 1000;
const MOST_REMEMBERED = 5000;
/** After so many failures in a row the workspace's marks are given up: about ten minutes. */
const PAUSES_MS = [1000, 5000, 15_000, ...Array.from({ length: 9 }, () => 60_000)];
/** A way that said so often in a row that it can't, is not asked for a while. */
const MOST_UNSUPPORTED = 3;
const QUIET_MS = 10_000;

/** One workspace's messages whose marks wait. */
type Desk = {
	readonly workspaceId: number;
	readonly waiting: Set<string>;
	isWorking: boolean;
	/** In a row. */
	failures: number;
	unsupported: number;
	quietUntil: number;
};

export function createReceiptMarks(deps: ReceiptMarkDeps): ReceiptMarks {
	const { clock, log } = deps;
	const desks = new Map<number, Desk>();
	const running = new Set<Promise<void>>();
	const shown = new LRUCache<string, ShownReceipt>({ max: MOST_REMEMBERED });
	const stopped = new AbortController();

	/** One message after the other. */
	async function work(desk: Desk): Promise<void> {
		desk.isWorking = true;
		for (let id = next(desk); id !== undefined && !stopped.signal.aborted; id = next(desk)) {
			// What is told of it from now on counts anew.
			desk.waiting.delete(id);
			const pauseMs = await attempt(desk, id);
			if (pauseMs === undefined) continue;
			desk.waiting.add(id);
			await clock.sleep(pauseMs, stopped.signal);
		}
		desk.isWorking = false;
	}

	/** How long to wait before it is tried again; undefined when it is not. */
	async function attempt(desk: Desk, messageId: string): Promise<number | undefined> {
		try {
			await show(deps, shown, desk.workspaceId, messageId);
			Object.assign(desk, { failures: 0, unsupported: 0 });
			return undefined;
		} catch (thrown) {
			const error = toBridgeError(thrown);
			log.debug({ workspace: desk.workspaceId, error }, 'a receipt could not be shown');
			return pauseAfter(desk, error, clock.now());
		}
	}

	return {
		changed({ workspaceId, sourceId, direction, kind }) {
			if (direction !== 'outbound' || kind !== 'message' || stopped.signal.aborted) return;
			const desk = desks.get(workspaceId) ?? newDesk(workspaceId);
			desks.set(workspaceId, desk);
			if (clock.now() < desk.quietUntil) return;
			desk.waiting.add(sourceId);
			const oldest = next(desk);
			if (desk.waiting.size > MOST_WAITING && oldest !== undefined) desk.waiting.delete(oldest);
			if (desk.isWorking) return;
			const task = work(desk).finally(() => running.delete(task));
			running.add(task);
		},
		async stop() {
			stopped.abort();
			await Promise.all(running);
		},
	};
}

function newDesk(workspaceId: number): Desk {
	const desk = { workspaceId, waiting: new Set<string>(), isWorking: false };
	return { ...desk, failures: 0, unsupported: 0, quietUntil: 0 };
}

function next({ waiting }: Desk): string | undefined {
	return waiting.values().next().value;
}

function pauseAfter(desk: Desk, error: BridgeError, now: number): number | undefined {
	if (error.code === 'ROCKET_CHAT_UNSUPPORTED') {
		desk.unsupported += 1;
		if (desk.unsupported >= MOST_UNSUPPORTED) giveUp(desk, now);
		return undefined;
	}
	if (error.disposition === 'dead') return undefined;
	const pauseMs = PAUSES_MS[desk.failures];
	desk.failures += 1;
	if (pauseMs === undefined) giveUp(desk, now);
	return pauseMs;
}

function giveUp(desk: Desk, now: number): void {
	desk.waiting.clear();
	Object.assign(desk, { failures: 0, quietUntil: now + QUIET_MS });
}

async function show(
	{ stores, connections }: ReceiptMarkDeps,
	shown: LRUCache<string, ShownReceipt>,
	workspaceId: number,
	messageId: string,
): Promise<void> {
	const { parts } = await findKnown(stores, workspaceId, messageId);
	const [first] = parts;
	const receipt = markOf(parts);
	const key = `${workspaceId} ${messageId}`;
	if (first === undefined || receipt === undefined || shown.get(key) === receipt) return;
	const { roomId } = readOutbound(first);
	const { gateway } = await connections.workspace(workspaceId);
	await gateway.showReceipt({ roomId, messageId: asRcMessageId(messageId), receipt });
	shown.set(key, receipt);
}

/** How far the whole of a message got: as far as its last part, and failed when any of it did. */
function markOf(parts: readonly LedgerMessage[]): ShownReceipt | undefined {
	const sent = parts.filter(({ state }) => state !== 'skipped');
	const isFailed = ({ state, receipt }: LedgerMessage): boolean =>
		state === 'dead' || (receipt !== null && isFailure(receipt));
	if (sent.some(isFailed)) return 'failed';
	const reached = (mark: ShownReceipt): boolean =>
		sent.length > 0 &&
		sent.every(({ receipt }) => receipt !== null && MARKS.indexOf(receipt) >= MARKS.indexOf(mark));
	return (['read', 'delivered', 'sent'] as const).find(reached);
}

const MARKS: readonly Receipt[] = ['sent', 'delivered', 'read'];
