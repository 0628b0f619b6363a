import type { InstanceId } from '../domain/ids.js';
import type { Phrase } from '../domain/phrase.js';
import { en } from '../texts/en.js';
import { CONSOLE } from './refusals.js';

/** One sentence: the instance, its state, and what to do when it is not connected (docs: api/account/GetStateInstance). */
export function stateText(id: InstanceId, state: string): Phrase {
	const known = `instance.${state}`;
	const key = Object.hasOwn(en, known) ? known : 'instance.other';
	return { key, values: { instance: id, state, console: CONSOLE } };
}

/** The states of an instance that has a phone. */
const LINKED = ['authorized', 'suspended', 'sleepMode'];

/** Whether a phone is linked, as far as the state says. */
export function isLinked(state: string): boolean {
	return LINKED.includes(state);
}
