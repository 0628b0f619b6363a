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

export type RecoveryDeps = {
	readonly stores: Stores;
	readonly connections: Connections;
	readonly clock: Clock;
	readonly log: Logger;
	readonly wake: (laneIds: readonly number[]) => void;
};

/**
 * Ends outages early: lanes whose other side could not be reached wait up to two hours by the retry schedule, but as
 * soon as that side answers a cheap question they are due at once. Works after a restart too: it looks at the ledger.
 */
export function startRecovery(deps: RecoveryDeps): { stop(): Promise<void> } {
	return repeat(deps.clock, PROBE_MS, async () => {
		try {
			await probeAll(deps);
		} catch (error) {
			deps.log.warn({ error }, 'the ledger could not be read for the recovery probe');
		}
	});
}

async function probeAll(deps: RecoveryDeps): Promise<void> {
	const blocked = await deps.stores.lanes.listBlocked(OUTAGE, deps.clock.now());
	const targets = new Map(blocked.map((target) => [keyOf(target), target]));
	await Promise.all([...targets.values()].map((target) => probe(deps, target)));
}

/** Inbound lanes wait for their workspace, outbound ones for their instance. */
function keyOf({ direction, workspaceId, instanceId }: BlockedTarget): string {
	return direction === 'inbound' ? `workspace ${workspaceId}` : `instance ${instanceId}`;
}

async function probe(deps: RecoveryDeps, target: BlockedTarget): Promise<void> {
	try {
		if (target.direction === 'inbound')
			await (await deps.connections.workspace(target.workspaceId)).gateway.ping();
		else await (await deps.connections.instance(target.instanceId)).client.getState();
	} catch (error) {
		deps.log.debug({ target: keyOf(target), error: toBridgeError(error) }, 'still down');
		return;
	}
	const now = deps.clock.now();
	const count = await deps.stores.lanes.unblock(target, OUTAGE, now);
	deps.log.info(
		{ target: keyOf(target), lanes: count },
		'back again: what waited for it is delivered now',
	);
	deps.wake(await deps.stores.lanes.listDue(now, 500));
}
