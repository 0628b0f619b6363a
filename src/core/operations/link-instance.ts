import type { InstanceId } from '../domain/ids.js';
import type { Instance, Workspace } from '../domain/registry.js';
import { stateOf } from '../green-api/state.js';
import { sayPhrase } from '../texts/phrasebook.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
import type { OperationDeps } from './deps.js';
import { isLinked, stateText } from './instance-texts.js';
import { requireOwned } from './owned-instance.js';
import { readPhone } from './phone.js';
import { openTicket, pictureGone, sealTicket, TICKET_MS } from './qr-ticket.js';
import { refusal } from './refusals.js';
import type { Notice } from './register-agent.js';
import { asked } from './see-state.js';
import { ROCKET_PATH } from '../config/webhook-paths.js';

export type LinkInstanceInput = {
	readonly idInstance: string | number;
	/** Country code and number: links by a pairing code. Without it: by a QR code. */
	readonly phone?: string | undefined;
};

export type LinkedInstance = Notice & {
	readonly state: string;
	readonly isLinked: boolean;
	/** Address of the QR code as a picture, where the instance waits for a phone. */
	readonly image?: string;
	/** The pairing code, in its place. */
	readonly code?: string;
	/** Until when one of the two is good, epoch milliseconds. */
	readonly expiresAt?: number;
};

type Deps = Pick<
	OperationDeps,
	'database' | 'clock' | 'config' | 'createClient' | 'phrasebook' | 'tickets' | 'reportState'
>;

/** Where the daemon answers with the picture. */
const PICTURE_PATH = `${ROCKET_PATH}/qr/`;

/**
 * Says whether a phone is linked to the instance, as GREEN-API knows it now, and how to link one. For its owner and for
 * administrators. Rejects with RefusedError `bad-instance-id`, `bad-phone` (400), `instance-not-found` (404), `not-allowed`
 * (403), `app-url-missing`, `no-pairing-code` (409), or the refusals of greenApiRefusal.
 */
export function createLinkInstance(
	deps: Deps,
): (actor: Actor, input: LinkInstanceInput) => Promise<LinkedInstance> {
	const { workspaces } = deps.database.stores;
	return async (actor, input) => {
		const phone = input.phone === undefined ? undefined : readPhone(input.phone);
		const instance = await requireOwned(deps.database.stores, actor, input.idInstance);
		const { id } = instance;
		const say = wordsFor(deps, actor);
		const state = await askState(deps, instance);
		const answer = { state, isLinked: isLinked(state) };
		if (state !== 'notAuthorized')
			return { ...answer, message: sayPhrase(say, stateText(id, state)) };
		const expiresAt = deps.clock.now() + TICKET_MS;
		if (phone !== undefined) {
			const code = await askCode(deps, instance, phone);
			return { ...answer, code, expiresAt, message: say('link.code', { instance: id, code }) };
		}
		const workspace = actor.workspace ?? (await workspaces.find(instance.workspaceId));
		const image = pictureAddress(deps, workspace, instance, expiresAt);
		return { ...answer, image, expiresAt, message: say('link.scan', { instance: id }) };
	};
}

/**
 * The QR code behind a ticket of link-instance, PNG, made anew by GREEN-API. Rejects with RefusedError `picture-gone` (404),
 * `linked-already` (409), `no-qr-code` (502), or the refusals of greenApiRefusal.
 */
export function createQrPicture(deps: Deps): (ticket: string) => Promise<Buffer> {
	const { instances } = deps.database.stores;
	return async (text) => {
		const ticket = openTicket(deps.tickets, text, deps.clock.now());
		const instance = await instances.find(ticket.instanceId);
		if (instance?.workspaceId !== ticket.workspaceId) throw pictureGone();
		const qr = await askQr(deps, instance);
		if (qr.kind === 'qr') return qr.png;
		throw qr.kind === 'linked' ? linkedAlready() : noQr(qr.reason);
	};
}

async function askState(deps: Deps, instance: Instance): Promise<string> {
	const state = await asked(instance.id, deps.createClient(instance).getState());
	await deps.reportState(instance.id, state);
	return stateOf(state);
}

async function askCode(deps: Deps, instance: Instance, phone: number): Promise<string> {
	const code = await asked(instance.id, deps.createClient(instance).getPairingCode(phone));
	if (code === undefined) throw noPairingCode(instance.id);
	return code;
}

/** GREEN-API gives none now. */
export function noPairingCode(id: InstanceId) {
	return refusal({
		code: 'no-pairing-code',
		status: 409,
		message: 'refusal.no-code',
		help: 'help.no-code',
		values: { instance: id },
	});
}

function askQr(deps: Deps, instance: Instance) {
	return asked(instance.id, deps.createClient(instance).getQr());
}

function pictureAddress(
	{ config, tickets }: Deps,
	workspace: Workspace | undefined,
	{ id, workspaceId }: Instance,
	until: number,
): string {
	const base = workspace?.appUrl ?? config.appUrl;
	if (base === undefined) throw noPicture();
	return `${base}${PICTURE_PATH}${sealTicket(tickets, { instanceId: id, workspaceId, until })}`;
}

function noPicture() {
	return refusal({
		code: 'app-url-missing',
		status: 409,
		message: 'refusal.no-picture',
		help: 'help.app-url-missing',
	});
}

function linkedAlready() {
	return refusal({
		code: 'linked-already',
		status: 409,
		message: 'refusal.linked-already',
		help: 'help.linked-already',
	});
}

function noQr(reason: string) {
	return refusal({
		code: 'no-qr-code',
		status: 502,
		message: 'refusal.no-qr',
		help: 'help.in-seconds',
		values: { reason: reason.slice(0, 200) },
	});
}
