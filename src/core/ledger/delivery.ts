import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import type { Counters } from './counters.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { Workspace } from '../domain/registry.js';
import type { GreenApiClient, InstanceAccess } from '../green-api/types.js';
import type { HttpClient } from '../http/types.js';
import type { Logger } from '../logging.js';
import type { RocketChatGateway } from '../rocket-chat/gateway.js';
import type { Database } from '../storage/database.js';
import type { Phrasebook } from '../texts/phrasebook.js';
import { createChatBook } from './chat-book.js';
import { createConnections } from './connections.js';
import { createInboundDelivery } from './deliver-inbound.js';
import { createOutboundDelivery } from './deliver-outbound.js';
import type { LedgerObserver } from './lane-runner.js';
import { noticesFor } from './notices.js';
import { createPauseBook } from './pause-book.js';
import type { PreferenceBook } from './preference-book.js';
import type { ReceiveDeps } from './receive-green-api.js';
import { createIdentities } from './identity.js';
import { createOneAtATime } from './one-at-a-time.js';
import { startOwnerAlerts } from './owner-alerts.js';
import { createChatOpener } from './open-chat.js';
import type { OpenedChat, WantedChat } from './open-chat.js';
import { createParking } from './parking.js';
import type { Parking } from './parking.js';
import { createReceiptMarks } from './receipt-marks.js';
import type { ReceiptMarks } from './receipt-marks.js';
import { createReceipts } from './receipts.js';
import type { Receipts } from './receipts.js';
import { createReconciler } from './reconcile.js';
import { startRecovery } from './recovery.js';
import { createStateWatch } from './state-watch.js';
import { createWishes } from './wishes.js';
import { createWorker } from './worker.js';

export type LedgerDeps = {
	readonly database: Database;
	readonly clock: Clock;
	readonly log: Logger;
	readonly http: HttpClient;
	readonly counters: Counters;
	readonly maxFileBytes: number;
	readonly concurrency: number;
	readonly leaseMs: number;
	readonly hasLegacyVisitors: boolean;
	/** How long an edit, a deletion, a reaction waits for its message. */
	readonly parkMs: number;
	/** How often each instance is asked for its state; 0 = never. */
	readonly statePollMs: number;
	readonly preferences: PreferenceBook;
	readonly phrasebook: Phrasebook;
	readonly createGateway: (workspace: Workspace) => RocketChatGateway;
	readonly createClient: (access: InstanceAccess) => GreenApiClient;
};

/** The queue in both directions: what receiving needs, and the worker that delivers. */
export type Ledger = {
	readonly receiving: ReceiveDeps;
	/** For an agent who writes first. */
	openChat(wanted: WantedChat): Promise<OpenedChat>;
	start(): void;
	stop(drainMs: number): Promise<void>;
};

const PARKED_MS = 60_000;

export function createDelivery(deps: LedgerDeps): Ledger {
	const { database, clock, log, preferences, phrasebook, maxFileBytes } = deps;
	const { stores } = database;
	const speaking = { preferences, phrasebook };
	let isStopping = false;
	const connections = createConnections({ ...deps, stores });
	const chats = createChatBook({ stores, clock });
	const entrance = createOneAtATime();
	const pauses = createPauseBook({ stores, clock });
	const wishes = createWishes({ ...speaking, stores, clock, log });
	const identities = createIdentities({
		...{ ...speaking, database, connections, chats, entrance, clock, log },
	});
	const inbound = createInboundDelivery({
		...{ ...deps, stores, connections, chats, entrance, wishes, identities },
	});
	const outbound = createOutboundDelivery({
		...{ ...speaking, stores, connections, chats, clock, log },
		reconciler: createReconciler({ stores, clock }),
		isStopping: () => isStopping,
	});
	const worker = createWorker({
		...deps,
		pauses,
		deliver: (delivery) =>
			(delivery.message.direction === 'inbound' ? inbound : outbound)(delivery),
		observer: { settled: (message, settled) => observer.settled(message, settled) },
		noticesFor: (message, error) =>
			noticesFor({ ...speaking, stores, chats }, message, error, clock.now()),
	});
	const marks = createReceiptMarks({ stores, connections, clock, log });
	const receipts = createReceipts({
		...{ ...speaking, stores, chats, connections, clock, marks },
		...{ accept: worker.commits.accept, wake: worker.wake },
	});
	const parking = createParking({ database, clock, log, pauses, wake: worker.wake });
	const states = createStateWatch({ ...deps, connections, wake: worker.wake });
	const observer = createObserver(deps, { receipts, parking, marks });
	let loops: { stop(): Promise<void> }[] = [];
	return {
		receiving: {
			...{ ...speaking, stores, clock, chats, receipts, states, maxFileBytes },
			...{ accept: worker.commits.accept, wake: worker.wake },
		},
		openChat: createChatOpener({
			...{ ...deps, stores, connections, chats, entrance, wishes, identities },
		}),
		start() {
			worker.start();
			loops = [
				startRecovery({ stores, connections, clock, log, wake: worker.wake }),
				repeat(clock, PARKED_MS, () => tryQuietly(log, receipts.applyAllParked())),
				parking.start(),
				states.start(),
				startOwnerAlerts({ stores, connections, clock, log }),
			];
		},
		async stop(drainMs) {
			isStopping = true;
			await Promise.all(loops.map((loop) => loop.stop()));
			await worker.stop(drainMs);
			await marks.stop();
		},
	};
}

/** Who must know that a row was settled. */
type Observers = {
	readonly receipts: Receipts;
	readonly parking: Parking;
	readonly marks: ReceiptMarks;
};

function createObserver(
	{ counters, log }: LedgerDeps,
	{ receipts, parking, marks }: Observers,
): LedgerObserver {
	return {
		settled(message, { state, ms, targetId }) {
			parking.settled(message, state, targetId);
			counters.add(message.direction, state);
			if (state === 'dead') marks.changed(message);
			if (state === 'done') log.info(describe(message, ms), 'delivered');
			if (message.direction !== 'outbound' || targetId == null) return;
			void tryQuietly(log, receipts.applyParked(message.instanceId, targetId));
		},
	};
}

function describe(message: LedgerMessage, ms: number): object {
	return {
		message: message.id,
		direction: message.direction,
		instance: message.instanceId,
		kind: message.kind,
		ms,
	};
}

/** Receipts are no message: one that can't be applied now is found again by the next look. */
async function tryQuietly(log: Logger, task: Promise<void>): Promise<void> {
	try {
		await task;
	} catch (error) {
		log.warn({ error }, 'parked receipts could not be applied; the next look tries again');
	}
}
