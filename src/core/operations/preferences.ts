import { RefusedError } from '../domain/errors.js';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import { findPreference, PREFERENCE_NAMES, preferenceFields } from '../preferences/fields.js';
import type { PreferenceField } from '../preferences/fields.js';
import { normalizeWorkspaceUrl } from '../rocket-chat/workspace-url.js';
import type { Place } from '../storage/inspection.js';
import type { Stores } from '../storage/stores.js';
import { sayEnglish } from '../texts/phrasebook.js';
import type { Say } from '../texts/phrasebook.js';
import { ADMIN_ROLE, isAdmin } from './actors.js';
import type { Actor } from './actors.js';
import { wordsFor } from './deps.js';
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

type Deps = Pick<OperationDeps, 'database' | 'phrasebook'>;
type Stored = Awaited<ReturnType<Stores['preferences']['list']>>;

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
		const key = { instanceId, name: field.name };
		const typed = value.trim();
		if (typed === '') await stores.preferences.unset(workspaceId, key);
		else {
			check(field, typed);
			await stores.preferences.set(workspaceId, { ...key, value: typed });
		}
		const now = counting(field, await stores.preferences.list(workspaceId), instanceId);
		return { message: setText(wordsFor(deps, actor), now, instanceId) };
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
		return Object.values(preferenceFields).map((field) =>
			counting(field, stored, target.instanceId),
		);
	};
}

/** The instance's own value, else the workspace's, else the default. */
function counting(
	{ name, meaning, fallback }: PreferenceField<unknown>,
	stored: Stored,
	instanceId: InstanceId | null,
): PreferenceRow {
	const valueOf = (owner: InstanceId | null): string | undefined =>
		stored.find((one) => one.instanceId === owner && one.name === name)?.value;
	const own = instanceId === null ? undefined : valueOf(instanceId);
	if (own !== undefined) return { name, meaning, value: own, from: 'instance' };
	const shared = valueOf(null);
	if (shared !== undefined) return { name, meaning, value: shared, from: 'workspace' };
	return { name, meaning, value: fallback, from: 'default' };
}

/** The rows as text for a chat, one line each. */
export function preferencesText(rows: readonly PreferenceRow[], say: Say = sayEnglish): string {
	return rows
		.map((row) => say(`list.${row.from}-value`, { name: row.name, value: shown(row, say) }))
		.join('\n');
}

function setText(say: Say, row: PreferenceRow, instance: InstanceId | null): string {
	const { name, from } = row;
	const values = { name, value: shown(row, say), origin: say(`origin.${from}`) };
	return instance === null
		? say('command.preference-all', values)
		: say('command.preference-one', { ...values, instance });
}

/** The value as it would be typed. */
function shown({ value }: Pick<PreferenceRow, 'value'>, say: Say): string {
	return value === '' ? say('list.none') : value.replaceAll('\n', '\\n');
}

type Target = { readonly workspaceId: number; readonly instanceId: InstanceId | null };

async function readTarget(
	stores: Stores,
	actor: Actor,
	{ idInstance, workspaceUrl }: PreferenceTarget,
	command: string,
): Promise<Target> {
	if (idInstance === undefined || idInstance === '') {
		if (!isAdmin(actor)) throw notForAll(command);
		return { workspaceId: await workspaceOf(stores, actor, workspaceUrl), instanceId: null };
	}
	const instanceId = asInstanceId(idInstance);
	const place = await stores.inspection.placeOf(instanceId);
	const isInScope = actor.workspace === undefined || actor.workspace.id === place?.workspaceId;
	if (place === undefined || !isInScope) throw notFound(idInstance);
	if (!isAdmin(actor)) await requireOwner(stores, actor, place, command);
	return { workspaceId: place.workspaceId, instanceId };
}

/** At the terminal nobody need name the only workspace. Rejects with RefusedError `workspace-needed` (400). */
export async function workspaceOf(
	{ inspection }: Pick<Stores, 'inspection'>,
	actor: Actor,
	url: string | undefined,
): Promise<number> {
	if (actor.workspace !== undefined) return actor.workspace.id;
	const all = await inspection.workspaces();
	const wanted = url === undefined ? undefined : normalizeWorkspaceUrl(url);
	const found = all.filter((one) => wanted === undefined || one.url === wanted);
	const [first, second] = found;
	if (first !== undefined && second === undefined) return first.id;
	throw refusal({
		code: 'workspace-needed',
		status: 400,
		message: whichWorkspace(url, all.length),
		help: all.length === 0 ? 'help.no-workspaces' : 'help.which-workspace',
		values: { count: all.length, urls: all.map((one) => one.url).join(', ') },
	});
}

function whichWorkspace(url: string | undefined, count: number) {
	if (count === 0) return 'refusal.no-workspaces';
	return url === undefined ? 'refusal.which-workspace' : 'refusal.unknown-workspace';
}

/** What an agent may do all the same. */
function notForAll(command: string) {
	return refusal({
		code: 'not-allowed',
		status: 403,
		message: 'refusal.all-admins-only',
		help: 'help.all-admins-only',
		values: { command, role: ADMIN_ROLE },
	});
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
		message: 'refusal.owner-only',
		help: 'help.owner-only',
		values: { command },
	});
}

/** A refusal names the preference, too. */
function check(field: PreferenceField<unknown>, value: string): void {
	try {
		field.parse(value);
	} catch (error) {
		if (!(error instanceof RefusedError)) throw error;
		const { code, status } = error;
		const values = { name: field.name, ...error.phrases?.message.values };
		throw refusal({
			...{ code, status, values, cause: error },
			message: 'refusal.bad-value-of',
			help: 'help.bad-value',
		});
	}
}

function unknownPreference() {
	return refusal({
		code: 'unknown-preference',
		status: 400,
		message: 'refusal.unknown-preference',
		help: 'help.unknown-preference',
		values: { names: PREFERENCE_NAMES.join(', ') },
	});
}
