import { BridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';
import { isLinked } from './instance-texts.js';
import { requireOwned } from './owned-instance.js';
import { refusal } from './refusals.js';
import { asked, seeState } from './see-state.js';

export type InstanceTarget = { readonly idInstance: string | number };

/** What became of an instance. */
export type InstanceOutcome = { readonly id: InstanceId; readonly state: string };

export type LoggedOut = InstanceOutcome & {
	/** False: no phone was linked before. */
	readonly wasLinked: boolean;
};

export type RebootInput = InstanceTarget & {
	/** How long its return is waited for, milliseconds. */
	readonly timeoutMs: number;
};

type Deps = Pick<OperationDeps, 'database' | 'clock' | 'createClient' | 'sleep'>;

/** One call a second is allowed (docs: api/account/GetStateInstance). */
const LOOK_MS = 2000;
/** A state from before the restart is told a moment longer. */
const SETTLING_MS = 1500;

/**
 * Unlinks the phone of an instance. What waits for it goes on waiting, here and in GREEN-API's queue (24 hours). For its
 * owner and for administrators. Rejects with the refusals of requireOwned and greenApiRefusal, or `green-api-refused`.
 */
export function createLogoutInstance(
	deps: Deps,
): (actor: Actor, input: InstanceTarget) => Promise<LoggedOut> {
	return async (actor, { idInstance }) => {
		const instance = await requireOwned(deps.database.stores, actor, idInstance);
		const { id } = instance;
		const before = await seeState(deps, instance);
		if (before === 'notAuthorized') return { id, state: before, wasLinked: false };
		if (!(await asked(id, deps.createClient(instance).logout()))) throw notDone(id);
		return { id, state: await seeState(deps, instance), wasLinked: isLinked(before) };
	};
}

/**
 * Restarts an instance, and resolves when it has another state than `starting`. For its owner and for administrators.
 * Rejects with the refusals of requireOwned and greenApiRefusal, `green-api-refused`, or `still-starting` (504).
 */
export function createRebootInstance(
	deps: Deps,
): (actor: Actor, input: RebootInput) => Promise<InstanceOutcome> {
	return async (actor, { idInstance, timeoutMs }) => {
		const instance = await requireOwned(deps.database.stores, actor, idInstance);
		const { id } = instance;
		const until = deps.clock.now() + timeoutMs;
		if (!(await asked(id, deps.createClient(instance).reboot()))) throw notDone(id);
		await deps.sleep(SETTLING_MS);
		for (;;) {
			const state = await stateOrStarting(() => seeState(deps, instance));
			if (state !== 'starting') return { id, state };
			if (deps.clock.now() + LOOK_MS > until) throw stillStarting(id);
			await deps.sleep(LOOK_MS);
		}
	};
}

/** While it restarts it may refuse to tell even that. */
async function stateOrStarting(see: () => Promise<string>): Promise<string> {
	try {
		return await see();
	} catch (error) {
		if (error instanceof BridgeError && error.code === 'green-api-busy') return 'starting';
		throw error;
	}
}

function notDone(id: InstanceId) {
	return refusal({
		code: 'green-api-refused',
		status: 422,
		message: 'refusal.not-done',
		help: 'help.in-seconds',
		values: { instance: id },
	});
}

function stillStarting(id: InstanceId) {
	return refusal({
		code: 'still-starting',
		status: 504,
		message: 'refusal.still-starting',
		help: 'help.still-starting',
		values: { instance: id },
	});
}
