import type { Clock } from '../clock.js';
import { isBelieved } from '../clock.js';
import type { InstanceId } from '../domain/ids.js';
import type { Stores } from '../storage/stores.js';

/** Which instances are paused. A pause is known here within half a second, its end at once. */
export type PauseBook = {
	isPaused(id: InstanceId): Promise<boolean>;
	/** All that are paused, as was known at most half a second ago. */
	list(): Promise<ReadonlySet<InstanceId>>;
};

const BELIEVED_MS = 500;

type Page = { readonly until: number; readonly ids: ReadonlySet<InstanceId> };

export function createPauseBook(deps: {
	readonly stores: Pick<Stores, 'instancePauses'>;
	readonly clock: Pick<Clock, 'now'>;
}): PauseBook {
	let page: Page | undefined;
	let reading: Promise<Page> | undefined;

	async function readPage(): Promise<Page> {
		const until = deps.clock.now() + BELIEVED_MS;
		const pauses = await deps.stores.instancePauses.list();
		page = { until, ids: new Set(pauses.map(({ id }) => id)) };
		return page;
	}

	/** One question for all who ask at the same time; a failed one is not remembered. */
	function fresh(): Promise<Page> {
		reading ??= readPage().finally(() => {
			reading = undefined;
		});
		return reading;
	}

	async function known(): Promise<Page> {
		if (page !== undefined && isBelieved(page.until, BELIEVED_MS, deps.clock.now())) return page;
		return fresh();
	}

	return {
		async isPaused(id) {
			const { ids } = await known();
			// What was woken because the pause is over must not be put aside for what was known before.
			return ids.has(id) && (await fresh()).ids.has(id);
		},
		list: async () => (await known()).ids,
	};
}
