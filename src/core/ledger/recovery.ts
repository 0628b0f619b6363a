import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import { toBridgeError } from '../domain/errors.js';
import type { Logger } from '../logging.js';
import type { BlockedTarget } from '../storage/lane-store.js';
import type { Stores } from '../storage/stores.js';
import type { Connections } from './connections.js';
import { OUTAGE } from './failure.js';

/** How often a side that was down is asked whether it is back. */
const PROBE_MS = 2000;
/** Time without a blocked lane after which a side counts as well again. */
const FORGOTTEN_MS = 2 * 3_600_000;

/** When waking the lanes of a side did not help: not again before `until`; `pause` is how long that was. */
type Trial = { readonly until: number; readonly pause: number };

export type RecoveryDeps = {
	readonly stores: Stores;
	readonly connections: Connections;
	readonly clock: Clock;
	readonly log: Logger;
	readonly wake: (laneIds: readonly number[]) => void;
};

/**
 * Ends outages early: lanes whose other side could not be reached wait up to two hours by the retry schedule, but as
 * soon as that side answers a cheap question they are due at once. A side that answers it and fails the messages all
 * the same gets them ever more rarely, so that they keep their attempts. Works after a restart too: it looks at the ledger.
 */
export function startRecovery(deps: RecoveryDeps): { stop(): Promise<void> } {
	const trials = new Map<string, Trial>();
	return repeat(deps.clock, PROBE_MS, async () => {
		try {
			await probeAll(deps, trials);
		} catch (error) {
			deps.log.warn({ error }, 'the ledger could not be read for the recovery probe');
		}
	});
}

async function probeAll(deps: RecoveryDeps, trials: Map<string, Trial>): Promise<void> {
	const blocked = await deps.stores.lanes.listBlocked(OUTAGE, deps.clock.now());
	const targets = new Map(blocked.map((target) => [keyOf(target), target]));
	await Promise.all([...targets.values()].map((target) => probe(deps, trials, target)));
}

/** Inbound lanes wait for their workspace, outbound ones for their instance. */
function keyOf({ direction, workspaceId, instanceId }: BlockedTarget): string {
	return direction === 'inbound' ? `workspace ${workspaceId}` : `instance ${instanceId}`;
}

async function probe(
	deps: RecoveryDeps,
	trials: Map<string, Trial>,
	target: BlockedTarget,
): Promise<void> {
	const key = keyOf(target);
	try {
		if (target.direction === 'inbound')
			await (await deps.connections.workspace(target.workspaceId)).gateway.ping();
		else await (await deps.connections.instance(target.instanceId)).client.getState();
	} catch (error) {
		deps.log.debug({ target: key, error: toBridgeError(error) }, 'still down');
		trials.delete(key);
		return;
	}
	const now = deps.clock.now();
	const trial = nextTrial(trials.get(key), now);
	if (trial === undefined) return;
	trials.set(key, trial);
	const count = await deps.stores.lanes.unblock(target, OUTAGE, now);
	deps.log.info({ target: key, lanes: count }, 'back again: what waited for it is delivered now');
	deps.wake(await deps.stores.lanes.listDue(now, 500));
}

/** Undefined while the last one is too recent; a side that is blocked again after it gets twice the pause. */
function nextTrial(last: Trial | undefined, now: number): Trial | undefined {
	if (last !== undefined && now < last.until) return undefined;
	const isBlockedAgain = last !== undefined && now < last.until + FORGOTTEN_MS;
	const pause = isBlockedAgain ? last.pause * 2 : PROBE_MS;
	return { until: now + pause, pause };
}
