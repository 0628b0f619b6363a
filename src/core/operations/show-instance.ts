import { BridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import type { Instance } from '../domain/registry.js';
import { compareSettings } from '../green-api/settings.js';
import type { SettingRow } from '../green-api/settings.js';
import type { GreenApiClient } from '../green-api/types.js';
import type { Waiting } from '../storage/backlog.js';
import type { Actor } from './actors.js';
import type { OperationDeps } from './deps.js';
import { pauseOf } from './list-instances.js';
import type { InstanceRow } from './list-instances.js';
import { requireOwned } from './owned-instance.js';
import type { InstanceTarget } from './restart-instance.js';
import { asked, seeState } from './see-state.js';
import { wantedOf } from './webhook-settings.js';

/** All that is known of an instance. Times are epoch milliseconds. */
export type InstanceReport = {
	readonly id: InstanceId;
	readonly workspaceUrl: string;
	/** E-mail address; undefined when it belongs to nobody. */
	readonly owner: string | undefined;
	readonly createdAt: number;
	/** Nothing crosses by it, since when and why; absent: it is not paused. */
	readonly pause?: InstanceRow['pause'];
	/** What is stored, also by what GREEN-API has just refused. `number`: digits, '' when unknown. */
	readonly known: { readonly state: string; readonly number: string };
	/** What GREEN-API says now; undefined: see `failure`. */
	readonly live: LiveInstance | undefined;
	readonly failure: BridgeError | undefined;
	/** What is here and not yet delivered. */
	readonly waiting: Readonly<Record<'inbound' | 'outbound', Waiting>>;
	/** Lanes that wait for a reason, by that reason. */
	readonly held: readonly { readonly reason: string; readonly count: number }[];
	readonly deadCount: number;
	/** When the newest message from WhatsApp was accepted; null: none so far. */
	readonly lastReceivedAt: number | null;
};

export type LiveInstance = {
	readonly state: string;
	/** Digits, '' while no phone is linked. */
	readonly number: string;
	/** As GREEN-API words it, '' where it does not say. */
	readonly suspendedUntil: string;
	/** Undefined: the address that they should have is not known, because APP_URL is missing. */
	readonly settings: readonly SettingRow[] | undefined;
	/** Messages that wait in GREEN-API's queue, and webhooks that wait for us; null where it does not tell. */
	readonly queuedCount: number | null;
	readonly webhookCount: number | null;
};

type Deps = Pick<OperationDeps, 'database' | 'clock' | 'config' | 'createClient'>;

/**
 * Reports on an instance; where GREEN-API does not answer, on what is known without it. Keeps the state that it sees. For
 * its owner and for administrators. Rejects with the refusals of requireOwned.
 */
export function createShowInstance(
	deps: Deps,
): (actor: Actor, input: InstanceTarget) => Promise<InstanceReport> {
	return async (actor, { idInstance }) => {
		const { agents, instances, instancePauses, workspaces } = deps.database.stores;
		const instance = await requireOwned(deps.database.stores, actor, idInstance);
		const workspace = await workspaces.find(instance.workspaceId);
		const owners = await agents.list(instance.workspaceId);
		const appUrl = workspace?.appUrl ?? deps.config.appUrl;
		const live = await livePart(deps, instance, appUrl);
		const { state, wid } = (await instances.find(instance.id)) ?? instance;
		return {
			...{ id: instance.id, createdAt: instance.createdAt, workspaceUrl: workspace?.url ?? '' },
			owner: owners.find(({ id }) => id === instance.agentId)?.email,
			...pauseOf(await instancePauses.list(), instance.id),
			known: { state, number: wid.replace('@c.us', '') },
			...(await ledgerPart(deps, instance)),
			...live,
		};
	};
}

async function ledgerPart({ database }: Deps, { id, workspaceId }: Instance) {
	const { backlog, inspection } = database.stores;
	const scope = { workspaceId, instanceIds: [id] };
	return {
		waiting: await backlog.waiting(scope),
		held: await backlog.listHeld(scope),
		deadCount: await backlog.countDead(scope, 0),
		lastReceivedAt: await inspection.lastAcceptedAt(id, 'inbound'),
	};
}

async function livePart(
	deps: Deps,
	instance: Instance,
	appUrl: string | undefined,
): Promise<Pick<InstanceReport, 'live' | 'failure'>> {
	try {
		return { live: await look(deps, instance, appUrl), failure: undefined };
	} catch (error) {
		if (error instanceof BridgeError) return { live: undefined, failure: error };
		throw error;
	}
}

async function look(
	deps: Deps,
	instance: Instance,
	appUrl: string | undefined,
): Promise<LiveInstance> {
	const client = deps.createClient(instance);
	const state = await seeState(deps, instance);
	const settings = await asked(instance.id, client.getSettings());
	const { phone, suspendedUntil } = await asked(instance.id, client.getAccount());
	const wanted = appUrl === undefined ? undefined : wantedOf({ ...instance, appUrl });
	return {
		...{ state, number: phone, suspendedUntil },
		settings: wanted && compareSettings(settings, wanted),
		...(await queues(client)),
	};
}

/** Niceties: a plan may not have these methods. */
async function queues(client: GreenApiClient) {
	const queued = client.listQueue().then(({ length }) => length);
	const [queuedCount, webhookCount] = await Promise.all([
		orNull(queued),
		orNull(client.countWebhooks()),
	]);
	return { queuedCount, webhookCount };
}

async function orNull(count: Promise<number>): Promise<number | null> {
	try {
		return await count;
	} catch (error) {
		if (error instanceof BridgeError) return null;
		throw error;
	}
}
