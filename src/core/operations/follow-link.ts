import { BridgeError } from '../domain/errors.js';
import type { Instance } from '../domain/registry.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';
import { isLinked } from './instance-texts.js';
import { noPairingCode } from './link-instance.js';
import type { LinkInstanceInput } from './link-instance.js';
import { requireOwned } from './owned-instance.js';
import { readPhone } from './phone.js';
import { refusal, wordsOfError } from './refusals.js';
import { createPhrasebook } from '../texts/phrasebook.js';
import type { Language } from '../texts/languages.js';
import { asked, seeState } from './see-state.js';

/** What happens on the way to a linked phone. Times are epoch milliseconds. */
export type LinkStep =
	/** Another picture than before, PNG, good until `expiresAt` at most. */
	| { readonly type: 'qr'; readonly png: Buffer; readonly expiresAt: number }
	/** To be typed on the phone. */
	| { readonly type: 'code'; readonly code: string; readonly expiresAt: number }
	/** The instance is in a state in which it has to be waited, e.g. `starting`. */
	| { readonly type: 'state'; readonly state: string }
	/** GREEN-API gives no code now, or does not answer; it is asked again. */
	| { readonly type: 'trouble'; readonly reason: string }
	/** The end. `phone`: digits, '' when GREEN-API does not tell. */
	| {
			readonly type: 'linked';
			readonly state: string;
			readonly phone: string;
			readonly wasLinked: boolean;
	  };

type Deps = Pick<OperationDeps, 'database' | 'clock' | 'createClient' | 'sleep'>;

type Way = {
	/** Undefined: what was shown is good still. Linked: GREEN-API says so. */
	next(): Promise<LinkStep | 'linked' | undefined>;
	/** How often it is asked. */
	readonly everyMs: number;
};

/** GREEN-API renews the code every 20 seconds and asks to be asked each second (docs: api/account/QR). */
const QR_MS = 20_000;
const ASK_QR_MS = 1000;
/** A pairing code is good for about two and a half minutes (docs: api/account/GetAuthorizationCode). */
const CODE_MS = 150_000;
const ASK_STATE_MS = 2000;

/**
 * Follows the linking of a phone until it is done, or `signal` aborts: then it ends without a last step. With `phone` by a
 * pairing code, else by QR codes. Keeps every state that it sees. For the owner and for administrators. Rejects with
 * RefusedError `bad-instance-id`, `bad-phone` (400), `instance-not-found` (404), `not-allowed` (403), `no-pairing-code`,
 * `instance-blocked` (409), or the refusals of greenApiRefusal; what may pass while it goes on is a step.
 */
export function createFollowLink(
	deps: Deps,
): (actor: Actor, input: LinkInstanceInput, signal: AbortSignal) => AsyncGenerator<LinkStep> {
	return async function* follow(actor, input, signal) {
		const phone = input.phone === undefined ? undefined : readPhone(input.phone);
		const instance = await requireOwned(deps.database.stores, actor, input.idInstance);
		const way = phone === undefined ? byQr(deps, instance) : byCode(deps, instance, phone);
		let state = await seeState(deps, instance);
		const wasLinked = isLinked(state);
		let shown = '';
		while (!signal.aborted) {
			if (isLinked(state)) {
				yield { type: 'linked', state, phone: await phoneOf(deps, instance), wasLinked };
				return;
			}
			if (state === 'blocked') throw blocked(instance);
			try {
				const step = await stepOf(way, state);
				if (step !== undefined && step !== 'linked' && keyOf(step) !== shown) {
					shown = keyOf(step);
					yield step;
				}
				if (step === 'linked' || state !== 'notAuthorized') state = await seeState(deps, instance);
			} catch (error) {
				const step = passing(error, actor.language);
				if (keyOf(step) !== shown) yield step;
				shown = keyOf(step);
			}
			await deps.sleep(state === 'notAuthorized' ? way.everyMs : ASK_STATE_MS, signal);
		}
	};
}

async function stepOf(way: Way, state: string): Promise<LinkStep | 'linked' | undefined> {
	return state === 'notAuthorized' ? way.next() : { type: 'state', state };
}

/** What was shown already need not be shown again. */
function keyOf(step: LinkStep): string {
	if (step.type === 'qr') return step.png.toString('base64');
	if (step.type === 'trouble') return `trouble ${step.reason}`;
	if (step.type === 'state') return `state ${step.state}`;
	return step.type === 'code' ? `code ${step.code} ${step.expiresAt}` : step.type;
}

function byQr(deps: Deps, instance: Instance): Way {
	const client = deps.createClient(instance);
	return {
		everyMs: ASK_QR_MS,
		async next() {
			const qr = await asked(instance.id, client.getQr());
			if (qr.kind === 'linked') return 'linked';
			if (qr.kind === 'none') return { type: 'trouble', reason: qr.reason };
			return { type: 'qr', png: qr.png, expiresAt: deps.clock.now() + QR_MS };
		},
	};
}

function byCode(deps: Deps, instance: Instance, phone: number): Way {
	const client = deps.createClient(instance);
	let expiresAt = 0;
	return {
		everyMs: ASK_STATE_MS,
		async next() {
			if (deps.clock.now() < expiresAt)
				return isLinked(await seeState(deps, instance)) ? 'linked' : undefined;
			const code = await asked(instance.id, client.getPairingCode(phone));
			if (code === undefined) throw noPairingCode(instance.id);
			expiresAt = deps.clock.now() + CODE_MS;
			return { type: 'code', code, expiresAt };
		},
	};
}

/** A nicety: without it the phone is linked nevertheless. */
async function phoneOf(deps: Deps, instance: Instance): Promise<string> {
	try {
		const { phone } = await deps.createClient(instance).getAccount();
		return phone;
	} catch (error) {
		if (error instanceof BridgeError) return '';
		throw error;
	}
}

/** The refusals of GREEN-API that go by. Throws all others. */
function passing(error: unknown, language: Language = 'en'): LinkStep {
	const isPassing =
		error instanceof BridgeError &&
		['green-api-busy', 'green-api-unreachable'].includes(error.code);
	if (!isPassing) throw error;
	return { type: 'trouble', reason: wordsOfError(error, createPhrasebook().say(language)).message };
}

function blocked({ id }: Instance) {
	return refusal({
		code: 'instance-blocked',
		status: 409,
		message: 'refusal.instance-blocked',
		help: 'help.instance-blocked',
		values: { instance: id },
	});
}
