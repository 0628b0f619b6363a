import { stateOf } from '../green-api/state.js';
import type { InstanceId } from '../domain/ids.js';
import type { StateReport } from '../storage/instance-states.js';
import type { Stores } from '../storage/stores.js';

/** What outbound lanes wait for until the instance is connected. */
const WAITS = ['GREEN_API_NOT_AUTHORIZED', 'GREEN_API_STARTING'];

/**
 * Keeps what GREEN-API says of an instance's state; true when it is another than before. Once it is authorised, what waited
 * for that is due now: a daemon sees it at its next look. Safe beside running daemons.
 */
export async function reportState(
	{ instanceStates, lanes }: Pick<Stores, 'instanceStates' | 'lanes'>,
	id: InstanceId,
	seen: StateReport,
	now: number,
): Promise<boolean> {
	const state = stateOf(seen.state);
	// A time that has not come yet would keep everything that is reported until then out.
	const isChanged = await instanceStates.report(id, { ...seen, state, at: Math.min(seen.at, now) });
	if (!isChanged || state !== 'authorized') return isChanged;
	const side = { workspaceId: 0, instanceId: id, direction: 'outbound' } as const;
	for (const wait of WAITS) await lanes.unblock(side, wait, now);
	return true;
}
