import { ConfigError, StorageError } from '../../../core/domain/errors.js';
import type { Instance, Workspace } from '../../../core/domain/registry.js';
import type { Config } from '../../../core/config/fields.js';
import { hasDelivered } from '../../../core/operations/test-message.js';
import { normalizeWorkspaceUrl } from '../../../core/rocket-chat/workspace-url.js';
import type { Stores } from '../../../core/storage/stores.js';
import { readConfig } from '../../io.js';
import type { Io } from '../../io.js';
import { withSetup } from '../../with-setup.js';

/** What there is already: in `.env` and in the database. It is never kept anywhere else. */
export type SetupState = {
	readonly config: Config;
	/** Key and database are there, and the database is up to date. */
	readonly hasDatabase: boolean;
	/** Addresses of all that are registered. */
	readonly workspaces: readonly string[];
	/** The one that setup is about. */
	readonly workspace: Workspace | undefined;
	readonly agentCount: number;
	readonly instance: Instance | undefined;
	/** A message has reached Rocket.Chat by that instance. */
	readonly isProven: boolean;
};

/** Which workspace and which instance; without an answer the only or the first one. */
type Chosen = { readonly url?: string | undefined; readonly idInstance?: string | undefined };

/** Reads it. Changes nothing. Rejects with ConfigError or StorageError where what is there can't be used. */
export async function readState(io: Io, answers: Chosen): Promise<SetupState> {
	const { config } = readConfig(io);
	const empty = { config, hasDatabase: false, workspaces: [], workspace: undefined };
	try {
		return await withSetup(io, async ({ database: { stores } }) => ({
			config,
			hasDatabase: true,
			...(await registered(stores, answers)),
		}));
	} catch (error) {
		if (!isNotMadeYet(error, config)) throw error;
		return { ...empty, agentCount: 0, instance: undefined, isProven: false };
	}
}

/**
 * A database that waits for migrations counts as not made: setup applies them. A file of an embedded database without its key is
 * no beginning: a new key could not open what is in it.
 */
function isNotMadeYet(error: unknown, { databaseUrl }: Config): boolean {
	if (error instanceof StorageError) return MISSING.includes(error.code);
	const isEmbedded = databaseUrl.startsWith('sqlite:');
	return error instanceof ConfigError && error.code === 'CONFIG_SECRET_KEY' && !isEmbedded;
}

const MISSING = ['STORAGE_MISSING', 'STORAGE_OLDER'];

async function registered(stores: Stores, { url, idInstance }: Chosen) {
	const all = await stores.workspaces.list();
	const wanted = url === undefined ? undefined : normalizeWorkspaceUrl(url);
	const only = all.length === 1 ? all[0] : undefined;
	const workspace = wanted === undefined ? only : all.find((one) => one.url === wanted);
	const [agents, instances] = await Promise.all([
		workspace === undefined ? [] : stores.agents.list(workspace.id),
		workspace === undefined ? [] : stores.instances.listOfWorkspace(workspace.id),
	]);
	const instance =
		idInstance === undefined ? instances[0] : instances.find(({ id }) => id === idInstance);
	return {
		workspaces: all.map((one) => one.url),
		workspace,
		agentCount: agents.length,
		instance,
		isProven: instance !== undefined && (await hasDelivered(stores, instance)),
	};
}
