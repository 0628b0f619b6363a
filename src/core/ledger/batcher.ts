/** Collects operations while the one before is being written; alone, an operation waits for nobody. */
export type Batcher<Operation> = {
	add(operation: Operation): void;
	/** Resolves when everything that was added is written. */
	idle(): Promise<void>;
};

export type BatchLimits<Operation> = {
	readonly maxOperations: number;
	/** Bytes of one batch: a server refuses a statement beyond its `max_allowed_packet` (4 MB on MySQL 5.7, 1 MB on old ones). */
	readonly maxBytes: number;
	readonly sizeOf: (operation: Operation) => number;
};

/** `flush` is called with one batch at a time and must not throw: it answers each operation itself. */
export function createBatcher<Operation>(
	flush: (operations: readonly Operation[]) => Promise<void>,
	limits: BatchLimits<Operation>,
): Batcher<Operation> {
	let waiting: Operation[] = [];
	let running: Promise<void> | undefined;

	async function run(): Promise<void> {
		// One turn of the event loop, so that requests that arrived together are written together.
		await new Promise(setImmediate);
		while (waiting.length > 0) {
			const count = countForBatch(waiting, limits);
			const batch = waiting.slice(0, count);
			waiting = waiting.slice(count);
			await flush(batch);
		}
		running = undefined;
	}

	return {
		add(operation) {
			waiting.push(operation);
			running ??= run();
		},
		async idle() {
			while (running !== undefined) await running;
		},
	};
}

function countForBatch<Operation>(
	waiting: readonly Operation[],
	limits: BatchLimits<Operation>,
): number {
	let bytes = 0;
	let count = 0;
	for (const operation of waiting.slice(0, limits.maxOperations)) {
		bytes += limits.sizeOf(operation);
		if (count > 0 && bytes > limits.maxBytes) break;
		count += 1;
	}
	return count;
}
