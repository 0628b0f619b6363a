import { BridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import type { Instance } from '../domain/registry.js';
import { stateOf, stateOfRefusal } from '../green-api/state.js';
import { reportState } from '../ledger/report-state.js';
import type { OperationDeps } from './deps.js';
import { greenApiRefusal } from './green-api-refusals.js';

/**
 * The state as GREEN-API knows it now, kept for everybody who reads it; so is what a refusal says of it. Rejects with the
 * refusals of greenApiRefusal.
 */
export async function seeState(
	{ database, clock, createClient }: Pick<OperationDeps, 'database' | 'clock' | 'createClient'>,
	instance: Instance,
): Promise<string> {
	const keep = (state: string): Promise<boolean> => {
		const at = clock.now();
		return reportState(database.stores, instance.id, { state, wid: '', at }, at);
	};
	try {
		const state = await createClient(instance).getState();
		await keep(state);
		return stateOf(state);
	} catch (error) {
		const state = error instanceof BridgeError ? stateOfRefusal(error.code) : undefined;
		if (state !== undefined) await keep(state);
		throw greenApiRefusal(error, instance.id);
	}
}

/** The answer, or the refusal for a person. */
export async function asked<Answer>(id: InstanceId, answer: Promise<Answer>): Promise<Answer> {
	try {
		return await answer;
	} catch (error) {
		throw greenApiRefusal(error, id);
	}
}
