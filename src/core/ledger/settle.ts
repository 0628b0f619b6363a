import type { Stores } from '../storage/stores.js';
import type { Settlement } from './types.js';
import { insertNew } from './insert-new.js';

/**
 * Writes the settlements whose lane `owner` still holds with the same fence, and answers those. Another worker may have
 * taken the lane after a long pause of this one: then this worker's view of it counts no more.
 */
export async function applySettlements(
	stores: Stores,
	owner: string,
	settlements: readonly Settlement[],
	now: number,
): Promise<ReadonlySet<Settlement>> {
	if (settlements.length === 0) return new Set();
	const fences = await stores.lanes.fences(
		[...new Set(settlements.map(({ laneId }) => laneId))],
		owner,
	);
	const held = settlements.filter(({ laneId, fence }) => fences.get(laneId) === fence);
	const done = new Map(held.flatMap((settlement) => [...(settlement.done ?? [])]));
	const kinds = new Map(held.flatMap((settlement) => [...(settlement.kinds ?? [])]));
	if (done.size > 0) await stores.messages.complete(done, now, kinds);
	const begun = held.flatMap(({ begin }) => begin ?? []);
	if (begun.length > 0) await stores.messages.beginCalls(begun, now);
	for (const { change } of held) {
		if (change !== undefined) await stores.messages.update(change.id, change.change);
	}
	await insertNew(
		stores,
		held.flatMap(({ add }) => add ?? []),
		now,
	);
	await releaseLanes(stores, held);
	return new Set(held);
}

async function releaseLanes(stores: Stores, settlements: readonly Settlement[]): Promise<void> {
	const idle: number[] = [];
	for (const { laneId, release } of settlements) {
		if (release === undefined) continue;
		if (release.runAt === null) idle.push(laneId);
		else await stores.lanes.release([laneId], release.runAt, release.wait);
	}
	if (idle.length > 0) await stores.lanes.release(idle, null, null);
}
