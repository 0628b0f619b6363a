import type { Clock } from '../clock.js';
import { repeat } from '../clock.js';
import { toBridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import { stateOf, stateOfRefusal } from '../green-api/state.js';
import type { Logger } from '../logging.js';
import type { Database } from '../storage/database.js';
import type { StateReport } from '../storage/instance-states.js';
import type { Connections } from './connections.js';
import type { SpeakingDeps } from './outbound-notices.js';
import { insertNew } from './insert-new.js';
import { alertRow } from './owner-alerts.js';
import { reportState } from './report-state.js';
import { isWorthTelling, stateAlert, tellAt } from './state-alerts.js';

/** Keeps what GREEN-API says of its instances' states, and has their owners told, once per change. */
export type StateWatch = {
	/** A webhook told it. Resolves after the commit. */
	report(id: InstanceId, report: StateReport): Promise<void>;
	/** Begins to ask for the states, because webhooks of them get lost, and to tell the owners. */
	start(): { stop(): Promise<void> };
};

export type StateWatchDeps = SpeakingDeps & {
	readonly database: Database;
	readonly connections: Connections;
	readonly clock: Clock;
	readonly log: Logger;
	/** How often each instance is asked; 0 = never. */
	readonly statePollMs: number;
	readonly wake: (laneIds: readonly number[]) => void;
};

const LOOK_MS = 5000;
/** Of each look, so that thousands of instances are not asked at once. */
const MOST_CHECKS = 300;
const CHECKS_AT_A_TIME = 10;
const MOST_ALERTS = 100;
const MOST_LANES = 500;

export function createStateWatch(deps: StateWatchDeps): StateWatch {
	const { database, clock, log, statePollMs, wake } = deps;
	const { instanceStates } = database.stores;

	async function report(id: InstanceId, seen: StateReport): Promise<void> {
		if (!(await reportState(database.stores, id, seen, clock.now()))) return;
		const state = stateOf(seen.state);
		log.info({ instance: id, state }, 'the instance is in another state');
		if (state === 'authorized') wake(await database.stores.lanes.listDue(clock.now(), MOST_LANES));
	}

	async function check(id: InstanceId, before: number): Promise<void> {
		if (!(await instanceStates.claimCheck(id, before, clock.now()))) return;
		const state = await askState(deps, id);
		if (state !== undefined) await report(id, { state, wid: '', at: clock.now() });
	}

	async function checkAll(stopped: AbortSignal): Promise<void> {
		if (statePollMs === 0) return;
		const before = clock.now() - statePollMs;
		const due = [...(await instanceStates.listDue(before, MOST_CHECKS))];
		const work = async (): Promise<void> => {
			for (let id = due.shift(); id !== undefined && !stopped.aborted; id = due.shift())
				await check(id, before);
		};
		await Promise.all(Array.from({ length: CHECKS_AT_A_TIME }, work));
	}

	return {
		report,
		start: () =>
			repeat(clock, LOOK_MS, async (stopped) => {
				try {
					await checkAll(stopped);
					await tellAll(deps);
				} catch (error) {
					log.warn({ error }, 'the states of the instances could not be looked at');
				}
			}),
	};
}

/** Undefined when nothing is known of the state, because GREEN-API can't be reached or is busy. */
async function askState(
	{ connections, log }: StateWatchDeps,
	id: InstanceId,
): Promise<string | undefined> {
	try {
		return await (await connections.instance(id)).client.getState();
	} catch (thrown) {
		const error = toBridgeError(thrown);
		log.debug({ instance: id, error }, 'GREEN-API does not tell the state of the instance');
		return stateOfRefusal(error.code);
	}
}

/** What was told and that it was told are one commit: a crash repeats nothing and forgets nothing. */
async function tellAll(deps: StateWatchDeps): Promise<void> {
	const { database, clock } = deps;
	for (const seen of await database.stores.instanceStates.listUntold(MOST_ALERTS)) {
		if (tellAt(seen) > clock.now()) continue;
		const text = await stateAlert(deps, seen);
		await database.transaction(async (stores) => {
			if (!(await stores.instanceStates.markTold(seen)) || !isWorthTelling(seen)) return;
			const row = alertRow({ ...seen, key: ['state', seen.state, seen.since], text });
			// A webhook that is repeated late may bring back a state that was told: that is no reason to tell nobody any more.
			await insertNew(stores, [row], clock.now());
		});
	}
}
