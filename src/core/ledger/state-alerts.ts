import type { InstanceState } from '../storage/instance-states.js';
import type { TextKey } from '../texts/en.js';
import { sayTo } from './outbound-notices.js';
import type { SpeakingDeps } from './outbound-notices.js';

/** A state that comes and goes within this time is nobody's trouble. */
const SETTLED_MS = 3000;
/** Two looks in a row: a gateway of GREEN-API may fail once with anything. */
const REFUSED_MS = 2 * 60_000;
/** GREEN-API restarts an instance within five minutes (docs: api/account/SetSettings). */
const STARTING_MS = 10 * 60_000;

const SETTLES_AFTER: Readonly<Record<string, number>> = {
	tokenRefused: REFUSED_MS,
	instanceRefused: REFUSED_MS,
	gone: REFUSED_MS,
	starting: STARTING_MS,
	pendingCode: STARTING_MS,
	unknown: STARTING_MS,
};

const TEXTS: Readonly<Record<string, TextKey>> = {
	authorized: 'alert.state.authorized',
	notAuthorized: 'alert.state.notAuthorized',
	blocked: 'alert.state.blocked',
	suspended: 'alert.state.suspended',
	sleepMode: 'alert.state.sleepMode',
	starting: 'alert.state.starting',
	tokenRefused: 'alert.state.tokenRefused',
	instanceRefused: 'alert.state.instanceRefused',
	gone: 'alert.state.gone',
};

/** That all is well is news only to somebody who was told otherwise. */
export function isWorthTelling({ state, told }: InstanceState): boolean {
	return state !== 'authorized' || told !== '';
}

/** From when on the owner is told, if the state is still the same: epoch milliseconds. */
export function tellAt({ state, since }: InstanceState): number {
	const pause = Object.hasOwn(SETTLES_AFTER, state) ? SETTLES_AFTER[state] : undefined;
	return since + (pause ?? SETTLED_MS);
}

/** What the owner reads: the instance, its state, and what to do. */
export async function stateAlert(
	deps: SpeakingDeps,
	{ id, workspaceId, state }: InstanceState,
): Promise<string> {
	const say = await sayTo(deps, { workspaceId, instanceId: id });
	const key = Object.hasOwn(TEXTS, state) ? TEXTS[state] : undefined;
	return say(key ?? 'alert.state.other', { instance: id, state });
}
