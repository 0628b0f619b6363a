import type { InstanceId } from '../domain/ids.js';

const CONSOLE = 'https://console.green-api.com';

/** What a state means and what to do, by GREEN-API's `stateInstance` (docs: api/account/GetStateInstance). */
const STATES: Readonly<Record<string, string>> = {
	authorized: 'is connected to WhatsApp',
	notAuthorized: `has no phone yet: scan its QR code in ${CONSOLE} with WhatsApp, Linked devices`,
	starting: 'is starting, which takes up to five minutes',
	sleepMode: 'sleeps, because its phone is off: switch the phone on',
	blocked: `is blocked by WhatsApp: see ${CONSOLE} for what can be done`,
	yellowCard: `may not send for a while, because WhatsApp suspects spam: see ${CONSOLE}`,
	suspended: `may not send for a while, because WhatsApp suspects spam: see ${CONSOLE}`,
};

/** One sentence: the instance, its state, and what to do when it is not connected. */
export function stateText(id: InstanceId, state: string): string {
	const meaning = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
	return meaning === undefined
		? `Instance ${id} is in the state ${state}: see ${CONSOLE}.`
		: `Instance ${id} ${meaning} (${state}).`;
}

/** A state in the form in which it is stored and shown: one word, `unknown` for anything else. */
export function shownState(state: string): string {
	return /^\w{1,32}$/.test(state) ? state : 'unknown';
}
