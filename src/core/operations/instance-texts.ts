import type { InstanceId } from '../domain/ids.js';

const CONSOLE = 'https://console.green-api.com';

/** What a state means and what to do, by GREEN-API's `stateInstance` (docs: api/account/GetStateInstance). */
const STATES: Readonly<Record<string, string>> = {
	authorized: 'is connected to WhatsApp',
	notAuthorized: `has no phone yet: scan its QR code in ${CONSOLE} with WhatsApp, Linked devices`,
	starting: 'is starting, which takes up to five minutes',
	sleepMode: 'sleeps, because its phone is off: switch the phone on',
	blocked: `is blocked by WhatsApp: see ${CONSOLE} for what can be done`,
	tokenRefused: 'can not be used: GREEN-API refuses its token',
	instanceRefused: 'can not be used: GREEN-API does not know it at its address',
	gone: 'was deleted or has expired at GREEN-API',
	suspended: `may not send for a while, because WhatsApp suspects spam: see ${CONSOLE}`,
};

/** One sentence: the instance, its state, and what to do when it is not connected. */
export function stateText(id: InstanceId, state: string): string {
	const meaning = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
	return meaning === undefined
		? `Instance ${id} is in the state ${state}: see ${CONSOLE}.`
		: `Instance ${id} ${meaning} (${state}).`;
}
