import { RefusedError } from '../domain/errors.js';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import { findPreference, PREFERENCE_NAMES, preferenceFields } from '../preferences/fields.js';
import type { PreferenceField } from '../preferences/fields.js';
import { normalizeWorkspaceUrl } from '../rocket-chat/workspace-url.js';
import type { Place } from '../storage/inspection.js';
import type { Stores } from '../storage/stores.js';
import { isAdmin, requireAdmin, requireWorkspace } from './actors.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';
import { refusal } from './refusals.js';
import { notFound } from './remove-instance.js';
import type { Notice } from './register-agent.js';

export type PreferenceTarget = {
	/** Without it: all instances of the workspace. */
	readonly idInstance?: string | undefined;
	/** For an operator, where there are several. */
	readonly workspaceUrl?: string | undefined;
};
export type SetPreferenceInput = PreferenceTarget & {
	readonly name: string;
	/** '' takes the value back. */
	readonly value: string;
};

/** A preference as it counts, and where that comes from. */
export type PreferenceRow = {
	readonly name: string;
	readonly value: string;
	readonly from: 'instance' | 'workspace' | 'default';
	readonly meaning: string;
};

type Deps = Pick<OperationDeps, 'database'>;

/**
 * Sets how an instance behaves, or (without one) all instances of the workspace; takes effect within a second or two.
 * For administrators; an agent may set those of an own instance. Rejects with RefusedError `unknown-preference`,
 * `bad-value` (400), `instance-not-found` (404), `not-allowed` (403) or `workspace-needed` (400).
 */
export function createSetPreference(
	deps: Deps,
): (actor: Actor, input: SetPreferenceInput) => Promise<Notice> {
	const { stores } = deps.database;
	return async (actor, { name, value, ...target }) => {
		const { workspaceId, instanceId } = await readTarget(stores, actor, target, 'set-preference');
		const field = findPreference(name);
		if (field === undefined) throw unknownPreference();
		const whose = instanceId === null ? 'all instances of the workspace' : `instance ${instanceId}`;
		const key = { instanceId, name: field.name };
		if (value.trim() === '') {
			await stores.preferences.unset(workspaceId, key);
			return { message: `${field.name} of ${whose} is as before it was set.` };
		}
		check(field, value);
		await stores.preferences.set(workspaceId, { ...key, value: value.trim() });
		return { message: `${field.name} of ${whose} is set. It counts from the next message on.` };
	};
}

/** What counts for an instance, or for the whole workspace. Rejects like set-preference. */
export function createListPreferences(
	deps: Deps,
): (actor: Actor, input: PreferenceTarget) => Promise<readonly PreferenceRow[]> {
	const { stores } = deps.database;
	return async (actor, input) => {
		const target = await readTarget(stores, actor, input, 'list-preferences');
		const stored = await stores.preferences.list(target.workspaceId);
		const valueIn = (owner: InstanceId | null, name: string): string | undefined =>
			stored.find((one) => one.instanceId === owner && one.name === name)?.value;
		return Object.values(preferenceFields).map(({ name, meaning, fallback }): PreferenceRow => {
			const own = target.instanceId === null ? undefined : valueIn(target.instanceId, name);
			if (own !== undefined) return { name, meaning, value: own, from: 'instance' };
			const shared = valueIn(null, name);
			if (shared !== undefined) return { name, meaning, value: shared, from: 'workspace' };
			return { name, meaning, value: fallback, from: 'default' };
		});
	};
}

/** The rows as text for a chat, one line each. */
export function preferencesText(rows: readonly PreferenceRow[]): string {
	return rows.map(({ name, value, from }) => `${name}: ${shown(value)} (${from})`).join('\n');
}

/** As it would be typed. */
function shown(value: string): string {
	return value === '' ? 'none' : value.replaceAll('\n', '\\n');
}

type Target = { readonly workspaceId: number; readonly instanceId: InstanceId | null };

async function readTarget(
	stores: Stores,
	actor: Actor,
	{ idInstance, workspaceUrl }: PreferenceTarget,
	command: string,
): Promise<Target> {
	if (idInstance === undefined || idInstance === '') {
		requireAdmin(actor, command);
		return { workspaceId: await workspaceOf(stores, actor, workspaceUrl), instanceId: null };
	}
	const instanceId = asInstanceId(idInstance);
	const place = await stores.inspection.placeOf(instanceId);
	const isInScope = actor.workspace === undefined || actor.workspace.id === place?.workspaceId;
	if (place === undefined || !isInScope) throw notFound(idInstance);
	if (!isAdmin(actor)) await requireOwner(stores, actor, place, command);
	return { workspaceId: place.workspaceId, instanceId };
}

/** At the terminal nobody need name the only workspace. */
async function workspaceOf(
	{ inspection }: Stores,
	actor: Actor,
	url: string | undefined,
): Promise<number> {
	if (actor.workspace !== undefined) return actor.workspace.id;
	const all = await inspection.workspaces();
	const wanted = url === undefined ? undefined : normalizeWorkspaceUrl(url);
	const found = all.filter((one) => wanted === undefined || one.url === wanted);
	const [first, second] = found;
	return first !== undefined && second === undefined ? first.id : requireWorkspace(actor).id;
}

async function requireOwner(
	{ agents }: Stores,
	actor: Actor,
	place: Place,
	command: string,
): Promise<void> {
	const email = actor.kind === 'member' ? actor.email : '';
	const agent = await agents.findByEmail(place.workspaceId, email);
	// Nobody's instance (null) is not the one of an unknown agent (undefined).
	if (agent?.id === place.agentId) return;
	throw refusal({
		code: 'not-allowed',
		status: 403,
		message: `${command} is for administrators, and for the owner of the instance.`,
		help: 'Ask one of them to run it.',
	});
}

/** A refusal names the preference, too. */
function check(field: PreferenceField<unknown>, value: string): void {
	try {
		field.parse(value);
	} catch (error) {
		if (!(error instanceof RefusedError)) throw error;
		const { code, help, status, message } = error;
		throw new RefusedError(`${field.name}: ${message}`, { code, help, status, cause: error });
	}
}

function unknownPreference() {
	return refusal({
		code: 'unknown-preference',
		status: 400,
		message: 'There is no preference with this name.',
		help: `The preferences are ${PREFERENCE_NAMES.join(', ')}.`,
	});
}
