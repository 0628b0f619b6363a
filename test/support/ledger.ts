import type { ExecutionContext } from 'ava';
import { systemClock } from '../../src/core/clock.js';
import type { Clock } from '../../src/core/clock.js';
import type { LedgerMessage, NewLedgerMessage } from '../../src/core/domain/ledger.js';
import { createPauseBook } from '../../src/core/ledger/pause-book.js';
import { createWorker } from '../../src/core/ledger/worker.js';
import type { Worker, WorkerDeps } from '../../src/core/ledger/worker.js';
import type { Delivery, Outcome } from '../../src/core/ledger/types.js';
import { silentLogger } from '../../src/core/logging.js';
import type { Logger } from '../../src/core/logging.js';
import type { Database } from '../../src/core/storage/database.js';
import { newMessage } from './rows.js';
import { waitFor } from './wait-for.js';

export type TestWorkerOptions = {
	readonly database: Database;
	/** What becomes of each row; delivered as `target-<id>` unless told. What it throws is a failed delivery. */
	readonly deliver?: (delivery: Delivery) => Promise<Outcome> | Outcome;
	readonly clock?: Clock;
	readonly concurrency?: number;
	readonly leaseMs?: number;
	readonly noticesFor?: WorkerDeps['noticesFor'];
};

export type TestWorker = Worker & {
	/** Ids of the rows that were handed to `deliver`, in order of beginning. */
	readonly begun: readonly number[];
	/** What was settled, after its commit: `<state> <row id>`. */
	readonly settled: readonly string[];
	/** Accepts rows and tells the worker, as the webhooks do. */
	take(messages: readonly NewLedgerMessage[]): Promise<void>;
};

export const delivered = ({ message }: Delivery): Outcome => ({
	result: 'done',
	targetId: `target-${message.id}`,
});

/** A real worker with a scripted other side; not started. It is stopped, without waiting, when the test ends. */
export function createTestWorker(t: ExecutionContext, options: TestWorkerOptions): TestWorker {
	const { deliver = delivered } = options;
	const begun: number[] = [];
	const settled: string[] = [];
	const { database, clock = systemClock } = options;
	const worker = createWorker({
		clock: systemClock,
		pauses: createPauseBook({ stores: database.stores, clock }),
		concurrency: 64,
		leaseMs: 15_000,
		noticesFor: () => Promise.resolve([]),
		log: loggerOf(t),
		observer: { settled: ({ id }, { state }) => settled.push(`${state} ${id}`) },
		...options,
		deliver: async (delivery) => {
			begun.push(delivery.message.id);
			return deliver(delivery);
		},
	});
	t.teardown(() => worker.stop(0));
	return {
		...worker,
		begun,
		settled,
		async take(messages) {
			await worker.commits.accept(messages);
			worker.wake([...new Set(messages.map(({ laneId }) => laneId))]);
		},
	};
}

/** Says the warnings of a test that failed. */
function loggerOf(t: ExecutionContext): Logger {
	const lines: string[] = [];
	const warn = (fields: object, message: string) => {
		const { error } = fields as { error?: Error };
		lines.push(error === undefined ? message : `${message}: ${error.name}: ${error.message}`);
	};
	t.teardown(() => {
		if (!t.passed) t.log(lines.join('\n'));
	});
	return { ...silentLogger, warn, error: warn };
}

/** As many pending rows of one lane, with part 0, 1, 2… in order of acceptance. */
export function rowsOf(laneId: number, howMany: number): NewLedgerMessage[] {
	return Array.from({ length: howMany }, (_, part) => newMessage({ laneId, part }));
}

/** The rows of these messages, in their order. */
export async function rowsInLedger(
	{ stores }: Database,
	messages: readonly NewLedgerMessage[],
): Promise<LedgerMessage[]> {
	const rows = await stores.messages.listByEventKeys(messages.map(({ eventKey }) => eventKey));
	const byKey = new Map(rows.map((row) => [row.eventKey, row]));
	return messages.map(({ eventKey }) => byKey.get(eventKey)!);
}

/** Waits until each of these messages is in one of the states. */
export async function waitForState(
	database: Database,
	messages: readonly NewLedgerMessage[],
	state: LedgerMessage['state'],
	timeoutMs = 20_000,
): Promise<LedgerMessage[]> {
	return waitFor(
		async () => {
			const rows = await rowsInLedger(database, messages);
			return rows.every((row) => row.state === state) ? rows : undefined;
		},
		{ timeoutMs, label: `${messages.length} rows to be ${state}` },
	);
}

/** A promise with its ends outside. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
	let open: () => void = () => undefined;
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open };
}
