import { BridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import type { Instance } from '../domain/registry.js';
import { compareSettings } from '../green-api/settings.js';
import type { SettingRow } from '../green-api/settings.js';
import type { Actor } from './actors.js';
import { requireAdmin } from './actors.js';
import type { OperationDeps } from './deps.js';
import { greenApiRefusal } from './green-api-refusals.js';
import { inParallel } from './in-parallel.js';
import { appUrlMissing } from './instance-order.js';
import { workspacesInScope } from './list-instances.js';
import { requireOwned } from './owned-instance.js';
import { applySettings, wantedOf } from './webhook-settings.js';

export type ApplySettingsInput = {
	/** One instance; without it all of the actor's scope. */
	readonly idInstance?: string | undefined;
};

/** The settings of an instance beside those that the bridge needs. */
export type SettingsPlan = {
	readonly id: InstanceId;
	/** Those that differ; empty: there is nothing to do. */
	readonly differing: readonly SettingRow[];
	/** Why they are not known, or could not be written. */
	readonly failure: BridgeError | undefined;
};

type Deps = Pick<OperationDeps, 'database' | 'config' | 'createClient'>;

/** Calls at a time: each is about another instance. */
const AT_ONCE = 5;

type SettingsWork = (actor: Actor, input: ApplySettingsInput) => Promise<readonly SettingsPlan[]>;

/**
 * Compares the settings of instances at GREEN-API with those that the bridge needs; changes nothing. What fails with one
 * instance is its `failure`. For owners; all of a scope for administrators. Rejects with the refusals of requireOwned.
 */
export function createPlanSettings(deps: Deps): SettingsWork {
	return forChosen(deps, async (instance) => (await settingsOf(deps, instance)).differing);
}

/**
 * As the plan, and writes what differs then; an instance restarts when something is written, up to five minutes. What was
 * written is `differing`.
 */
export function createApplySettings(deps: Deps): SettingsWork {
	return forChosen(deps, async (instance) => {
		const { actual, target, differing } = await settingsOf(deps, instance);
		await applySettings(deps.createClient(instance), actual, target);
		return differing;
	});
}

function forChosen(
	deps: Deps,
	work: (instance: Instance) => Promise<readonly SettingRow[]>,
): SettingsWork {
	return async (actor, input) => {
		const instances = await chosen(deps, actor, input);
		return inParallel(instances, AT_ONCE, (instance) => planOf(instance, () => work(instance)));
	};
}

async function chosen(
	{ database: { stores } }: Deps,
	actor: Actor,
	{ idInstance }: ApplySettingsInput,
): Promise<readonly Instance[]> {
	if (idInstance !== undefined) return [await requireOwned(stores, actor, idInstance)];
	requireAdmin(actor, 'apply-settings');
	const workspaces = await workspacesInScope(stores, actor);
	const lists = workspaces.map(({ id }) => stores.instances.listOfWorkspace(id));
	return (await Promise.all(lists)).flat();
}

async function settingsOf({ database, config, createClient }: Deps, instance: Instance) {
	const workspace = await database.stores.workspaces.find(instance.workspaceId);
	const appUrl = workspace?.appUrl ?? config.appUrl;
	if (appUrl === undefined) throw appUrlMissing();
	const actual = await createClient(instance).getSettings();
	const target = { appUrl, webhookToken: instance.webhookToken };
	const rows = compareSettings(actual, wantedOf(target));
	return { actual, target, differing: rows.filter(({ isRight }) => !isRight) };
}

async function planOf(
	{ id }: Instance,
	compare: () => Promise<readonly SettingRow[]>,
): Promise<SettingsPlan> {
	try {
		return { id, differing: await compare(), failure: undefined };
	} catch (thrown) {
		const error = greenApiRefusal(thrown, id);
		if (error instanceof BridgeError) return { id, differing: [], failure: error };
		throw error;
	}
}
