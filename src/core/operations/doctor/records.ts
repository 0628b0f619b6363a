import { RefusedError, StorageError, toBridgeError } from '../../domain/errors.js';
import type { BridgeError } from '../../domain/errors.js';
import type { Agent, Instance, Workspace } from '../../domain/registry.js';
import { currentKeys } from '../../config/secret-key.js';
import type { SecretKey } from '../../config/secret-key.js';
import { normalizeWorkspaceUrl } from '../../rocket-chat/workspace-url.js';
import { openDatabase } from '../../storage/database.js';
import type { Database } from '../../storage/database.js';
import type { MigrationStatus } from '../../storage/migrate.js';
import { requireDatabase } from '../../storage/presence.js';
import { createTokenCipher } from '../../storage/token-cipher.js';
import type { TokenCipher } from '../../storage/token-cipher.js';
import type { Scope } from '../../storage/inspection.js';
import { readInstanceId } from '../instance-input.js';
import { refusal } from '../refusals.js';
import { withinTime } from './within-time.js';

/** What is registered, as far as it was chosen. */
export type Registry = {
	readonly workspaces: readonly Workspace[];
	readonly agents: readonly Agent[];
	readonly instances: readonly Instance[];
	/** Chosen or not. */
	readonly allInstances: readonly Instance[];
};

/** The database, as far as it can be used. */
export type Records = {
	/** Undefined when DATABASE_URL can't be used, or its file is not there. */
	readonly database: Database | undefined;
	/** Undefined when it can't be reached, which `error` explains. */
	readonly schema: MigrationStatus | undefined;
	readonly error: BridgeError | undefined;
	/** True when its tables are those of this version. */
	readonly isUsable: boolean;
	readonly registry: Registry | undefined;
	/** Why there is no registry, though the database can be used: it was stored with another key. */
	readonly registryError: BridgeError | undefined;
	/** Which rows of the ledger were chosen. */
	readonly scope: Scope;
	close(): Promise<void>;
};

export type RecordsDeps = {
	readonly databaseUrl: string;
	readonly isConfigured: boolean;
	readonly key: SecretKey | undefined;
	readonly timeoutMs: number;
	readonly workspace?: string | undefined;
	readonly instance?: string | undefined;
};

const NOTHING: Records = {
	...{ database: undefined, schema: undefined, error: undefined, isUsable: false },
	...{ registry: undefined, registryError: undefined, scope: {} },
	close: () => Promise.resolve(),
};

/** Opens the database if it is there and looks what it holds. Rejects with RefusedError only when the choice names nothing. */
export async function openRecords(deps: RecordsDeps): Promise<Records> {
	if (!deps.isConfigured) return NOTHING;
	let database: Database;
	try {
		requireDatabase(deps.databaseUrl);
		const { key } = deps;
		const cipher =
			key === undefined ? KEYLESS : createTokenCipher(key.bytes, () => currentKeys(key));
		database = openDatabase(deps.databaseUrl, cipher);
	} catch (error) {
		return { ...NOTHING, error: toBridgeError(error) };
	}
	const close = (): Promise<void> => closeSoon(database);
	try {
		return { ...NOTHING, database, close, ...(await readAll(database, deps)) };
	} catch (error) {
		await close();
		throw error;
	}
}

type Read = Partial<Records>;

async function readAll(database: Database, deps: RecordsDeps): Promise<Read> {
	let schema: MigrationStatus;
	try {
		const { timeoutMs } = deps;
		await withinTime(database.ping(), timeoutMs);
		schema = await withinTime(database.migrationStatus(), timeoutMs);
	} catch (error) {
		return { error: toBridgeError(error) };
	}
	if (schema.missing.length > 0 || schema.unknown.length > 0) return { schema };
	if (deps.key === undefined) return { schema, isUsable: true };
	try {
		const registry = await withinTime(readRegistry(database), deps.timeoutMs);
		return { schema, isUsable: true, ...chosen(registry, deps) };
	} catch (error) {
		if (error instanceof RefusedError) throw error;
		if (error instanceof StorageError) return { schema, isUsable: true, registryError: error };
		// It took too long: what else it holds is not asked for.
		return { error: toBridgeError(error) };
	}
}

async function readRegistry({ stores }: Database): Promise<Registry> {
	const workspaces = await stores.workspaces.list();
	const agents = await Promise.all(workspaces.map(({ id }) => stores.agents.list(id)));
	const allInstances = await stores.instances.list();
	return { workspaces, agents: agents.flat(), instances: allInstances, allInstances };
}

function chosen(all: Registry, { workspace, instance }: RecordsDeps): Read {
	const byUrl = workspace === undefined ? undefined : findWorkspace(all, workspace);
	const byId = instance === undefined ? undefined : findInstance(all, instance);
	const workspaceId = byUrl?.id ?? byId?.workspaceId;
	const isOurs = (id: number): boolean => workspaceId === undefined || id === workspaceId;
	const registry: Registry = {
		...all,
		workspaces: all.workspaces.filter(({ id }) => isOurs(id)),
		agents: all.agents.filter((agent) => isOurs(agent.workspaceId)),
		instances: all.instances.filter(
			(one) => isOurs(one.workspaceId) && (byId === undefined || one.id === byId.id),
		),
	};
	return { registry, scope: { workspaceId, instanceId: byId?.id } };
}

function findWorkspace({ workspaces }: Registry, text: string): Workspace {
	const url = normalizeWorkspaceUrl(text);
	const found = workspaces.find((workspace) => workspace.url === url);
	if (found !== undefined) return found;
	throw refusal({
		code: 'workspace-not-registered',
		status: 404,
		message: 'refusal.workspace-not-registered',
		help: 'help.workspace-not-registered',
	});
}

function findInstance({ allInstances }: Registry, text: string): Instance {
	const id = readInstanceId(text);
	const found = allInstances.find((instance) => instance.id === id);
	if (found !== undefined) return found;
	throw refusal({
		code: 'instance-not-found',
		status: 404,
		message: 'refusal.instance-not-found',
		help: 'help.instance-not-found',
		values: { instance: id },
	});
}

/** Milliseconds: a server that hangs must not keep the program. */
const CLOSE_MS = 2000;

async function closeSoon(database: Database): Promise<void> {
	await withinTime(database.close(), CLOSE_MS).catch(() => undefined);
}

/** Nobody asks for tokens where there is no key. */
const KEYLESS: TokenCipher = { seal: refuse, open: refuse };

function refuse(): never {
	throw new StorageError('There is no key for the stored tokens.', {
		code: 'STORAGE_KEY_WRONG',
		help: 'Put back the SECRET_KEY (or <DATA_DIR>/secret.key) that this database was used with.',
	});
}
