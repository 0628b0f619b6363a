import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { isBelieved } from '../clock.js';
import { BridgeError } from '../domain/errors.js';
import type { InstanceId } from '../domain/ids.js';
import type { Instance, Workspace } from '../domain/registry.js';
import type { GreenApiClient, InstanceAccess } from '../green-api/types.js';
import type { RocketChatGateway } from '../rocket-chat/gateway.js';
import type { Stores } from '../storage/stores.js';

/** How long what the registry says is believed: a change by another process takes effect within this time. */
const BELIEVED_MS = 1000;
const MOST = 10_000;

export type ConnectionDeps = {
	readonly stores: Pick<Stores, 'workspaces' | 'instances'>;
	readonly clock: Clock;
	readonly createGateway: (workspace: Workspace) => RocketChatGateway;
	readonly createClient: (access: InstanceAccess) => GreenApiClient;
};

/** The two clouds, as the registry describes them now. A gateway is kept as long as its credentials are the same: it knows the limits. */
export type Connections = {
	/** Rejects with a dead-letter error when the workspace is not registered any more. */
	workspace(id: number): Promise<{ workspace: Workspace; gateway: RocketChatGateway }>;
	/** Rejects with a dead-letter error when the instance was removed. */
	instance(id: InstanceId): Promise<{ instance: Instance; client: GreenApiClient }>;
};

type Kept<Entry, Way> = {
	readonly entry: Entry;
	readonly way: Way;
	readonly access: string;
	readonly until: number;
};

export function createConnections(deps: ConnectionDeps): Connections {
	const workspaces = createKeeper(
		deps.clock,
		(id: number) => deps.stores.workspaces.find(id),
		accessOf,
		deps.createGateway,
	);
	const instances = createKeeper(
		deps.clock,
		(id: InstanceId) => deps.stores.instances.find(id),
		(instance) => [instance.apiUrl, instance.mediaUrl, instance.apiToken].join('\n'),
		deps.createClient,
	);
	return {
		async workspace(id) {
			const kept = await workspaces(id);
			if (kept === undefined)
				throw gone('The workspace of this message is not registered any more.');
			return { workspace: kept.entry, gateway: kept.way };
		},
		async instance(id) {
			const kept = await instances(id);
			if (kept === undefined) throw gone(`Instance ${id} was removed.`);
			return { instance: kept.entry, client: kept.way };
		},
	};
}

/** A newly started app gets a new gateway: what is known of the old one's failures is over. */
function accessOf({ url, userId, authToken, app }: Workspace): string {
	const ofApp = app === null ? [] : [app.endpoint, app.key, app.seenAt, ...app.capabilities];
	return [url, userId, authToken, ...ofApp].join('\n');
}

function createKeeper<Key extends string | number, Entry, Way extends object>(
	clock: Clock,
	find: (key: Key) => Promise<Entry | undefined>,
	accessOf: (entry: Entry) => string,
	create: (entry: Entry) => Way,
): (key: Key) => Promise<Kept<Entry, Way> | undefined> {
	const cache = new LRUCache<Key, Kept<Entry, Way>>({ max: MOST });
	return async (key) => {
		const known = cache.get(key);
		const now = clock.now();
		if (known !== undefined && isBelieved(known.until, BELIEVED_MS, now)) return known;
		const entry = await find(key);
		if (entry === undefined) {
			cache.delete(key);
			return undefined;
		}
		const access = accessOf(entry);
		const way = known?.access === access ? known.way : create(entry);
		const kept = { entry, way, access, until: now + BELIEVED_MS };
		cache.set(key, kept);
		return kept;
	};
}

function gone(message: string): BridgeError {
	return new BridgeError(message, {
		code: 'LEDGER_TARGET_REMOVED',
		help: 'Register it again and revive the message with: greenapi-rc retry-message <id>',
	});
}
